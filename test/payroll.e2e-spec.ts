import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { startService, type TestService } from './support/service.js';

/** Scheme B of the domain, §4: portfolio 1680 → 400; 86 000 at 107 % → 1118; one norm failed → 783; total 1183. */
describe('a payroll month of the domain', () => {
  let service: TestService;
  let hr: TestAgent;

  const take = async (noun: string, ...items: object[]) => {
    const answer = await hr.post(`/v1/${noun}/batch`).send({ items });
    expect([noun, answer.status, answer.body.fields]).toEqual([noun, 200, undefined]);
  };

  const ended = async (job: string) => {
    for (;;) {
      const { body } = await hr.get(`/v1/jobs/${job}`);
      if (body.state !== 'queued' && body.state !== 'running') return body;
      await pause(20);
    }
  };

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await take(
      'managers',
      { personnelNumber: 'H1', name: 'Head', payee: false },
      { personnelNumber: 'M1', name: 'Ёлкин П.' },
    );
    await take('teams', { code: 'key', title: 'Key accounts', head: 'H1' });
    await take('team-memberships', { manager: 'M1', team: 'key', from: '2026-01-01' });
    await take('clients', { code: 'C1', name: 'One' }, { code: 'C2', name: 'Two' });
    await take('products', { code: 'P1', title: 'Product', group: 'G1' });
    await take(
      'client-scores',
      { client: 'C1', criterion: 'standing', points: '1000', from: '2026-01-01' },
      { client: 'C1', criterion: 'size', points: '180', from: '2026-01-01' },
      { client: 'C2', criterion: 'standing', points: '500', from: '2026-01-01' },
    );
    await take(
      'portfolio-assignments',
      { client: 'C1', manager: 'M1', from: '2026-01-01' },
      { client: 'C2', manager: 'M1', from: '2026-01-01' },
    );
    // 86 000 / 80 400 = 106.97 %, rounded 107 %
    await take('targets', { manager: 'M1', measure: 'won_amount', period: '2026-03', value: '80400' });
    await take(
      'orders',
      { externalId: 'O1', date: '2026-03-02', manager: 'M1', client: 'C1', product: 'P1', amount: '50000' },
      { externalId: 'O2', date: '2026-03-12', client: 'C2', product: 'P1', amount: '36000' },
      {
        externalId: 'O3',
        date: '2026-03-20',
        manager: 'M1',
        client: 'C2',
        product: 'P1',
        status: 'lost',
        amount: '9000',
      },
      { externalId: 'O4', date: '2026-04-01', manager: 'M1', client: 'C1', product: 'P1', amount: '7000' },
    );
    const document = await readFile('schemes/key-accounts.yaml', 'utf8');
    const published = await hr.post('/v1/schemes').send({ document });
    expect([published.status, published.body]).toMatchObject([200, { scheme: 'key-accounts', number: 1 }]);
    await take('scheme-assignments', { scheme: 'key-accounts', team: 'key', from: '2026-01-01' });
  });
  afterAll(() => service?.stop());

  it('pays what the domain prints', async () => {
    const run = await hr.post('/v1/payroll-runs').send({ period: '2026-03' });
    expect([run.status, run.body.counts]).toEqual([
      200,
      { managers: 1, results: 1, incomplete: 0, statements: 1, total: '1183' },
    ]);
    const { body } = await hr.get('/v1/statements?period=2026-03');
    expect(body.items).toMatchObject([
      { name: 'Ёлкин П.', salary: '400', bonus: '783', total: '1183', team: 'key', state: 'calculated' },
    ]);
    expect(body.items[0].payMix).toMatchObject([{ shareText: '33.8%', status: 'above-hint' }]);
  });

  it('replaces the draft when it is run again, with the same bytes for the same inputs', async () => {
    const before = (await hr.get('/v1/statements?period=2026-03')).body.items;
    await hr.post('/v1/payroll-runs').send({ period: '2026-03' });
    const after = (await hr.get('/v1/statements?period=2026-03')).body.items;
    expect(after.map(({ hash }: { hash: string }) => hash)).toEqual(
      before.map(({ hash }: { hash: string }) => hash),
    );
    expect(after).toHaveLength(1);
    const runs = (await hr.get('/v1/payroll-runs?period=2026-03')).body;
    expect(runs.map(({ state }: { state: string }) => state)).toEqual(['done', 'replaced']);
  });

  it('answers the job at once where that is preferred, and shows the run when it is done', async () => {
    const started = await hr
      .post('/v1/payroll-runs')
      .set('Prefer', 'wait=10, respond-async')
      .send({ period: '2026-03' });
    const { status, headers, body } = started;
    expect([status, headers.location, headers['preference-applied']]).toEqual([
      202,
      `/v1/jobs/${body.id}`,
      'respond-async',
    ]);
    const job = await ended(body.id);
    expect(job).toMatchObject({ kind: 'payroll-run', key: '2026-03', state: 'done', problem: null });
    expect((await hr.get('/v1/periods/2026-03')).body.runId).toBe(job.result.run);
    // whoever may follow jobs need not see pay
    expect(JSON.stringify(job)).not.toMatch(/1183|783|400/);
  });

  it('tells why a run failed in the language of who asks', async () => {
    const { body } = await hr
      .post('/v1/payroll-runs')
      .set('Prefer', 'respond-async')
      .send({ period: '2020-01' });
    expect(await ended(body.id)).toMatchObject({
      state: 'failed',
      problem: { title: 'Nobody is assigned to a scheme' },
    });
    const asked = await hr.get(`/v1/jobs/${body.id}`).set('Accept-Language', 'ru');
    expect(asked.body.problem.title).toMatch(/[а-я]/);
    expect((await hr.get('/v1/payroll-runs?period=2020-01')).body).toEqual([]);
    expect((await hr.get('/v1/periods/2020-01')).status).toBe(404);
  });

  it('explains a statement down to the orders', async () => {
    const { body } = await hr.get('/v1/statements?period=2026-03');
    const explained = await hr.get(`/v1/statements/${body.items[0].id}/explanation`);
    const [result] = explained.body.results;
    const sales = result.facts.find(({ input }: { input: string }) => input === 'sales');
    expect(sales).toMatchObject({
      by: 'sum',
      total: 2,
      facts: [
        { externalId: 'O1', amount: '50000' },
        { externalId: 'O2', amount: '36000' },
      ],
    });
    const text = await hr
      .get(`/v1/statements/${body.items[0].id}/explanation`)
      .set('Accept', 'text/plain')
      .set('Accept-Language', 'ru');
    expect(text.text).toContain('86\u00a0000');
  });

  it('shows a statement to HR, to the head of the team and to the payee, and to nobody else', async () => {
    const { body } = await hr.get('/v1/statements?period=2026-03');
    const path = `/v1/statements/${body.items[0].id}`;
    await take(
      'managers',
      { personnelNumber: 'M2', name: 'Other' },
      { personnelNumber: 'H2', name: 'Other head' },
    );
    const status = async (role: 'head' | 'manager' | 'auditor' | 'admin' | 'intake', manager?: string) =>
      (await (await service.as(role, manager)).get(path)).status;
    expect({
      ownHead: await status('head', 'H1'),
      otherHead: await status('head', 'H2'),
      own: await status('manager', 'M1'),
      other: await status('manager', 'M2'),
      auditor: await status('auditor'),
      admin: await status('admin'),
      intake: await status('intake'),
      anonymous: (await service.anonymous.get(path)).status,
    }).toEqual({
      ownHead: 200,
      otherHead: 404,
      own: 200,
      other: 404,
      auditor: 200,
      admin: 403,
      intake: 403,
      anonymous: 401,
    });
  });

  it('computes progress of a month that is not closed, and stores nothing', async () => {
    const me = await service.as('manager', 'M1');
    const { id } = (await hr.get('/v1/managers')).body.items.find(
      (item: { personnelNumber: string }) => item.personnelNumber === 'M1',
    );
    await take('targets', { manager: 'M1', measure: 'won_amount', period: '2026-04', value: '10000' });
    const progress = await me.get(`/v1/managers/${id}/progress?period=2026-04`);
    // 7 000 of 10 000 is 70 %: 0.8 % of 7 000 is 56; product range and wins as in the scheme
    expect(progress.body).toMatchObject({ provisional: true, period: '2026-04' });
    const attainment = progress.body.results[0].lines.find(
      ({ code }: { code: string }) => code === 'attainment',
    );
    expect(attainment.value).toBe('0.7');
    expect((await hr.get('/v1/periods/2026-04')).status).toBe(404);
  });
});
