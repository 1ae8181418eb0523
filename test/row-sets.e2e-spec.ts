import { readFile } from 'node:fs/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { startService, type TestService } from './support/service.js';

/** Schemes of the gallery over single orders and returns; figures are those worked out in their scenario files. */
describe('a payroll run works through orders and returns one by one', () => {
  let service: TestService;
  let hr: TestAgent;

  const take = async (noun: string, ...items: object[]) => {
    const answer = await hr.post(`/v1/${noun}/batch`).send({ items });
    expect([noun, answer.status, answer.body.fields]).toEqual([noun, 200, undefined]);
  };

  const order = (externalId: string, date: string, manager: string, amount: string, client?: string) => ({
    ...{ externalId, date, manager, amount, product: 'P1' },
    ...(client && { client }),
  });

  const publish = async (code: string, change = (document: string) => document) => {
    const document = change(await readFile(`schemes/${code}.yaml`, 'utf8'));
    const { status, body } = await hr.post('/v1/schemes').send({ document });
    expect([status, body]).toMatchObject([200, { scheme: code }]);
  };

  /** The manager's lines after a run of the month, and the manager's total. */
  const paid = async (period: string, manager: string) => {
    const run = await hr.post('/v1/payroll-runs').send({ period });
    expect(run.status).toBe(200);
    const { body } = await hr.get(`/v1/statements?period=${period}`);
    const own = body.items.find(
      ({ personnelNumber }: { personnelNumber: string }) => personnelNumber === manager,
    );
    if (!own) return undefined;
    const statement = await hr.get(`/v1/statements/${own.id}`);
    const lines = statement.body.lines.map(({ line, amount }: { line: string; amount: string }) => [
      line,
      amount,
    ]);
    return { ...Object.fromEntries(lines), total: own.total };
  };

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await take(
      'managers',
      ...['M1', 'M2', 'M3', 'M4'].map((personnelNumber) => ({ personnelNumber, name: 'N' })),
    );
    await take('products', { code: 'P1', title: 'Product', group: 'G1' });
    await take('clients', ...['new', 'third', 'regular'].map((code) => ({ code, name: code })));
    await publish('marginal-tiers');
    await publish('hunter');
    await publish('paid-commission');
    await publish('commission-instalments', (document) => document.replace('    while: assigned\n', ''));
    await take(
      'scheme-assignments',
      { scheme: 'marginal-tiers', manager: 'M1', from: '2026-01-01' },
      { scheme: 'hunter', manager: 'M2', from: '2026-01-01' },
      { scheme: 'paid-commission', manager: 'M4', from: '2026-01-01' },
      { scheme: 'commission-instalments', manager: 'M3', from: '2025-12-01', until: '2026-01-01' },
    );
  });
  afterAll(() => service?.stop());

  it('pays a deal over a bound at both rates, and takes its returns back to the last cent in later months', async () => {
    await take('orders', order('O0', '2026-04-10', 'M1', '145000'), order('O1', '2026-05-10', 'M1', '20000'));
    await take('returns', { externalId: 'R1', date: '2026-06-02', order: 'O1', amount: '3333' });
    await take('returns', { externalId: 'R2', date: '2026-07-02', order: 'O1', amount: '16667' });
    expect(await paid('2026-05', 'M1')).toMatchObject({ commission_total: '1100', total: '1100' });
    expect(await paid('2026-06', 'M1')).toMatchObject({ reversal_total: '-183.32', total: '-183.32' });
    expect(await paid('2026-07', 'M1')).toMatchObject({ reversal_total: '-916.68', total: '-916.68' });
  });

  it('computes the same again, and explains down to the orders', async () => {
    expect(await paid('2026-06', 'M1')).toMatchObject({ total: '-183.32' });
    const { body } = await hr.get('/v1/statements?period=2026-06');
    const { id } = body.items.find(({ total }: { total: string }) => total === '-183.32');
    const { text } = await hr.get(`/v1/statements/${id}/explanation`).set('Accept', 'text/plain');
    for (const part of ['R1', 'O1', '3333', '20000', '-183.32']) expect(text).toContain(part);
  });

  it('explains as many rows as are asked for', async () => {
    await take('orders', order('O2', '2026-05-11', 'M1', '1000'), order('O3', '2026-05-12', 'M1', '1000'));
    // 60 each: 165 000 of the year are beyond 150 000, from which on it is 6 %
    expect(await paid('2026-05', 'M1')).toMatchObject({ commission_total: '1220' });
    const { body } = await hr.get('/v1/statements?period=2026-05');
    const { id } = body.items.find(({ total }: { total: string }) => total === '1220');
    const ask = (query: string) => hr.get(`/v1/statements/${id}/explanation${query}`);
    const orders = async (query: string) => (await ask(query)).body.results[0].explanation.rows[0];
    expect(await orders('?rows=2')).toMatchObject({ count: 3, rows: [{ id: 'O1' }, { id: 'O2' }] });
    expect((await orders('')).rows).toHaveLength(3);
    expect((await ask('?rows=1001')).status).toBe(422);
  });

  it('tells the first orders of a client from later ones', async () => {
    await take('targets', { manager: 'M2', measure: 'won_amount', period: '2026-03', value: '50000' });
    await take(
      'orders',
      ...['2026-01-05', '2026-01-06'].map((day, place) => order(`T${place}`, day, 'M2', '1', 'third')),
      ...['2026-01-05', '2026-01-06', '2026-02-06'].map((day, place) =>
        order(`G${place}`, day, 'M2', '1', 'regular'),
      ),
      order('H1', '2026-03-02', 'M2', '20000', 'new'),
      order('H2', '2026-03-05', 'M2', '10000', 'third'),
      order('H3', '2026-03-09', 'M2', '45000', 'regular'),
    );
    expect(await paid('2026-03', 'M2')).toMatchObject({ bonus: '1620', total: '1620' });
  });

  it('goes on with instalments after the assignment has ended', async () => {
    await take('orders', order('I1', '2025-12-15', 'M3', '833.33'), order('I2', '2026-01-15', 'M3', '50000'));
    expect(await paid('2025-12', 'M3')).toMatchObject({ instalments_total: '0' });
    expect(await paid('2026-01', 'M3')).toMatchObject({ instalments_total: '8.33' });
    expect(await paid('2026-02', 'M3')).toMatchObject({ instalments_total: '8.34' });
  });

  it('pays commission as the client pays, and takes back what was released above what the order still earns', async () => {
    await take('orders', order('P1', '2026-08-03', 'M4', '90000'));
    await take(
      'payments',
      { externalId: 'Y1', date: '2026-08-10', order: 'P1', amount: '30000' },
      { externalId: 'Y2', date: '2026-09-10', order: 'P1', amount: '60000' },
    );
    await take('returns', { externalId: 'R9', date: '2026-09-25', order: 'P1', amount: '27000' });
    // a third of 9 000; then the rest, less 10 % of what was returned
    expect(await paid('2026-08', 'M4')).toMatchObject({ commission: '3000', returned: '0', total: '3000' });
    expect(await paid('2026-09', 'M4')).toMatchObject({
      commission: '6000',
      returned: '-2700',
      total: '3300',
    });
  });
});
