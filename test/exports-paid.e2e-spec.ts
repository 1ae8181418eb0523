import type TestAgent from 'supertest/lib/agent.js';
import type { DataSource } from 'typeorm';
import { ExportProofService } from '../src/features/exports/index.js';
import { clock } from '../src/platform/clock.js';
import { readWorkbook, rowsOf } from './support/read-workbook.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';

/** January is closed: H1 and M1 in North, M2 and M3 in South, M4 in no team, 100 each. In February each has 101. */
describe('what is exported', () => {
  let company: ReviewCompany;
  let source: DataSource;
  let hr: TestAgent;
  let payroll: TestAgent;
  let january: string;
  let manifestHash: string;
  const realNow = clock.now;

  const make = async (wanted: object = {}) =>
    (await hr.post('/v1/exports').send({ period: '2026-01', ...wanted })).body;
  const say = async (id: string, items: object[], by = payroll) => {
    const { status, body } = await by.post(`/v1/exports/${id}/acknowledgements`).send({ items });
    return status === 200
      ? body
      : `${status} ${String(body.type).replace('urn:premia:problem:', '')} ${body.detail}`;
  };
  const statesOf = async (id: string): Promise<string[]> =>
    (await hr.get(`/v1/exports/${id}/rows`)).body.items.map(({ state }: { state: string }) => state);
  const unpaid = async (period = '2026-01') => (await hr.get(`/v1/exports/unpaid?period=${period}`)).body;
  const cancel = async (id: string, reason = 'wrong month') => {
    const { status, body } = await hr.post(`/v1/exports/${id}/cancel`).send({ reason });
    return status === 200 ? body : `${status} ${String(body.type).replace('urn:premia:problem:', '')}`;
  };

  const grade = (manager: string, value: string) => ({
    manager,
    attribute: 'grade',
    value,
    from: '2026-01-01',
  });

  beforeAll(async () => {
    clock.now = () => new Date('2026-02-06T09:00:00Z');
    company = await reviewCompany();
    source = company.service.source;
    hr = company.hr;
    payroll = await company.as('1C', 'payroll');
    await company.take('manager-attributes', grade('M1', '2'));
    await company.run('2026-01');
    await company.finish('2026-01');
    manifestHash = (await hr.get('/v1/periods/2026-01/manifest')).body.hash;
  }, 60_000);
  afterAll(() => {
    clock.now = realNow;
    return company?.service.stop();
  });

  it('is exported once, however many ask in the same moment', async () => {
    expect((await unpaid()).totals).toEqual([{ state: 'open', rows: 5, amount: '500' }]);
    const made = await Promise.all(Array.from({ length: 5 }, () => make()));
    const done = made.filter(({ id }) => id);
    expect(done).toMatchObject([{ rows: 5, total: '500', manifestHash, teams: ['north', 'south', null] }]);
    expect(made.filter(({ type }) => type === 'urn:premia:problem:nothing-to-export')).toHaveLength(4);
    january = done[0].id;
  });

  it('is acknowledged row by row, and what is not paid is told with totals', async () => {
    const at = '2026-02-05T10:00:00+03:00';
    const items = [
      { row: 1, state: 'accepted', at },
      { row: 2, state: 'rejected', reason: 'no such personnel number', at },
      { row: 3, state: 'paid', at },
    ];
    expect(await say(january, items)).toEqual({
      recorded: 3,
      unchanged: 0,
      states: [
        { state: 'accepted', rows: 1, amount: '100' },
        { state: 'paid', rows: 1, amount: '100' },
        { state: 'rejected', rows: 1, amount: '100' },
        { state: 'sent', rows: 2, amount: '200' },
      ],
    });
    expect(await say(january, items)).toMatchObject({ recorded: 0, unchanged: 3 });
    expect(await statesOf(january)).toEqual(['accepted', 'rejected', 'paid', 'sent', 'sent']);
    const { totals, items: statements } = await unpaid();
    expect(totals).toEqual([
      { state: 'accepted', rows: 1, amount: '100' },
      { state: 'rejected', rows: 1, amount: '100' },
      { state: 'sent', rows: 2, amount: '200' },
    ]);
    expect(
      statements.map(({ personnelNumber }: { personnelNumber: string }) => personnelNumber).sort(),
    ).toEqual(['H1', 'M1', 'M3', 'M4']);
    // rows are by personnel number: the second is M1's
    expect(statements.find((row: { personnelNumber: string }) => row.personnelNumber === 'M1')).toMatchObject(
      {
        total: '100',
        unpaid: '100',
        lines: [{ state: 'rejected', export: january, row: 2, reason: 'no such personnel number' }],
      },
    );
  });

  it('goes forward only, and all of a request or nothing', async () => {
    expect(
      await say(january, [
        { row: 4, state: 'accepted' },
        { row: 3, state: 'rejected', reason: 'late' },
        { row: 2, state: 'paid' },
      ]),
    ).toMatch(
      /^409 acknowledgement-refused .*that do not take their state \(2\): 3: paid → rejected, 2: rejected → paid\./,
    );
    expect(await statesOf(january)).toEqual(['accepted', 'rejected', 'paid', 'sent', 'sent']);
    // said before, whatever came since: an old message that comes again changes nothing
    expect(await say(january, [{ row: 1, state: 'paid' }])).toMatchObject({ recorded: 1 });
    expect(await say(january, [{ row: 1, state: 'accepted' }])).toMatchObject({ recorded: 0, unchanged: 1 });
    expect((await statesOf(january))[0]).toBe('paid');
  });

  it('refuses what is no acknowledgement', async () => {
    const fields = async (items: object[]) => {
      const { status, body } = await payroll.post(`/v1/exports/${january}/acknowledgements`).send({ items });
      return [status, ...(body.fields ?? []).map(({ field }: { field: string }) => field)];
    };
    expect(await fields([{ row: 99, state: 'paid' }])).toEqual([422, 'items[0].row']);
    expect(
      await fields([
        { row: 4, state: 'accepted' },
        { row: 4, state: 'paid' },
      ]),
    ).toEqual([422, 'items[1].row']);
    expect(await fields([{ row: 4, state: 'rejected' }])).toEqual([422, 'items[0].reason']);
    expect(await fields([{ row: 4, state: 'sent' }])).toEqual([422, 'items[0].state']);
    expect(await fields([{ row: 4, state: 'paid', at: 'yesterday' }])).toEqual([422, 'items[0].at']);
    expect(await fields([])).toEqual([422, 'items']);
    const future = { row: 4, state: 'paid', at: '2026-02-06T12:06:00+03:00' };
    expect(await fields([future])).toEqual([422, 'items[0].at']);
    const { body } = await payroll
      .post(`/v1/exports/${january}/acknowledgements`)
      .set('Accept-Language', 'ru')
      .send({ items: [future] });
    expect(body.fields).toEqual([
      {
        field: 'items[0].at',
        value: '2026-02-06T12:06:00+03:00',
        expected: 'момент, который уже наступил; сейчас 2026-02-06T09:00:00.000Z',
      },
    ]);
    expect(await say('999', [{ row: 1, state: 'paid' }])).toMatch(/^404 not-found/);
  });

  it('keeps everything said', async () => {
    const { items } = (await hr.get(`/v1/exports/${january}/acknowledgements`)).body;
    expect(items.map(({ row, state, actor }: Record<string, string>) => [row, state, actor])).toEqual([
      [1, 'accepted', '1C'],
      [2, 'rejected', '1C'],
      [3, 'paid', '1C'],
      [1, 'paid', '1C'],
    ]);
    expect(items[0].at).toBe('2026-02-05T07:00:00.000Z');
  });

  it('is exported anew where it was rejected or cancelled, and cancelled only while nothing is paid', async () => {
    expect(await cancel(january)).toBe('409 export-paid');
    const second = await make();
    expect(second).toMatchObject({ rows: 1, total: '100' });
    const [row] = (await hr.get(`/v1/exports/${second.id}/rows`)).body.items;
    expect([row.personnelNumber, row.amount]).toEqual(['M1', '100']);
    expect((await unpaid()).totals).toEqual([{ state: 'sent', rows: 3, amount: '300' }]);
    expect(await say(second.id, [{ row: 1, state: 'accepted' }])).toMatchObject({ recorded: 1 });
    expect(await cancel(second.id)).toMatchObject({ cancelReason: 'wrong month', cancelledBy: 'HR one' });
    expect(await cancel(second.id)).toBe('409 export-cancelled');
    expect(await say(second.id, [{ row: 1, state: 'paid' }])).toMatch(
      /^409 acknowledgement-refused .*1: cancelled → paid/,
    );
    expect((await unpaid()).totals).toEqual([
      { state: 'rejected', rows: 1, amount: '100' },
      { state: 'sent', rows: 2, amount: '200' },
    ]);
    const third = await make();
    expect(await say(third.id, [{ row: 1, state: 'paid' }])).toMatchObject({ recorded: 1 });
    expect(
      await say(
        january,
        [4, 5].map((place) => ({ row: place, state: 'paid' })),
      ),
    ).toMatchObject({ recorded: 2 });
    expect(await unpaid()).toEqual({ totals: [], items: [], next: null });
  });

  it('keeps its team approved until it is cancelled', async () => {
    const reopened = { to: 'in_review', team: 'south', reason: 'O3 is returned' };
    await company.run('2026-02');
    const director = await company.as('Director', 'head', 'H0');
    await company.step(hr, '2026-02', { to: 'in_review' });
    expect(await company.step(director, '2026-02', { to: 'approved' })).toBe('200');
    const first = await make({ period: '2026-02', teams: ['south'] });
    expect(first).toMatchObject({ rows: 2, total: '202', manifestHash: null });
    const { status, body } = await hr.post('/v1/periods/2026-02/transitions').send(reopened);
    expect([status, body.type]).toEqual([409, 'urn:premia:problem:statements-exported']);
    expect(body.detail).toContain(`(exports ${first.id})`);
    expect(await company.step(hr, '2026-02', { ...reopened, team: 'north' })).toBe('200');
    await cancel(first.id);
    expect(await company.step(hr, '2026-02', reopened)).toBe('200');
    await company.run('2026-02');
    await company.step(hr, '2026-02', { to: 'in_review' });
    expect(await company.step(director, '2026-02', { to: 'approved' })).toBe('200');
    expect(await make({ period: '2026-02' })).toMatchObject({ rows: 4, total: '404' });
  });

  const refusedBy = async (sql: string) =>
    source.query(sql).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  it.each([
    `update export_rows set amount = amount + 1`,
    `update export_rows set document = document || ' '`,
    `update export_rows set state = 'paid' where state = 'sent'`,
    `update export_rows set state = 'sent' where state = 'paid'`,
    `update export_rows set state = 'cancelled' where state = 'sent'`,
    `delete from export_rows`,
    `update exports set total = total + 1`,
    `update exports set cancelled_at = now(), cancelled_by = 'x', cancel_reason = 'x' where id = (select min(id) from exports)`,
    `update exports set cancelled_at = null, cancelled_by = null, cancel_reason = null where cancelled_at is not null`,
    `delete from exports`,
    `update export_files set content = 'x'`,
    `delete from export_files`,
    `update export_acknowledgements set reason = 'other'`,
    `delete from export_acknowledgements`,
    ...['exports', 'export_rows', 'export_files', 'export_acknowledgements'].map(
      (table) => `truncate ${table} cascade`,
    ),
  ])('is fixed by the database: %s', async (sql) => {
    expect(await refusedBy(sql)).toBe('23001');
  });

  it('is never in two live exports, and never more than its statement', async () => {
    const copy = (
      changed: string,
    ) => `insert into export_rows (export_id, row_no, statement_id, line, amount, document, hash)
      select export_id, 1000, statement_id, ${changed}, document, hash from export_rows where state = 'sent' limit 1`;
    expect(await refusedBy(copy('line, amount'))).toBe('23505');
    expect(await refusedBy(copy('line + 1, amount'))).toBe('23514');
  });

  /** Does what no trigger sees in a transaction that is taken back, and answers what a proof says of it. */
  const proofAfter = async (sql: string): Promise<string[]> => {
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query('set local session_replication_role = replica');
      await runner.query(sql);
      const { discrepancies } = await company.service.app.get(ExportProofService).verifyIn(runner.manager);
      return discrepancies.map(({ code, place }) => `${code} ${place}`);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  };

  it('is proved by `premia verify --all`, and any change found', async () => {
    expect(await company.service.app.get(ExportProofService).verifyAll()).toEqual({
      exports: 5,
      discrepancies: [],
    });
    const row = `where export_id = ${january} and row_no = 4`;
    const found: [sql: string, told: string][] = [
      [`update export_rows set amount = 1 ${row}`, `column exports.${january}.4.amount`],
      [
        `update export_rows set document = replace(document, '"100"', '"900"') ${row}`,
        `hash exports.${january}.4`,
      ],
      [`update export_rows set hash = md5(hash) ${row}`, `hash exports.${january}.4`],
      [`update export_rows set line = 2 ${row}`, `column exports.${january}.4.statementLine`],
      [
        `update export_rows set statement_id = statement_id + 1000 ${row}`,
        `column exports.${january}.4.statement`,
      ],
      [`update export_rows set row_no = 40 ${row}`, `column exports.${january}.40.row`],
      [
        `update export_rows set export_id = (select max(id) from exports), row_no = 40 ${row}`,
        `listed exports.${january}.json.4`,
      ],
      [`update export_rows set state = 'sent' ${row}`, `state exports.${january}.4`],
      [`update export_acknowledgements set state = 'accepted' ${row}`, `state exports.${january}.4`],
      [`delete from export_rows ${row}`, `listed exports.${january}.json.4`],
      [`delete from export_acknowledgements ${row}`, `state exports.${january}.4`],
      [
        `update export_files set content = content || 'x' where format = 'csv'`,
        `hash exports.${january}.csv`,
      ],
      [`update export_files set hash = md5(hash) where format = 'xlsx'`, `hash exports.${january}.xlsx`],
      [`delete from export_files where format = 'xlsx'`, `listed exports.${january}.files`],
      [`update exports set total = 1 where id = ${january}`, `column exports.${january}.total`],
      [
        `update exports set manifest_hash = md5('x') where id = ${january}`,
        `chain exports.${january}.manifest`,
      ],
      [`update exports set row_count = 1 where id = ${january}`, `column exports.${january}.rows`],
      [`update exports set currency = 'USD' where id = ${january}`, `column exports.${january}.currency`],
      [`update exports set teams = '{north}' where id = ${january}`, `column exports.${january}.teams`],
      [`update exports set period = '2026-02' where id = ${january}`, `column exports.${january}.period`],
      [
        `update statements set document = replace(document, '"100"', '"900"')`,
        `listed exports.${january}.4.amount`,
      ],
      [`update statements set hash = md5(hash)`, `listed exports.${january}.4.statementHash`],
    ];
    for (const [sql, told] of found)
      expect([sql, await proofAfter(sql)]).toEqual([sql, expect.arrayContaining([told])]);
  });

  it('is refused whole where lines do not come to the statement, adjustments too', async () => {
    await company.run('2026-03');
    const adjustment = {
      period: '2026-03',
      manager: 'M2',
      kind: 'agreed',
      amount: '50.50',
      reason: 'for the fair',
      clause: '7',
    };
    expect((await hr.post('/v1/adjustments').send(adjustment)).body.detail).toBeUndefined();
    await company.step(hr, '2026-03', { to: 'in_review' });
    const director = await company.as('Another director', 'head', 'H0');
    expect(await company.step(director, '2026-03', { to: 'approved', team: 'south' })).toBe('200');
    const forge = async (total: string) => {
      const runner = source.createQueryRunner();
      await runner.query(`set session_replication_role = replica`);
      await runner.query(
        `update statements set total = ${total} from managers m where m.id = manager_id and personnel_number = 'M3' and period = '2026-03'`,
      );
      await runner.query(`set session_replication_role = origin`);
      await runner.release();
    };
    await forge('total + 0.01');
    const { type, detail } = await make({ period: '2026-03' });
    expect([type, detail]).toEqual([
      'urn:premia:problem:export-sums-differ',
      expect.stringContaining(': M3.'),
    ]);
    expect((await unpaid('2026-03')).totals).toMatchObject([{ state: 'open', rows: 3 }]);
    await forge('total - 0.01');
    // 101 each, and what was agreed
    const { id, rows, total } = await make({ period: '2026-03' });
    expect([rows, total]).toEqual([3, '252.5']);
    // of all months: four of February, and these; January is paid
    const all = (await hr.get('/v1/exports/unpaid?limit=4')).body;
    expect(all.totals).toEqual([{ state: 'sent', rows: 7, amount: '656.5' }]);
    const rest = (await hr.get(`/v1/exports/unpaid?limit=4&cursor=${all.next}`)).body;
    expect(rest).toMatchObject({ totals: all.totals, next: null });
    expect([all, rest].map((page) => page.items.map(({ period }: { period: string }) => period))).toEqual([
      Array(4).fill('2026-02'),
      Array(2).fill('2026-03'),
    ]);
    const { items } = (await hr.get(`/v1/exports/${id}/rows`)).body;
    expect(items[1]).toMatchObject({
      personnelNumber: 'M2',
      amount: '50.5',
      pay: 'agreed',
      code: 'agreed',
      clause: '7',
      scheme: null,
    });
  });

  it('is not paid while a line of it is not, whatever became of the others', async () => {
    const march = { period: '2026-03' };
    const { items } = (await hr.get('/v1/exports?period=2026-03')).body;
    expect(await say(items[0].id, [{ row: 1, state: 'rejected', reason: 'no such code' }])).toMatchObject({
      recorded: 1,
    });
    const again = await make(march);
    expect(again).toMatchObject({ rows: 1, total: '101' });
    expect(await say(again.id, [{ row: 1, state: 'paid' }])).toMatchObject({ recorded: 1 });
    // what was agreed with M2, and the pay of M3, are left in no export
    expect(await cancel(items[0].id)).toMatchObject({ cancelReason: 'wrong month' });
    const { totals, items: statements } = await unpaid('2026-03');
    expect(totals).toEqual([{ state: 'open', rows: 2, amount: '151.5' }]);
    expect(statements).toMatchObject([
      { personnelNumber: 'M2', unpaid: '50.5', lines: [{ line: 2, state: 'open', export: null }] },
      { personnelNumber: 'M3', unpaid: '101' },
    ]);
  });

  it('is printed with the grade and the team of its run, whatever changed since', async () => {
    const printed = async () => {
      const { body } = await hr.get('/v1/periods/2026-01/pay-sheet?language=en').responseType('blob');
      return [...(await readWorkbook(body)).values()].map((sheet) => rowsOf(sheet));
    };
    const before = await printed();
    const [north, south] = before as [string[][], string[][]];
    expect(north[2]).toEqual(['Team: North (north)']);
    expect(north.slice(7, 9).map((row) => row.slice(1, 4))).toEqual([
      ['H1', 'Name of H1', ''],
      ['M1', 'Name of M1', '2'],
    ]);
    expect(south.slice(7, 9).map(([, number]) => number)).toEqual(['M2', 'M3']);
    await company.take('manager-attributes', grade('M1', '3'), grade('M2', '1'));
    await company.take('teams', { code: 'north', title: 'North-West', parent: 'sales', head: 'H0' });
    await company.take('team-memberships', { manager: 'M1', team: 'south', from: '2025-01-01' });
    expect(await printed()).toEqual(before);
    const { items, teams } = (await hr.get('/v1/periods/2026-01/payroll')).body;
    const listed = (await hr.get('/v1/statements?period=2026-01')).body.items;
    for (const rows of [items, listed])
      expect(
        rows
          .map((row: Record<string, string>) => [row.personnelNumber, row.team, row.grade])
          .filter(([number]: string[]) => number === 'M1' || number === 'M2'),
      ).toEqual([
        ['M1', 'north', '2'],
        ['M2', 'south', null],
      ]);
    expect(teams).toContainEqual(expect.objectContaining({ team: 'north', title: 'North' }));
  });
});
