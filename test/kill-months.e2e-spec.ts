import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { copyDatabase } from './support/copy-database.js';
import { emptyDatabaseUrl, makeDatabase } from './support/database.js';
import { KillLab } from './support/kill-lab.js';
import { found, type Hands, look, MONTH, type Part } from './support/kill-month.js';
import { settle } from './support/killed-service.js';
import { attempt, MortalServer, share, untilDone } from './support/random-kills.js';
import { startService, type TestService } from './support/service.js';
import type { ServiceProcess } from './support/service-process.js';

/** Each part of so many months is killed, by turns with the service and with PostgreSQL. */
const CYCLES = Number(process.env.PREMIA_KILL_CYCLES ?? 1);
const SEED = Number(process.env.PREMIA_KILL_SEED ?? randomInt(1_000_000));
/** All of them have orders in each of the months. */
const MANAGERS = 100;
const MONTHS = ['2026-01', '2026-02', '2026-03'].slice(0, CYCLES);
/** How far beyond the usual time of a part moments may lie: one that was killed before is slower at first. */
const BEYOND = 3;

const lab = new KillLab();
let prover: TestService;
let server: MortalServer;
let token: string;
let hands: Hands;
/** What stands before the first part and after each, of a service that was never killed; how long each part took. */
const undisturbed: object[] = [];
const usualMs: number[] = [];
const tally = { answered: 0, 'there unanswered': 0, 'not there': 0 };

const begin = async (url: string) =>
  (await lab.service({ DATABASE_URL: url, PREMIA_LEASE_SECONDS: '2' }).listening()).as(token);

async function liveUndisturbed(service: ServiceProcess, url: string): Promise<void> {
  const stands = async () => {
    const { standing, wrong } = await look(prover, url, undefined);
    expect(wrong).toEqual([]);
    undisturbed.push(standing);
  };
  await stands();
  for (const month of MONTHS) {
    for (const part of MONTH) {
      const asked = await part.asked(service, month, hands);
      const since = performance.now();
      await untilDone(service, asked);
      usualMs.push(performance.now() - since);
      await stands();
    }
  }
}

beforeAll(async () => {
  [prover, server] = await Promise.all([startService(), MortalServer.start(lab, 'mortal')]);
  const url = await emptyDatabaseUrl(`premia_paid_${process.env.JEST_WORKER_ID ?? '1'}`);
  const service = lab.service({ DATABASE_URL: url });
  const [first, clerk] = await settle(service, MANAGERS);
  const made = async (name: string, role: string) => {
    const asked = { method: 'POST', path: '/v1/tokens', body: { name, role } };
    return String((await service.as(first!).ask(asked))!.body.token);
  };
  hands = { approver: await made('approver', 'hr'), payrollSystem: await made('payroll', 'payroll') };
  token = clerk!;
  await copyDatabase(url, await makeDatabase(server.url, 'settled'));
  await liveUndisturbed(service.as(token), url);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
}, 180_000);

afterAll(async () => {
  await server?.stop();
  await lab.clear();
  await prover?.stop();
});

/** A company whose months are paid while it is killed, and the hash that it printed last. */
interface Life {
  url: string;
  service: ServiceProcess;
  printed?: string;
}

/** Which part of which month is killed; `kill` counts over all lives, `place` in one. */
interface Moment {
  part: Part;
  month: string;
  kill: number;
  place: number;
}

/** Kills the service or its database at a random moment of what is asked; whether it was acknowledged before. */
async function killed(life: Life, { part, month, kill, place }: Moment): Promise<boolean> {
  const answer = attempt(life.service, await part.asked(life.service, month, hands));
  await pause(BEYOND * usualMs[place]! * share(SEED, kill));
  if (kill % 2) await server.kill();
  else life.service.kill();
  const acknowledged = (await answer) !== undefined;
  if (kill % 2) await server.recover();
  else {
    await life.service.ended;
    life.service = await begin(life.url);
  }
  return acknowledged;
}

/** Does one part of a month in spite of a kill: what was acknowledged is there, nothing in part, and all of it in the end. */
async function cycle(life: Life, moment: Moment): Promise<void> {
  const { part, month, place } = moment;
  const acknowledged = await killed(life, moment);
  const [before, after] = undisturbed.slice(place);
  const left = await look(prover, life.url, life.printed);
  expect(left.wrong).toEqual([]);
  expect(acknowledged ? [after] : [before, after]).toContainEqual(left.standing);
  const isThere = JSON.stringify(left.standing) === JSON.stringify(after);
  tally[acknowledged ? 'answered' : isThere ? 'there unanswered' : 'not there']++;
  await untilDone(life.service, await part.asked(life.service, month, hands));
  if (part.name === 'close')
    life.printed = (await found(life.service, `/v1/periods/${month}/manifest`)).body.hash;
  expect(await look(prover, life.url, life.printed)).toEqual({ standing: after, wrong: [] });
}

describe('kill -9 of the service and of PostgreSQL at random moments', () => {
  it(
    `of all parts of ${CYCLES} months: nothing is lost, doubled or half written, and the chain of manifests is whole`,
    async () => {
      for (let done = 0; done < CYCLES; done += MONTHS.length) {
        const url = await makeDatabase(server.url, 'life', 'settled');
        const life: Life = { url, service: await begin(url) };
        const moments = MONTHS.slice(0, CYCLES - done).flatMap((month) =>
          MONTH.map((part) => ({ month, part })),
        );
        for (const [place, moment] of moments.entries())
          await cycle(life, { ...moment, place, kill: done * MONTH.length + place });
        life.service.signal('SIGTERM');
        expect(await life.service.ended).toBe(0);
      }
      process.stdout.write(
        `kill -9 in ${CYCLES} months (PREMIA_KILL_SEED=${SEED}): ${JSON.stringify(tally)}\n`,
      );
    },
    120_000 + CYCLES * 120_000,
  );
});
