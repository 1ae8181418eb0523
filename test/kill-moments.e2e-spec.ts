import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { canonicalDump, type Dump } from './support/canonical-dump.js';
import { copyDatabase } from './support/copy-database.js';
import { emptyDatabaseUrl, makeDatabase } from './support/database.js';
import { query } from './support/embedded-owner.js';
import { batchOf, importOf, linesOf, runOf } from './support/kill-company.js';
import { KillLab } from './support/kill-lab.js';
import { settle } from './support/killed-service.js';
import {
  attempt,
  type Begin,
  inTime,
  type Mortal,
  MortalServer,
  mortalDatabase,
  mortalService,
  share,
  untilDone,
} from './support/random-kills.js';
import type { Asked } from './support/service-process.js';

const CYCLES = Number(process.env.PREMIA_KILL_CYCLES ?? 5);
const SEED = Number(process.env.PREMIA_KILL_SEED ?? randomInt(1_000_000));
/** A chunk of 250 payees and a part of a second. */
const MANAGERS = 300;
/** Several pieces of a file and of a stage. */
const ROWS = 4_000;

const keyed = (asked: Asked, key: string, headers = {}): Asked => ({
  ...asked,
  headers: { ...asked.headers, 'idempotency-key': key, ...headers },
});
const ASYNC = { prefer: 'respond-async' };
const fileOf = (part: number) => importOf(part, MANAGERS, ROWS);

/** One life of a company. A file is known by its hash, all else by the key that its sender gives it. */
const WORK: Asked[] = [
  { ...fileOf(1), headers: ASYNC },
  keyed(linesOf(1, MANAGERS, ROWS), 'lines 1'),
  keyed(runOf('2026-03'), 'run 1'),
  keyed(batchOf(2, MANAGERS), 'batch 2'),
  keyed(runOf('2026-01'), 'run 2', ASYNC),
  keyed(fileOf(3), 'file 3'),
  keyed(linesOf(3, MANAGERS, ROWS), 'lines 3'),
  keyed(runOf('2026-03'), 'run 3', ASYNC),
  keyed(fileOf(4), 'file 4', ASYNC),
  keyed(runOf('2026-02'), 'run 4'),
];
/** How far beyond the usual time of a part moments may lie: the victims live at the same time, and slow each other down. */
const BEYOND = 3;

const lab = new KillLab();
let token: string;
let settled: string;
/** Content before the work, and after each part of it, of a service that was never killed; how long each part took. */
const undisturbed: Dump[] = [];
const usualMs: number[] = [];
const tally = new Map<string, Record<'answered' | 'there unanswered' | 'not there', number>>();

const begin: Begin = async (url) =>
  (await lab.service({ DATABASE_URL: url, PREMIA_LEASE_SECONDS: '2' }).listening()).as(token);
const own = (name: string) => `premia_${name}_${process.env.JEST_WORKER_ID ?? '1'}`;
const SERVER = process.env.PREMIA_TEST_SERVER!;

beforeAll(async () => {
  settled = await emptyDatabaseUrl(own('settled'));
  const maker = lab.service({ DATABASE_URL: settled });
  token = (await settle(maker, MANAGERS)).at(-1)!;
  // or the schedule would compute it in the midst of a life that lasts as long as its interval
  const [ended] = await query(settled, `select to_char(now() - interval '1 month', 'YYYY-MM') as month`);
  await untilDone(maker, runOf(String(ended!.month)));
  maker.signal('SIGTERM');
  expect(await maker.ended).toBe(0);
  const url = await makeDatabase(SERVER, own('undisturbed'), own('settled'));
  const service = await begin(url);
  undisturbed.push(await canonicalDump(url));
  for (const asked of WORK.slice(0, CYCLES)) {
    const since = performance.now();
    await untilDone(service, asked);
    usualMs.push(performance.now() - since);
    undisturbed.push(await canonicalDump(url));
  }
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
}, 180_000);

afterAll(() => lab.clear());

/** Does one part of the work, killed at a random moment of it: what was acknowledged is there, and nothing in part. */
async function cycle(mortal: Mortal, victim: string, life: number, place: number): Promise<void> {
  const asked = WORK[place]!;
  const answer = attempt(mortal.service, asked);
  await pause(BEYOND * usualMs[place]! * share(SEED, victim, life, place));
  const of = <T>(step: string, work: Promise<T>) => inTime(`${step} of part ${place}`, mortal, work);
  await of('kill', mortal.kill());
  const acknowledged = await of('answer', answer);
  await of('recovery', mortal.recover());
  const [before, after] = undisturbed.slice(place);
  const found = await of('content', canonicalDump(mortal.url));
  expect(acknowledged ? [after] : [before, after]).toContainEqual(found);
  const isThere = JSON.stringify(found) === JSON.stringify(after);
  tally.get(victim)![acknowledged ? 'answered' : isThere ? 'there unanswered' : 'not there']++;
  await of('repetition', untilDone(mortal.service, asked));
  expect(await of('content', canonicalDump(mortal.url))).toEqual(after);
}

/** As many cycles as are asked for, in lives of the whole work from the same beginning. */
async function live(victim: string, born: () => Promise<Mortal>): Promise<void> {
  tally.set(victim, { answered: 0, 'there unanswered': 0, 'not there': 0 });
  for (let done = 0; done < CYCLES; done += WORK.length) {
    const mortal = await born();
    for (let place = 0; place < WORK.length && done + place < CYCLES; place++)
      await cycle(mortal, victim, done / WORK.length, place);
    expect(await inTime('stop', mortal, mortal.stop())).toBe(0);
  }
  process.stdout.write(
    `kill -9 of ${victim}, ${CYCLES} times (PREMIA_KILL_SEED=${SEED}): ${JSON.stringify(tally.get(victim))}\n`,
  );
}

const victims: Record<string, () => Promise<void>> = {
  'the service': () =>
    live('the service', async () =>
      mortalService(begin, await makeDatabase(SERVER, own('life'), own('settled'))),
    ),
  PostgreSQL: async () => {
    const server = await MortalServer.start(lab, 'mortal');
    await copyDatabase(settled, await makeDatabase(server.url, 'settled'));
    await live('PostgreSQL', () => mortalDatabase(begin, server, 'settled'));
    await server.stop();
  },
};

describe('kill -9 at random moments of imports, streams, batches and runs', () => {
  const lives = new Map<string, Promise<void>>();
  beforeAll(() => {
    for (const [victim, story] of Object.entries(victims)) {
      const life = story();
      life.catch(() => undefined); // told by the test that waits for it
      lives.set(victim, life);
    }
  });

  it.each(Object.keys(victims))(
    `of %s, ${CYCLES} times: what was answered is there, nothing in part or twice, and all as if nothing had happened`,
    (victim) => lives.get(victim)!,
    120_000 + CYCLES * 60_000,
  );
});
