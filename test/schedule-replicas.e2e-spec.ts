import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { nextPeriod } from '../src/calc/index.js';
import { emptyDatabaseUrl } from './support/database.js';
import { KillLab } from './support/kill-lab.js';
import { settle } from './support/killed-service.js';
import type { ServiceProcess } from './support/service-process.js';

const MANAGERS = 10;
const ROUNDS = Number(process.env.PREMIA_SCHEDULE_ROUNDS ?? 20);
const LEASE_SECONDS = 1;
const LOOK_MS = 20;
/** Before the first month that anybody is assigned in has ended. */
const FIRST = { month: '2025-01', now: '2025-01-15T12:00:00Z' };

const lab = new KillLab();
const clockFile = `${lab.root}/clock`;
let client: pg.Client;
/** Holds a table while `client` looks who waits for it. */
let holder: pg.Client;
let replicas: Record<string, ServiceProcess>;

/** Moves the clock of both replicas in one step. */
function setClock(instant: string): void {
  writeFileSync(`${clockFile}.new`, instant);
  renameSync(`${clockFile}.new`, clockFile);
}

/** 03:00 on the first of the month after it, in Moscow. */
const dueAt = (month: string): string => `${nextPeriod(month)}-01T00:00:00Z`;

const rows = async (text: string, values: unknown[] = []) =>
  (await client.query(text, values)).rows as Record<string, unknown>[];

/** Waits for the first row of a query. */
async function found(text: string, values: unknown[] = []): Promise<Record<string, unknown>> {
  for (;;) {
    const [row] = await rows(text, values);
    if (row) return row;
    await pause(LOOK_MS);
  }
}

/** All months are planned beforehand: at the moment at which one is due, replicas have nothing to do but to start it. */
const plan = () =>
  rows(
    `insert into due_periods (period, ends_at, due_at, changed_at)
      select to_char(month, 'YYYY-MM'), due_at - interval '3 hours', due_at, now()
      from generate_series(0, $2 - 1) number, lateral (select $1::date + number * interval '1 month') m(month),
        lateral (select (month + interval '1 month') at time zone 'UTC') d(due_at) on conflict do nothing`,
    [`${FIRST.month}-01`, ROUNDS],
  );

/** What came of a month when it is settled: its row, its job, and all runs there are of it. */
async function settled(month: string): Promise<Record<string, unknown>> {
  return found(
    `select d.state, d.attempts, j.epoch, j.state as job, (select p.run_id from periods p where p.code = d.period) = d.run_id as "isShown",
        (select array_agg(r.state || ' ' || r.started_by) from payroll_runs r where r.period = d.period) as runs,
        (select count(*)::int from jobs where kind = 'payroll-run' and key = d.period) as jobs,
        (select count(*)::int from results where run_id = d.run_id) as results
      from due_periods d join jobs j on j.id = d.job_id where d.period = $1 and d.state in ('done', 'failed', 'skipped')`,
    [month],
  );
}

const ONCE = {
  state: 'done',
  attempts: 1,
  job: 'done',
  isShown: true,
  runs: ['done schedule'],
  jobs: 1,
  results: MANAGERS,
};

/**
 * Stops the replica that has begun to write to a table, for as long as it takes the other to have done the month. The table
 * is held meanwhile, so that it is stopped in the middle of a transaction.
 */
async function stoppedAt(table: string, month: string): Promise<Record<string, unknown>> {
  await holder.query('begin');
  await holder.query(`lock table ${table} in share mode`);
  setClock(dueAt(month));
  const { name } = await found(
    `select application_name as name from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into ${table}%'
      and datname = current_database()`,
  );
  const stopped = replicas[String(name)]!;
  stopped.signal('SIGSTOP');
  await holder.query('commit');
  const outcome = await settled(month);
  stopped.signal('SIGCONT');
  return outcome;
}

/** In a tenth of the rounds one replica is stopped past its lease: by turns in its run, and where it starts the job. */
async function round(number: number, month: string): Promise<void> {
  if (number % 20 === 5) {
    const outcome = await stoppedAt('periods', month);
    expect([month, outcome]).toMatchObject([month, ONCE]);
    expect(outcome.epoch).toBeGreaterThan(1);
  } else if (number % 20 === 15) {
    expect([month, await stoppedAt('jobs', month)]).toMatchObject([month, ONCE]);
  } else {
    setClock(dueAt(month));
    expect([month, await settled(month)]).toMatchObject([month, ONCE]);
  }
}

beforeAll(async () => {
  const url = await emptyDatabaseUrl(`premia_schedule_${process.env.JEST_WORKER_ID ?? '1'}`);
  setClock(FIRST.now);
  const start = (name: string) =>
    lab.service({
      DATABASE_URL: `${url}?application_name=${name}`,
      PREMIA_LEASE_SECONDS: String(LEASE_SECONDS),
      PREMIA_SCHEDULE_SECONDS: '1',
      PREMIA_CLOCK_FILE: clockFile,
    });
  const one = start('one');
  await settle(one, MANAGERS);
  replicas = { one, two: await start('two').listening() };
  client = new pg.Client({ connectionString: url });
  holder = new pg.Client({ connectionString: url });
  await Promise.all([client.connect(), holder.connect()]);
  await plan();
}, 60_000);

afterAll(async () => {
  await Promise.all([client?.end(), holder?.end()]);
  await lab.clear();
});

describe('the schedule of two replicas that fires in the same second', () => {
  it(
    `makes one run of each month, ${ROUNDS} times over`,
    async () => {
      let month = FIRST.month;
      for (let number = 1; number <= ROUNDS; number++, month = nextPeriod(month)) await round(number, month);
      const started = Object.values(replicas).map(
        ({ log }) => log.filter(({ message }) => message === 'the schedule starts a month').length,
      );
      // whoever was stopped where it starts the job had not said that it does
      expect(started[0]! + started[1]!).toBe(ROUNDS);
      expect(await rows(`select from payroll_runs`)).toHaveLength(ROUNDS);
      expect(await rows(`select from due_periods where state not in ('done', 'waiting')`)).toEqual([]);
    },
    60_000 + ROUNDS * 10_000,
  );
});
