import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbedded } from '../../src/platform/embedded/index.js';
import { makeDatabase } from './database.js';
import { childrenOf, killQuietly } from './embedded-owner.js';
import type { KillLab } from './kill-lab.js';
import type { Answer, Asked, ServiceProcess } from './service-process.js';

const DONE_MS_MAX = 90_000;
const AGAIN_MS = 50;
const LOOK_MS = 20;
/** Answers that ask for the same again: not reached, given up, or a job that was interrupted. */
const AGAIN = new Set([502, 503]);

/**
 * Sends a request once, and follows its job where that is what is answered. The answer acknowledges that the work is done;
 * undefined when it was cut off, given up or interrupted. Throws what will not be otherwise next time.
 */
export async function attempt(service: ServiceProcess, asked: Asked): Promise<Answer | undefined> {
  const answer = await service.ask(asked);
  if (answer?.status === 200) return answer;
  if (answer?.status === 202) return followed(service, answer.body.id);
  if (answer && !AGAIN.has(answer.status))
    throw new Error(`${asked.path} was answered ${JSON.stringify(answer).slice(0, 2_000)}`);
  return undefined;
}

async function followed(service: ServiceProcess, id: string): Promise<Answer | undefined> {
  for (const deadline = performance.now() + DONE_MS_MAX; ; refuseLate(service, deadline)) {
    const job = await service.ask({ method: 'GET', path: `/v1/jobs/${id}` });
    if (job?.status !== 200 || job.body.state === 'failed') return undefined;
    if (job.body.state === 'done') return job;
    await pause(LOOK_MS);
  }
}

/** What a client does that wants its work done: the same again until it is acknowledged. */
export async function untilDone(service: ServiceProcess, asked: Asked): Promise<void> {
  for (const deadline = performance.now() + DONE_MS_MAX; !(await attempt(service, asked)); ) {
    refuseLate(service, deadline);
    await pause(AGAIN_MS);
  }
}

/** What hangs is told with what the service said, rather than waited for until the test's own limit. */
function refuseLate(service: ServiceProcess, deadline: number): void {
  if (performance.now() > deadline)
    throw new Error(`not done in ${DONE_MS_MAX} ms:\n${service.stderr.slice(-4_000)}`);
}

/** A number from 0 to 1 for each of `words`, the same for the same seed. */
export const share = (seed: number, ...words: (string | number)[]): number =>
  createHash('sha256')
    .update([seed, ...words].join(' '))
    .digest()
    .readUInt32BE() /
  2 ** 32;

/** A service and its database, of which one is killed and comes back. */
export interface Mortal {
  service: ServiceProcess;
  /** Address of the database. */
  url: string;
  kill(): Promise<void>;
  recover(): Promise<void>;
  /** Exit code of the service, stopped. */
  stop(): Promise<number | null>;
}

export type Begin = (url: string) => Promise<ServiceProcess>;

/** The service dies, its database lives. */
export async function mortalService(begin: Begin, url: string): Promise<Mortal> {
  const mortal = {
    service: await begin(url),
    url,
    kill: async () => {
      mortal.service.kill();
      await mortal.service.ended;
    },
    recover: async () => {
      mortal.service = await begin(url);
    },
    stop: () => stopped(mortal.service),
  };
  return mortal;
}

/** A PostgreSQL that is killed with all its processes, and started again on the same port. */
export class MortalServer {
  private constructor(
    private readonly directory: string,
    private server: Awaited<ReturnType<typeof startEmbedded>>,
  ) {}

  static async start(lab: KillLab, name: string): Promise<MortalServer> {
    const directory = lab.folder(name);
    return new MortalServer(directory, await startEmbedded({ directory }));
  }

  get url(): string {
    return this.server.url;
  }

  async kill(): Promise<void> {
    const { pid, exited } = this.server;
    for (const each of [pid, ...childrenOf(pid)]) killQuietly(each);
    await exited;
  }

  async recover(): Promise<void> {
    const { port } = this.server;
    await this.server.stop(); // gives the folder free
    this.server = await startEmbedded({ directory: this.directory, port });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** The database dies under the service, which lives. */
export async function mortalDatabase(begin: Begin, server: MortalServer, template: string): Promise<Mortal> {
  const url = await makeDatabase(server.url, 'life', template);
  const service = await begin(url);
  return {
    service,
    url,
    kill: () => server.kill(),
    recover: () => server.recover(),
    stop: () => stopped(service),
  };
}

function stopped(service: ServiceProcess): Promise<number | null> {
  service.signal('SIGTERM');
  return service.ended;
}
