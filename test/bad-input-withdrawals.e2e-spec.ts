import type TestAgent from 'supertest/lib/agent.js';
import { refuse, startWithPeople, takeInto } from './support/bad-input.js';
import type { TestService } from './support/service.js';

describe('teams above teams, and records that others name', () => {
  let service: TestService;
  let hr: TestAgent;
  let take: ReturnType<typeof takeInto>;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    take = takeInto(hr);
    await take('portfolio-assignments', { client: 'C1', manager: 'M1', from: '2026-01-01' });
    await take('team-memberships', { manager: 'M1', team: 'T1', from: '2026-01-01' });
    await take('teams', { code: 'TOP', title: 'Top' }, { code: 'MID', title: 'Middle', parent: 'TOP' });
  });
  afterAll(() => service.stop());

  const idOf = async (noun: string, key: string, value: string): Promise<string> => {
    const { items } = (await hr.get(`/v1/${noun}?limit=1000`)).body;
    return items.find((item: Record<string, string>) => item[key] === value).id;
  };

  const order = { externalId: 'O9', date: '2026-03-01' };

  it('teams of one batch may name each other, in any order, new, changed and withdrawn ones', async () => {
    const parents = async () => {
      const { items } = (await hr.get('/v1/teams')).body;
      return Object.fromEntries(
        items.map((team: { code: string; parent?: string }) => [team.code, team.parent]),
      );
    };
    await take(
      'teams',
      { code: 'LEAF', title: 'Leaf', parent: 'NODE' },
      { code: 'NODE', title: 'Node', parent: 'ROOT' },
      { code: 'ROOT', title: 'Root' },
    );
    expect(await parents()).toMatchObject({ LEAF: 'NODE', NODE: 'ROOT', ROOT: undefined });
    await hr.delete(`/v1/teams/${await idOf('teams', 'code', 'LEAF')}`);
    await take(
      'teams',
      { code: 'ROOT', title: 'Root', parent: 'LEAF' },
      { code: 'LEAF', title: 'Leaf' },
      { code: 'NEW', title: 'New', parent: 'LEAF' },
    );
    expect(await parents()).toMatchObject({ ROOT: 'LEAF', LEAF: undefined, NEW: 'LEAF', NODE: 'ROOT' });
    const again = await hr
      .post('/v1/teams/batch')
      .send({ items: [{ code: 'ROOT', title: 'Root', parent: 'LEAF' }] });
    expect(again.body).toEqual({ read: 1, added: 0, changed: 0, unchanged: 1 });
  });

  it.each<[noun: string, key: string, value: string, by: string, prepare: () => Promise<unknown>]>([
    ['managers', 'personnelNumber', 'M1', 'portfolio-assignments, team-memberships', async () => undefined],
    ['clients', 'code', 'C1', 'portfolio-assignments', async () => undefined],
    ['teams', 'code', 'TOP', 'teams', async () => undefined],
    [
      'managers',
      'personnelNumber',
      'S1',
      'orders',
      async () => {
        await take('managers', { personnelNumber: 'S1', name: 'Split' });
        await take('orders', { ...order, externalId: 'S', credits: [{ manager: 'S1', share: '1' }] });
      },
    ],
    [
      'managers',
      'personnelNumber',
      'S2',
      'tokens',
      async () => {
        await take('managers', { personnelNumber: 'S2', name: 'Token' });
        await service.as('manager', 'S2');
      },
    ],
    [
      'orders',
      'externalId',
      'R',
      'returns',
      async () => {
        await take('orders', { ...order, externalId: 'R', manager: 'M2' });
        await take('returns', { ...order, externalId: 'RR', order: 'R', amount: '1' });
      },
    ],
    [
      'score-levels',
      'level',
      'big',
      'client-scores',
      async () => {
        await take('score-levels', { criterion: 'size', level: 'big', points: '5', from: '2026-01-01' });
        await take('client-scores', { client: 'C1', criterion: 'size', level: 'big', from: '2026-01-01' });
      },
    ],
    [
      'kpis',
      'code',
      'K1',
      'targets',
      async () => {
        await take('kpis', { code: 'K1', title: { en: 'K' }, unit: 'count' });
        await take('targets', { manager: 'M2', measure: 'K1', period: '2026-03', value: '5' });
      },
    ],
    [
      'measures',
      'code',
      'won_amount',
      'targets',
      () => take('targets', { manager: 'M2', measure: 'won_amount', period: '2026-03', value: '5' }),
    ],
  ])('withdrawing one of %s that others name: %s %s by %s', async (noun, key, value, by, prepare) => {
    await prepare();
    const id = await idOf(noun, key, value);
    const answer = await refuse(service, () => hr.delete(`/v1/${noun}/${id}`));
    expect([answer.status, answer.body.type, answer.body.detail]).toEqual([
      409,
      'urn:premia:problem:still-referred-to',
      `${noun} "${id}" is named by ${by}; withdraw those first.`,
    ]);
  });
});
