import { setTimeout as pause } from 'node:timers/promises';
import { canonicalDump, type Dump } from './support/canonical-dump.js';
import { emptyDatabaseUrl } from './support/database.js';
import { isRun, MANAGERS, PERSONAL, ROUNDS } from './support/kill-company.js';
import { KillLab } from './support/kill-lab.js';
import { done, KilledService, settle, type Victim } from './support/killed-service.js';

/** As many payees a run writes at once. */
const PAYEES_PER_CHUNK = 250;

const lab = new KillLab();
const secrets: string[] = [];
/** Content after each round of a service that was never killed; at 0 that before the first. */
const undisturbed: Dump[] = [];

beforeAll(async () => {
  expect(MANAGERS).toBeGreaterThan(2 * PAYEES_PER_CHUNK); // or there would be no results after the first
  const url = await emptyDatabaseUrl();
  const service = lab.service({ DATABASE_URL: url });
  secrets.push(...(await settle(service)));
  undisturbed.push(await canonicalDump(url));
  for (const { asked } of ROUNDS) {
    await done(service, asked);
    undisturbed.push(await canonicalDump(url));
  }
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
}, 60_000);

afterAll(() => lab.clear());

describe.each<Victim>(['the service', 'PostgreSQL', 'both'])('kill -9 of %s', (victim) => {
  const killed = new KilledService(lab, victim);

  beforeAll(async () => {
    await killed.make();
    secrets.push(...killed.tokens);
    expect(await killed.content()).toEqual(undisturbed[0]);
  }, 60_000);

  it.each(ROUNDS.filter(({ at }) => typeof at === 'string'))(
    '$at, of $asked.method $asked.path (round $place): nothing of it shows, and the same again gives the same',
    async (round) => {
      const service = await killed.at(round);
      const answer = service.ask(round.asked);
      const stopped = await killed.uncommitted();
      expect(stopped).toMatchObject({ level: 'warn', point: round.at });
      expect(stopped.rows ?? stopped.results).toBeGreaterThanOrEqual(
        round.at === 'after-first-results' ? PAYEES_PER_CHUNK : 50,
      );
      await killed.kill();
      if (victim === 'PostgreSQL') {
        await killed.notReady();
        service.signal('SIGUSR2'); // the request goes on, on a connection that is gone
        const body = { type: 'urn:premia:problem:unavailable' };
        expect(await answer).toMatchObject({ status: 503, type: 'application/problem+json', body });
      } else expect(await answer).toBeUndefined();
      await killed.recover(round);
      expect(await killed.content()).toEqual(undisturbed[round.place]);
      const again = done(killed.service, round.asked);
      if (isRun(round)) {
        await pause(300); // the request waits for the job by now
        await killed.leaseRunsOut();
      }
      await again;
      expect(await killed.content()).toEqual(undisturbed[round.place + 1]);
      // the same job, taken over once, not a second one
      if (isRun(round)) expect((await killed.jobs())[0]).toEqual({ epoch: 2, state: 'done' });
    },
    30_000,
  );

  it.each(ROUNDS.filter(({ at }) => typeof at === 'number'))(
    '$at ms after sending (round $place): all of it or nothing is there, all of what was answered',
    async (round) => {
      const answer = (await killed.at(round)).ask(round.asked);
      await pause(Number(round.at));
      await killed.kill();
      const answered = await answer;
      await killed.recover(round);
      const [before, after] = undisturbed.slice(round.place);
      expect(answered?.status === 200 ? [after] : [before, after]).toContainEqual(await killed.content());
      await done(killed.service, round.asked);
      expect(await killed.content()).toEqual(after);
    },
    30_000,
  );

  afterAll(async () => {
    expect(await killed.stop()).toBe(0);
    expect(lab.alive(killed.folder)).toEqual([]);
  }, 30_000);
});

describe('the log of all that', () => {
  it('is made of JSON lines that hold no token, no name, no amount and no SQL', () => {
    const log = lab.programs.map(({ stderr }) => stderr).join('');
    const lines = log.trim().split('\n');
    expect(lines.length).toBeGreaterThan(ROUNDS.length * 3);
    expect(lines.filter((line) => !isJson(line))).toEqual([]);
    for (const word of [...secrets, ...PERSONAL]) expect(log).not.toContain(word);
    expect(log).not.toMatch(/\b(insert into|select |update \w+ set|delete from)\b/i);
  });
});

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
