import { readFile } from 'node:fs/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { clock } from '../src/platform/clock.js';
import { startService, type TestService } from './support/service.js';

interface Contribution {
  parts: { name: string }[];
  change: string | null;
}

/** Scheme B of the domain, §4, in two months: what would change the 1183 of March, and why it is not February's pay. */
describe('what if and compare', () => {
  let service: TestService;
  let hr: TestAgent;
  let manager: TestAgent;
  const statements = new Map<string, { id: string; results: string[] }>();

  const take = async (noun: string, ...items: object[]) => {
    const answer = await hr.post(`/v1/${noun}/batch`).send({ items });
    expect([noun, answer.status, answer.body.fields]).toEqual([noun, 200, undefined]);
  };
  const order = (externalId: string, date: string, product: string, amount: string, status = 'won') => ({
    externalId,
    date,
    manager: 'M1',
    client: 'C1',
    product,
    status,
    amount,
  });

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await take(
      'managers',
      { personnelNumber: 'M1', name: 'Ёлкин П.' },
      { personnelNumber: 'M2', name: 'Другой С.' },
    );
    await take('teams', { code: 'key', title: 'Key accounts' });
    await take(
      'team-memberships',
      { manager: 'M1', team: 'key', from: '2026-01-01' },
      { manager: 'M2', team: 'key', from: '2026-01-01' },
    );
    await take('clients', { code: 'C1', name: 'One' });
    await take(
      'products',
      { code: 'P1', title: 'First', group: 'G1' },
      { code: 'P2', title: 'Second', group: 'G2' },
    );
    await take('client-scores', { client: 'C1', criterion: 'size', points: '1680', from: '2026-01-01' });
    await take('portfolio-assignments', { client: 'C1', manager: 'M1', from: '2026-01-01' });
    await take(
      'targets',
      ...['2026-02', '2026-03'].map((period) => ({
        manager: 'M1',
        measure: 'won_amount',
        period,
        value: '80400',
      })),
      ...['2026-02', '2026-03'].map((period) => ({
        manager: 'M2',
        measure: 'won_amount',
        period,
        value: '80400',
      })),
    );
    await take(
      'orders',
      order('F1', '2026-02-03', 'P1', '50000'),
      order('F2', '2026-02-12', 'P2', '36000'),
      order('F3', '2026-02-20', 'P1', '9000', 'lost'),
      order('O1', '2026-03-02', 'P1', '50000'),
      order('O2', '2026-03-12', 'P1', '36000'),
      order('O3', '2026-03-20', 'P1', '9000', 'lost'),
    );
    await take(
      'complaints',
      { externalId: 'K1', date: '2026-03-10', manager: 'M1' },
      { externalId: 'K2', date: '2026-03-11', manager: 'M1' },
    );
    const document = await readFile('schemes/key-accounts.yaml', 'utf8');
    expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
    await take('scheme-assignments', { scheme: 'key-accounts', team: 'key', from: '2026-01-01' });
    for (const period of ['2026-02', '2026-03']) {
      await hr.post('/v1/payroll-runs').send({ period });
      const { items } = (await hr.get(`/v1/statements?period=${period}`)).body;
      for (const { id, personnelNumber } of items) {
        statements.set(`${personnelNumber} ${period}`, (await hr.get(`/v1/statements/${id}`)).body);
      }
    }
    manager = await service.as('manager', 'M1');
  });
  afterAll(() => service?.stop());

  const march = () => statements.get('M1 2026-03')!;
  const february = () => statements.get('M1 2026-02')!;
  const told = (contributions: Contribution[]) =>
    contributions.map(({ parts, change }) => [parts.map(({ name }) => name).join(' + '), change]);

  it('tells the manager what one more of each input does, and where pay jumps', async () => {
    const { body } = await manager.get(`/v1/statements/${march().id}/what-if`);
    const [{ whatIf }] = body.results;
    // 86 000 × 1.3 % = 1118; 70 % of it as one norm failed, 80 % of that after two complaints: 626.08, printed 626
    expect(whatIf.total).toBe('1026');
    const input = (name: string) => whatIf.inputs.find((each: { name: string }) => each.name === name);
    // one complaint less: 782.60, printed 783
    expect(input('complaints').down).toMatchObject({
      found: 'jump',
      value: '1',
      change: '157',
      total: '1183',
    });
    // two product groups: 1118 × 80 % = 894.40
    expect(input('groups').up).toMatchObject({ value: '2', change: '268' });
    const text = await manager
      .get(`/v1/results/${march().results[0]}/what-if`)
      .set({ accept: 'text/plain', 'accept-language': 'ru' });
    expect(text.text).toContain('Ёлкин П. (M1)');
    expect(text.text).toContain('  Жалобы клиентов: на 1 меньше (2 → 1): +157, всего 1\u00a0183; здесь');
  });

  it('answers "without this complaint" and "if this order were returned"', async () => {
    const without = await manager.get(`/v1/results/${march().results[0]}/what-if?without=K2`);
    expect(without.body.fact).toMatchObject({
      how: 'without',
      fact: { kind: 'complaint', externalId: 'K2', date: '2026-03-11' },
      inputs: [{ name: 'complaints', of: '2026-03', before: '2', after: '1' }],
      pay: { total: '1183', change: '157' },
    });
    // without the order of 50 000: 36 000 of 80 400 are 45 %, no fund; one won of two closed; the salary stays
    const order = await manager.get(`/v1/results/${march().results[0]}/what-if?without=O1`);
    expect(order.body.fact.pay).toMatchObject({ total: '400', change: '-626' });
    expect(order.body.fact.inputs.map(({ name, after }: Record<string, string>) => [name, after])).toEqual([
      ['sales', '36000'],
      ['groups', '1'],
      ['won', '1'],
      ['closed', '2'],
    ]);
    // the scheme reads no returns: a return is a fact of its own day, and the sale stays a sale
    const returned = await manager.get(`/v1/results/${march().results[0]}/what-if?returned=O1`);
    expect(returned.body.fact).toMatchObject({ inputs: [], pay: { change: '0', lines: [] } });
    const text = await manager
      .get(`/v1/statements/${march().id}/what-if?without=K2`)
      .set({ accept: 'text/plain' });
    expect(text.text).toContain('Without complaint K2, 2026-03-11: +157, in all 1,183');
  });

  it('refuses what is not behind the result, and two questions at once', async () => {
    const result = march().results[0];
    expect((await manager.get(`/v1/results/${result}/what-if?without=F1`)).status).toBe(404);
    const both = await manager.get(`/v1/results/${result}/what-if?without=K1&returned=O1`);
    expect([both.status, both.body.fields[0].field]).toEqual([422, 'returned']);
  });

  it('tells what the running month comes to at its pace, and nothing of a month that is over', async () => {
    const realNow = clock.now;
    try {
      clock.now = () => new Date('2026-03-27T12:00:00Z');
      const { items } = (await hr.get('/v1/managers')).body;
      const { id } = items.find(({ personnelNumber }: Record<string, string>) => personnelNumber === 'M1');
      const { body } = await manager.get(`/v1/managers/${id}/progress`);
      // 20 of 22 weekdays: 94 600 sold, 118 % → 1.3 %, 1229.80 × 70 % × 80 % = 688.69; won 2.2, complaints 2.2 → 2
      expect([body.total, body.pace.daysElapsed, body.pace.days, body.pace.total]).toEqual([
        '1026',
        20,
        22,
        '1089',
      ]);
      expect(
        body.pace.inputs.map(({ name, now, expected }: Record<string, string>) => [name, now, expected]),
      ).toEqual([
        ['sales', '86000', '94600'],
        ['won', '2', '2'],
        ['closed', '3', '3'],
        ['complaints', '2', '2'],
      ]);
      expect((await manager.get(`/v1/managers/${id}/progress?period=2026-02`)).body).not.toHaveProperty(
        'pace',
      );
    } finally {
      clock.now = realNow;
    }
  });

  it('tells how the month stood on any day of it: days left, pace, the next jump', async () => {
    const { items } = (await hr.get('/v1/managers')).body;
    const { id } = items.find(({ personnelNumber }: Record<string, string>) => personnelNumber === 'M1');
    const on = async (query: string) => (await manager.get(`/v1/managers/${id}/progress?${query}`)).body;
    const tenth = await on('on=2026-03-10');
    // O1 and K1 by then: 50 000 of 80 400 is 62 %, which pays no percent; 7 of 22 weekdays
    expect(tenth).toMatchObject({ period: '2026-03', on: '2026-03-10', daysLeft: 15, total: '400' });
    // 157 142.86 sold, 1.5 %; plan and wins 70 %; 3.14 → 3 complaints 50 %: 825
    expect(tenth.pace).toMatchObject({ daysElapsed: 7, days: 22, total: '1225' });
    // from 69.5 % on it is 70 %: 55 878 × 0.8 % × 30 % = 134.11
    expect(tenth.nextJumps.find(({ name }: { name: string }) => name === 'sales')).toMatchObject({
      scheme: 'key-accounts',
      now: '50000',
      at: '55878',
      distance: '5878',
      jump: '134',
      total: '534',
      change: '134',
    });
    // with the plan of 80 400 just met: 1.2 %, 964.80 × 70 % = 675.36
    expect(tenth.targets).toEqual([
      {
        ...{
          scheme: 'key-accounts',
          line: 'attainment',
          unit: 'money',
          title: { en: 'Sales', ru: 'Продажи' },
        },
        ...{ done: '50000', plan: '80400', attainment: '0.62', missing: '30400', changeWhenMet: '675' },
      },
    ]);
    // 157 142.86 of 80 400 are 195.45 %
    expect(tenth.pace.targets).toMatchObject([{ done: '157142.86', attainment: '1.95' }]);
    expect(tenth.costs).toEqual([]);
    const first = await on('period=2026-03&on=2026-03-01'); // a Sunday
    expect([first.daysLeft, first.pace, first.total]).toEqual([22, undefined, '400']);
    const last = await on('on=2026-03-31');
    expect([last.daysLeft, last.total]).toEqual([0, '1026']);
    expect(last.targets).toMatchObject([{ attainment: '1.07', missing: null, changeWhenMet: null }]);
    expect(last.ratios.map(({ line, value, most }: Record<string, string>) => [line, value, most])).toEqual([
      ['kpi_plan', '0.4', '0.4'],
      ['kpi_range', '0', '0.3'],
      ['kpi_wins', '0.3', '0.3'],
      ['limit', '0.8', '1'],
    ]);
    // two complaints: 80 % of the bonus; without them 783 and 400
    expect(last.costs).toMatchObject([{ name: 'complaints', value: '2', change: '-157', total: '1183' }]);
    expect(last.costs[0].facts.map(({ externalId }: Record<string, string>) => externalId)).toEqual([
      'K1',
      'K2',
    ]);
    const items2 = (await manager.get('/v1/statements')).body.items;
    expect(items2.map(({ period, change }: Record<string, string>) => [period, change])).toEqual([
      ['2026-02', null],
      ['2026-03', '-492'],
    ]);
    expect(await on('period=2026-02')).not.toHaveProperty('daysLeft');
    expect((await on('period=2026-02&on=2026-03-10')).fields).toMatchObject([
      { field: 'period', value: '2026-02' },
    ]);
  });

  it('tells why March is not February, adding up', async () => {
    const { body } = await manager.get(`/v1/statements/${march().id}/comparison`);
    // February: 1118 × 100 % + 400 = 1518; one group less is 783 + 400; then the complaints
    expect(body).toMatchObject({
      withStatementId: february().id,
      before: '1518',
      after: '1026',
      difference: '-492',
    });
    expect(body.results[0].title).toEqual({ en: 'Key accounts, month', ru: 'Ключевые клиенты, месяц' });
    expect(told(body.results[0].comparison.contributions)).toEqual([
      ['groups', '-335'],
      ['complaints', '-157'],
    ]);
    expect(body.other).toBe('0');
    const text = await manager
      .get(`/v1/results/${march().results[0]}/comparison?with=${february().results[0]}`)
      .set({ accept: 'text/plain' });
    expect(text.text).toContain('  Product groups sold 2 → 1: \u2212335');
  });

  it('tells what another version of the scheme would have paid', async () => {
    const document = (await readFile('schemes/key-accounts.yaml', 'utf8')).replace(
      '{from: 2, factor: 80%}',
      '{from: 2, factor: 90%}',
    );
    expect((await hr.post('/v1/schemes').send({ document, from: '2026-05-01' })).body.number).toBe(2);
    const { body } = await manager.get(`/v1/results/${march().results[0]}/comparison?version=2`);
    // 782.60 × 90 % = 704.34
    expect(body.comparison).toMatchObject({
      before: { total: '1026' },
      after: { total: '1104' },
      difference: '78',
    });
    expect(told(body.comparison.contributions)).toEqual([['limits', '78']]);
  });

  it('compares nobody with anybody else, and shows nobody the pay of others', async () => {
    const other = statements.get('M2 2026-03')!;
    const asked = await hr.get(`/v1/results/${march().results[0]}/comparison?with=${other.results[0]}`);
    expect([asked.status, asked.body.type]).toEqual([422, 'urn:premia:problem:results-of-two-people']);
    expect((await manager.get(`/v1/results/${other.results[0]}/what-if`)).status).toBe(404);
    expect((await manager.get(`/v1/statements/${march().id}/comparison?with=${other.id}`)).status).toBe(404);
    const neither = await manager.get(`/v1/results/${march().results[0]}/comparison`);
    expect([neither.status, neither.body.fields[0].field]).toEqual([422, 'with']);
  });
});
