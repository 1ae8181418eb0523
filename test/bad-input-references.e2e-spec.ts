import type TestAgent from 'supertest/lib/agent.js';
import { invalid, refusalOf, refuse, startWithPeople, takeInto } from './support/bad-input.js';
import type { TestService } from './support/service.js';

const known = (key: string, noun: string) =>
  `the ${key} of an existing record of ${noun}; this one is not known`;
const OVERLAP = (other: string) =>
  `dates that do not overlap another record of the same; ${other} is in force`;
const AFTER = 'a day after `from`; the interval is half-open';
const ABOVE = 'a team that is neither this one nor below it';
const ONCE =
  'each key once in one batch or file, or all of the same content, or a sourceVersion that tells the newer';

describe('records that do not fit those there are', () => {
  let service: TestService;
  let hr: TestAgent;
  let take: ReturnType<typeof takeInto>;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    take = takeInto(hr);
    await take('clients', { code: 'C2', name: 'Other' });
    await take('managers', { personnelNumber: 'GONE', name: 'Gone' });
    const { items } = (await hr.get('/v1/managers')).body;
    await hr.delete(`/v1/managers/${items.at(-1).id}`);
    await take('portfolio-assignments', { client: 'C1', manager: 'M1', share: '0.6', from: '2026-01-01' });
    await take('team-memberships', { manager: 'M1', team: 'T1', from: '2026-01-01' });
    await take('teams', { code: 'TOP', title: 'Top' }, { code: 'MID', title: 'Middle', parent: 'TOP' });
  });
  afterAll(() => service.stop());

  const order = { externalId: 'O9', date: '2026-03-01' };
  const held = { client: 'C1', manager: 'M2', from: '2026-03-01' };
  const member = { manager: 'M1', team: 'T1' };
  const dated = { from: '2026-03-01', until: '2026-03-01' };

  it.each<[title: string, noun: string, items: object[], ...fields: [string, string | null, string][]]>([
    [
      'an unknown manager',
      'orders',
      [{ ...order, manager: 'M77' }],
      ['items[0].manager', 'M77', known('personnelNumber', 'managers')],
    ],
    [
      'a withdrawn manager',
      'orders',
      [{ ...order, manager: 'GONE' }],
      ['items[0].manager', 'GONE', known('personnelNumber', 'managers')],
    ],
    [
      'an unknown client and product',
      'orders',
      [{ ...order, client: 'C77', product: 'P77' }],
      ['items[0].client', 'C77', known('code', 'clients')],
      ['items[0].product', 'P77', known('code', 'products')],
    ],
    [
      'both a manager and credits',
      'orders',
      [{ ...order, manager: 'M1', credits: [{ manager: 'M1', share: '1' }] }],
      ['items[0].credits', '[{"share": "1", "manager": "M1"}]', 'at most one of: manager, credits'],
    ],
    [
      'an unknown manager in the credits',
      'orders',
      [
        {
          ...order,
          credits: [
            { manager: 'M1', share: '0.5' },
            { manager: 'M77', share: '0.5' },
          ],
        },
      ],
      ['items[0].credits', 'M77', known('personnelNumber', 'managers')],
    ],
    [
      'an order of another source',
      'returns',
      [{ ...order, order: 'O77', amount: '1' }],
      ['items[0].order', 'O77', known('externalId', 'orders')],
    ],
    [
      'an unknown KPI',
      'kpi-readings',
      [{ ...order, manager: 'M1', kpi: 'K77', value: '1' }],
      ['items[0].kpi', 'K77', known('code', 'kpis')],
    ],
    [
      'an unknown level',
      'client-scores',
      [{ client: 'C1', criterion: 'size', level: 'huge', from: '2026-01-01' }],
      ['items[0].level', 'huge', known('level', 'score-levels')],
    ],
    [
      'an unknown measure',
      'targets',
      [{ manager: 'M1', measure: 'sails', period: '2026', value: '1' }],
      ['items[0].measure', 'sails', 'the code of a measure or KPI; this one is not known'],
    ],
    [
      'an unknown scheme',
      'scheme-assignments',
      [{ scheme: 'none', manager: 'M1', from: '2026-01-01' }],
      ['items[0].scheme', 'none', known('code', 'schemes')],
    ],
    [
      'a share of 50 % beside 60 %',
      'portfolio-assignments',
      [{ ...held, share: '0.5' }],
      [
        'items[0].share',
        '0.5',
        'shares of one client of at most 100 % on every day; on 2026-03-01 they come to 110 %',
      ],
    ],
    [
      '70 % and 40 % in one batch',
      'portfolio-assignments',
      [
        { ...held, client: 'C2', share: '0.7' },
        { ...held, client: 'C2', manager: 'M1', share: '0.4' },
      ],
      [
        'items[1].share',
        '0.4',
        'shares of one client of at most 100 % on every day; on 2026-03-01 they come to 110 %',
      ],
    ],
    [
      'a holding over another',
      'portfolio-assignments',
      [{ ...held, manager: 'M1', from: '2026-04-01', share: '0.3' }],
      ['items[0].from', '2026-04-01', OVERLAP('[2026-01-01,)')],
    ],
    [
      'an interval of no day',
      'portfolio-assignments',
      [{ ...held, ...dated }],
      ['items[0].until', '2026-03-01', AFTER],
    ],
    [
      'a membership that ends before it begins',
      'team-memberships',
      [{ ...member, from: '2026-03-01', until: '2026-02-28' }],
      ['items[0].until', '2026-02-28', AFTER],
    ],
    [
      'a grade of no day',
      'grades',
      [{ number: 1, salary: '1', ...dated }],
      ['items[0].until', '2026-03-01', AFTER],
    ],
    [
      'an attribute of no day',
      'manager-attributes',
      [{ manager: 'M1', attribute: 'grade', value: '1', ...dated }],
      ['items[0].until', '2026-03-01', AFTER],
    ],
    [
      'a level of no day',
      'score-levels',
      [{ criterion: 'size', level: 'big', points: '1', ...dated }],
      ['items[0].until', '2026-03-01', AFTER],
    ],
    [
      'points of no day',
      'client-scores',
      [{ client: 'C1', criterion: 'size', points: '1', ...dated }],
      ['items[0].until', '2026-03-01', AFTER],
    ],
    [
      'a membership over another',
      'team-memberships',
      [{ ...member, from: '2026-02-01' }],
      ['items[0].from', '2026-02-01', OVERLAP('[2026-01-01,)')],
    ],
    [
      'two grades over each other',
      'grades',
      [
        { number: 2, salary: '1', from: '2026-01-01', until: '2026-03-01' },
        { number: 2, salary: '2', from: '2026-02-01' },
      ],
      ['items[0].from', '2026-01-01', OVERLAP('[2026-02-01,)')],
      ['items[1].from', '2026-02-01', OVERLAP('[2026-01-01,2026-03-01)')],
    ],
    [
      'one key twice with different content',
      'managers',
      [
        { personnelNumber: 'M8', name: 'a' },
        { personnelNumber: 'M8', name: 'b' },
      ],
      ['items[1].personnelNumber', 'M8', ONCE],
    ],
    [
      'one key of several fields twice',
      'targets',
      [
        { team: 'T1', measure: 'complaints', period: '2026', value: '1' },
        { team: 'T1', measure: 'complaints', period: '2026', value: '2' },
      ],
      ['items[1].period', 'T1 / complaints / 2026', ONCE],
    ],
    [
      'a team above itself',
      'teams',
      [{ code: 'SELF', title: 'Self', parent: 'SELF' }],
      ['items[0].parent', 'SELF', ABOVE],
    ],
    [
      'two teams above each other',
      'teams',
      [
        { code: 'A', title: 'A', parent: 'B' },
        { code: 'B', title: 'B', parent: 'A' },
      ],
      ['items[0].parent', 'B', ABOVE],
      ['items[1].parent', 'A', ABOVE],
    ],
    [
      'a team above its own top',
      'teams',
      [{ code: 'TOP', title: 'Top', parent: 'MID' }],
      ['items[0].parent', 'MID', ABOVE],
    ],
    [
      'a team under an unknown one',
      'teams',
      [{ code: 'A', title: 'A', parent: 'NONE' }],
      ['items[0].parent', 'NONE', known('code', 'teams')],
    ],
  ])('%s', async (_, noun, items, ...fields) => {
    const answer = await refuse(service, () => hr.post(`/v1/${noun}/batch`).send({ items }));
    expect(refusalOf(answer)).toEqual(invalid(...fields));
  });

  it('in Russian', async () => {
    const sent = { ...held, share: '0.5' };
    const answer = await refuse(service, () =>
      hr.post('/v1/portfolio-assignments').set('Accept-Language', 'ru').send(sent),
    );
    const expected = 'доли одного клиента не больше 100 % в каждый день; на 2026-03-01 получается 110 %';
    expect(answer.body.fields).toEqual([{ field: 'share', value: '0.5', expected }]);
  });
});
