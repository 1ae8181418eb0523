import { setTimeout as pause } from 'node:timers/promises';
import { canonicalDump, type Dump } from './support/canonical-dump.js';
import { isRun, MANAGERS, PERSONAL, ROUNDS, type Round } from './support/kill-company.js';
import { KillLab } from './support/kill-lab.js';
import { done, KilledService, settle, type Victim } from './support/killed-service.js';
import { oneByOne } from './support/one-by-one.js';

/** As many payees a run writes at once. */
const PAYEES_PER_CHUNK = 250;
const VICTIMS: Victim[] = ['the service', 'PostgreSQL', 'both'];
const FIRST = 'undisturbed';

const lab = new KillLab();
const secrets: string[] = [];
/** Content of a service that is never killed; at 0 that before the first request, then after each. */
let undisturbed: Promise<Dump>[];
/** What happens to each victim, round by round, all of them at the same time; the last is its end. */
const stories = new Map<Victim, Promise<void>[]>();

beforeAll(async () => {
  expect(MANAGERS).toBeGreaterThan(2 * PAYEES_PER_CHUNK); // or there would be no results after the first
  const service = lab.embedded(FIRST);
  secrets.push(...(await settle(service)));
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
  const victims = VICTIMS.map((victim) => new KilledService(lab, victim, FIRST, secrets.at(-1)!));
  undisturbed = contentsOf(ROUNDS);
  for (const killed of victims)
    stories.set(
      killed.victim,
      oneByOne([...ROUNDS.map((round) => () => killAt(killed, round)), () => end(killed)]),
    );
}, 180_000);

afterAll(() => lab.clear());

function contentsOf(rounds: readonly Round[]): Promise<Dump>[] {
  const service = lab.embedded(FIRST).as(secrets.at(-1)!);
  const content = async () => canonicalDump(await lab.databaseUrl(FIRST));
  const begin = async () => {
    await service.listening();
    return content();
  };
  const requests = rounds.map(({ asked }) => async () => {
    await done(service, asked);
    return content();
  });
  return oneByOne([begin, ...requests]);
}

/** Kills while a request is halted, and sends it again: in between nothing of it is there, afterwards all. */
async function killAt(killed: KilledService, round: Round): Promise<void> {
  const service = await killed.at(round);
  const answer = service.ask(round.asked);
  const stopped = await killed.uncommitted();
  expect(stopped).toMatchObject({ level: 'warn', point: round.at });
  expect(stopped.rows ?? stopped.results).toBeGreaterThanOrEqual(
    round.at === 'after-first-results' ? PAYEES_PER_CHUNK : 50,
  );
  await killed.kill();
  if (killed.victim === 'PostgreSQL') {
    await killed.notReady();
    service.signal('SIGUSR2'); // the request goes on, on a connection that is gone
    const body = { type: 'urn:premia:problem:unavailable' };
    expect(await answer).toMatchObject({ status: 503, type: 'application/problem+json', body });
  } else expect(await answer).toBeUndefined();
  await killed.recover(round);
  expect(await killed.content()).toEqual(await undisturbed[round.place]);
  const again = done(killed.service, round.asked);
  if (isRun(round)) {
    await pause(300); // the request waits for the job by now
    await killed.leaseRunsOut();
  }
  await again;
  expect(await killed.content()).toEqual(await undisturbed[round.place + 1]);
  // the same job, taken over once, not a second one
  if (isRun(round)) expect((await killed.jobs())[0]).toEqual({ epoch: 2, state: 'done' });
}

async function end(killed: KilledService): Promise<void> {
  expect(await killed.stop()).toBe(0);
  expect(lab.alive(killed.folder)).toEqual([]);
}

describe.each(VICTIMS)('kill -9 of %s', (victim) => {
  it.each(ROUNDS)(
    '$at, of $asked.method $asked.path (round $place): nothing of it shows, and the same again gives the same',
    ({ place }) => stories.get(victim)![place]!,
    180_000,
  );

  it('does not keep it from stopping cleanly later', () => stories.get(victim)!.at(-1)!, 180_000);
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
