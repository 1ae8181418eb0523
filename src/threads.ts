import type { DataSource } from 'typeorm';
import { Threads } from './platform/threads/index.js';

/** The service's threads, which open connections of their own to its database. */
export function threadsOf({ options }: DataSource, count: number): Threads {
  const { url } = options as { url: string };
  return new Threads(count, { file: new URL('./thread.js', import.meta.url), url });
}
