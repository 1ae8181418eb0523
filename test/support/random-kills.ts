import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbedded } from '../../src/platform/embedded/index.js';
import { makeDatabase } from './database.js';
import { childrenOf, killQuietly, query } from './embedded-owner.js';
import type { KillLab } from './kill-lab.js';
import type { Answer, Asked, ServiceProcess } from './service-process.js';

/** Far more than a step takes, on a machine that does much else. */
const STEP_MS_MAX = 90_000;
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
  for (;;) {
    const job = await service.ask({ method: 'GET', path: `/v1/jobs/${id}` });
    if (job?.status !== 200 || job.body.state === 'failed') return undefined;
    if (job.body.state === 'done') return job;
    await pause(LOOK_MS);
  }
}

/** What a client does that wants its work done: the same again until it is acknowledged. */
export async function untilDone(service: ServiceProcess, asked: Asked): Promise<void> {
  while (!(await attempt(service, asked))) await pause(AGAIN_MS);
}

/** What hangs is told by its name and with what is known of it, rather than waited for until the test's own limit. */
export async function inTime<T>(step: string, mortal: Mortal, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = pause(STEP_MS_MAX, undefined, { signal: over.signal }).then(async () => {
    throw new Error(`${step}: not done in ${STEP_MS_MAX} ms\n${await situation(mortal)}`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}

/** Whether the service is well, the jobs, who is connected to the database, and the last that the service said. */
async function situation({ service, url }: Mortal): Promise<string> {
  const asked = [
    service.ask({ method: 'GET', path: '/health/ready' }),
    query(url, 'select id, kind, key, state, epoch, lease_until, now() from jobs order by id desc limit 5'),
    query(url, 'select pid, state, wait_event, left(query, 100) as query, query_start from pg_stat_activity'),
  ].map((each) => each.catch(String));
  const told = (await Promise.all<unknown>(asked)).map((each) => JSON.stringify(each));
  return [...told, service.stderr.slice(-4_000)].join('\n');
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
