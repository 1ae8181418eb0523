import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { domainErrorOf, type StoredProblem } from '../jobs/index.js';

/** Where threads begin, and the address of the database that each of them connects to. */
export interface ThreadsOf {
  file: URL;
  url: string;
}

/** What a thread is asked for; through `port` it tells what it has so far, and closes it when that was all. */
export type Threaded<Task> = Task & { port: MessagePort };

/** What became of a task in a thread: errors lose their class on the way. */
export type ThreadAnswer = { problem?: StoredProblem };

/** Starting one costs a second or two, and keeping one 100 to 200 MB. */
const IDLE_MS_MAX = 300_000;

/** Room for what is made and forgotten while a period is computed, so that less of it is looked through while it lives. */
const YOUNG_MB = 128;

/** Threads that compute beside the service's own, which answers requests meanwhile. None where there are none to be had. */
@Injectable()
export class Threads implements OnApplicationShutdown {
  private readonly pool: Piscina | undefined;

  constructor(
    readonly count: number,
    of?: ThreadsOf,
  ) {
    if (count === 0 || !of) return;
    this.pool = new Piscina({
      filename: of.file.href,
      workerData: { url: of.url },
      minThreads: 0,
      maxThreads: count,
      idleTimeout: IDLE_MS_MAX,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      atomics: 'disabled', // a thread that waits for work hears from its connections meanwhile
    });
  }

  /** Has the thread's function `name` do a task; `told` gets what it tells. Throws what it was refused with, and the reason of `signal`. */
  async run<Told>(
    name: string,
    task: object,
    { signal, told }: { signal: AbortSignal; told: (message: Told) => void },
  ): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', told);
    const allTold = once(port1, 'close');
    try {
      const how = { name, signal, transferList: [port2] };
      const { problem }: ThreadAnswer = await this.pool!.run({ ...task, port: port2 }, how);
      if (problem) throw domainErrorOf(problem);
      await allTold;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      port1.close();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }
}
