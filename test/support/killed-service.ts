import { canonicalDump, type Dump } from './canonical-dump.js';
import { killQuietly, query } from './embedded-owner.js';
import { companyOf, MANAGERS, ROUNDS, type Round } from './kill-company.js';
import type { KillLab } from './kill-lab.js';
import type { Answer, Asked, LogLine, ServiceProcess } from './service-process.js';

export type Victim = 'the service' | 'PostgreSQL' | 'both';

/** Transactions that have written and wait for their next statement. */
const WRITERS = `select count(*)::int as open from pg_stat_activity where state = 'idle in transaction' and backend_xid is not null`;

/** Makes the company in a new service; answers its tokens, of which the service has the last. */
export async function settle(service: ServiceProcess, managers = MANAGERS): Promise<string[]> {
  await service.listening();
  const first = service.firstToken();
  const made = await service
    .as(first)
    .ask({ method: 'POST', path: '/v1/tokens', body: { name: 'tests', role: 'hr' } });
  const token = String(made?.body.token);
  service.as(token);
  for (const asked of companyOf(managers)) await done(service, asked);
  return [first, token];
}

/** Asks for what must be done, whatever fault points are on its way. */
export async function done(service: ServiceProcess, asked: Asked): Promise<Answer> {
  const answer = await service.askThrough(asked);
  if (answer?.status !== 200)
    throw new Error(`${asked.path} was answered ${JSON.stringify(answer)?.slice(0, 2_000)}`);
  return answer;
}

const UP_AGAIN = 'PostgreSQL is up again on port';

/** A service with an embedded server, of which one or both are killed again and again. */
export class KilledService {
  service!: ServiceProcess; // from the first round on
  readonly folder: string;

  /** On a copy of the folder `from`, whose service is stopped; the token is one of it. */
  constructor(
    private readonly lab: KillLab,
    readonly victim: Victim,
    from: string,
    private readonly token: string,
  ) {
    this.folder = victim.replace(' ', '-');
    lab.copy(from, this.folder);
  }

  async content(): Promise<Dump> {
    return canonicalDump(await this.lab.databaseUrl(this.folder));
  }

  /** With the fault point of this round; started again where it has another. */
  async at(round: Round): Promise<ServiceProcess> {
    if (this.service?.settings.PREMIA_FAULT_POINT !== round.at) {
      await this.stop();
      await this.start(round);
    }
    return this.service;
  }

  /** The line that tells of the stop at a fault point, when the database too shows what is not committed. */
  async uncommitted(): Promise<LogLine> {
    const line = await this.service.line('stopped at a fault point');
    const [{ open } = { open: 0 }] = await query(await this.lab.databaseUrl(this.folder), WRITERS);
    if (open !== 1) throw new Error(`${open} transactions have written and are open`);
    return line;
  }

  async kill(): Promise<void> {
    const postmaster = this.lab.postmaster(this.folder);
    if (this.victim !== 'PostgreSQL') this.service.kill();
    if (this.victim !== 'the service') killQuietly(postmaster);
    if (this.victim === 'PostgreSQL') await this.service.line('PostgreSQL died; starting it again');
    else await this.service.ended;
  }

  /** Waits until the service says that it is not ready: what is left of a killed PostgreSQL may answer for a moment. */
  async notReady(): Promise<void> {
    while ((await this.status('ready')) !== 503) {
      if (this.service.log.at(-1)?.message.startsWith(UP_AGAIN)) throw new Error('ready all the time');
    }
    if ((await this.status('live')) !== 200) throw new Error('not live while PostgreSQL is down');
  }

  /** A killed service is started again, ready for the next round; under a live one PostgreSQL comes up by itself. */
  async recover({ place }: Round): Promise<void> {
    if (this.victim !== 'PostgreSQL') return this.start(ROUNDS[place + 1]);
    await this.service.line(UP_AGAIN);
    if ((await this.status('ready')) !== 200) throw new Error('not ready though PostgreSQL is up again');
  }

  /** As if the time of a lease had passed since the kill. */
  async leaseRunsOut(): Promise<void> {
    const rows = await this.query(
      `update jobs set lease_until = now()
        where kind = 'payroll-run' and state = 'running' and lease_until > now() returning id`,
    );
    if (rows.length !== 1) throw new Error(`${rows.length} runs wait for the end of a lease`);
  }

  /** How often each run's job was taken, and what came of it, the latest first. */
  jobs(): Promise<Record<string, unknown>[]> {
    return this.query(`select epoch, state from jobs where kind = 'payroll-run' order by id desc`);
  }

  private async query(text: string): Promise<Record<string, unknown>[]> {
    return query(await this.lab.databaseUrl(this.folder), text);
  }

  /** Exit code of a stop by SIGTERM. */
  async stop(): Promise<number | null | undefined> {
    this.service?.signal('SIGTERM');
    return this.service?.ended;
  }

  private async status(of: 'live' | 'ready'): Promise<number | undefined> {
    return (await this.service.ask({ method: 'GET', path: `/health/${of}` }))?.status;
  }

  private async start(round: Round | undefined): Promise<void> {
    this.service = this.lab.embedded(this.folder, round && { PREMIA_FAULT_POINT: round.at }).as(this.token);
    await this.service.listening();
  }
}
