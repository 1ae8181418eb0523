import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { type Role, TokensService } from '../../src/features/access/index.js';
import { ExportProofService } from '../../src/features/exports/index.js';
import { ProofService } from '../../src/features/payroll/index.js';
import { ScheduleService } from '../../src/features/schedule/index.js';
import { clock } from '../../src/platform/clock.js';
import { readWorkbook, rowsOf } from './read-workbook.js';
import type { TestService } from './service.js';

const DAY_MS = 86_400_000;

interface Line {
  scheme?: string;
  period: string;
  line: string;
  pay: string;
  clause?: string;
  amount: string;
}

export interface PaidStatement {
  id: string;
  personnelNumber: string;
  complete: boolean;
  total: string;
  hash: string;
  lines: Line[];
}

interface Row {
  row: number;
  personnelNumber: string;
  amount: string;
  manifestHash: string;
}

/** What happens in a month beside the usual. */
export interface Unusual {
  /** Before it is submitted. */
  review?: (clerk: TestAgent) => Promise<void>;
  /** Rows that the payroll system rejects first. */
  rejected?: number[];
}

/** An amount of at most four decimals, counted in those. */
function tenThousandths(amount: string): bigint {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(amount)!;
  const size = BigInt(whole! + part.padEnd(4, '0'));
  return sign ? -size : size;
}

const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total + tenThousandths(amount), 0n);

/** Sums by personnel number. */
function byManager(items: readonly { personnelNumber: string; amount: string }[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { personnelNumber, amount } of items)
    sums.set(personnelNumber, (sums.get(personnelNumber) ?? 0n) + tenThousandths(amount));
  return sums;
}

/** Months of a company paid in sequence, each by everybody who has a part in it, with the clock moved through them. */
export class PaidMonths {
  private readonly manifests: string[] = [];
  private readonly realNow = clock.now;
  private statementsPaid = 0;
  private exportsMade = 0;

  private constructor(
    private readonly service: TestService,
    private readonly clerk: TestAgent,
    private readonly approvers: readonly TestAgent[],
    private readonly payrollSystem: TestAgent,
  ) {}

  /** Approved by heads, who are named by their personnel numbers, or where there are none by another of HR. */
  static async of(service: TestService, heads: readonly string[]): Promise<PaidMonths> {
    const as = async (name: string, role: Role, manager?: string) => {
      const { token } = await service.app
        .get(TokensService)
        .create({ name, role, ...(manager ? { manager } : {}) });
      return supertest.agent(service.app.getHttpServer()).set('Authorization', `Bearer ${token}`);
    };
    const approvers = heads.length
      ? heads.map((number) => as(`head ${number}`, 'head', number))
      : [as('another of HR', 'hr')];
    return new PaidMonths(
      service,
      await as('clerk', 'hr'),
      await Promise.all(approvers),
      await as('payroll system', 'payroll'),
    );
  }

  /** Computed by the schedule at the instant it is due, reviewed, approved, closed, exported, acknowledged, paid. */
  async pay(month: string, dueAt: string, unusual: Unusual = {}): Promise<PaidStatement[]> {
    await this.compute(month, dueAt);
    this.daysAfter(dueAt, 1);
    await unusual.review?.(this.clerk);
    await this.step(this.clerk, month, { to: 'in_review' });
    this.daysAfter(dueAt, 2);
    for (const approver of this.approvers) await this.step(approver, month, { to: 'approved' });
    this.daysAfter(dueAt, 3);
    await this.close(month);
    const statements = await this.statements(month);
    await this.export(month, statements);
    this.daysAfter(dueAt, 4);
    await this.acknowledge(month, statements, unusual.rejected ?? []);
    return statements;
  }

  /** Given the hash printed last, all is found as it was; the chain has the months in their order; nothing is unpaid. */
  async prove(): Promise<void> {
    const { app } = this.service;
    const { discrepancies, ...counts } = await app.get(ProofService).verifyAll(this.manifests.at(-1));
    expect([discrepancies, counts]).toEqual([
      [],
      {
        statements: this.statementsPaid,
        manifests: this.manifests.length,
        last: this.manifests.at(-1),
      },
    ]);
    expect(await app.get(ExportProofService).verifyAll()).toEqual({
      exports: this.exportsMade,
      discrepancies: [],
    });
    expect((await this.clerk.get('/v1/exports/unpaid')).body).toEqual({ totals: [], items: [], next: null });
  }

  stop(): void {
    clock.now = this.realNow;
  }

  /** A second before it is due nothing is started, then the month and after it nothing more. */
  private async compute(month: string, dueAt: string): Promise<void> {
    const lookAt = (instantMs: number) => {
      clock.now = () => new Date(instantMs);
      return this.service.app.get(ScheduleService).catchUp();
    };
    const dueMs = Date.parse(dueAt);
    expect(await lookAt(dueMs - 1_000)).not.toContain(month);
    expect(await lookAt(dueMs)).toEqual([month]);
    expect(await lookAt(dueMs + 1_000)).toEqual([]);
    const runs = (await this.clerk.get(`/v1/payroll-runs?period=${month}`)).body;
    expect(runs).toMatchObject([{ startedBy: 'schedule', state: 'done', counts: { incomplete: 0 } }]);
  }

  private daysAfter(dueAt: string, days: number): void {
    clock.now = () => new Date(Date.parse(dueAt) + days * DAY_MS);
  }

  private async step(by: TestAgent, month: string, wanted: object): Promise<void> {
    const { status, body } = await by.post(`/v1/periods/${month}/transitions`).send(wanted);
    expect([month, wanted, status, body.detail]).toEqual([month, wanted, 200, undefined]);
  }

  private async close(month: string): Promise<void> {
    await this.step(this.clerk, month, { to: 'closed' });
    const { body } = await this.clerk.get(`/v1/periods/${month}/manifest`);
    expect(body.number).toBe(this.manifests.length + 1);
    expect(JSON.parse(body.document)).toMatchObject({
      period: month,
      previous: this.manifests.at(-1) ?? null,
    });
    this.manifests.push(body.hash);
  }

  private async statements(month: string): Promise<PaidStatement[]> {
    const { items } = (await this.clerk.get(`/v1/statements?period=${month}&limit=1000`)).body;
    const statements: PaidStatement[] = await Promise.all(
      items.map(async ({ id }: { id: string }) => (await this.clerk.get(`/v1/statements/${id}`)).body),
    );
    expect(statements.filter(({ complete }) => !complete)).toEqual([]);
    this.statementsPaid += statements.length;
    return statements;
  }

  /** The files hold the statements' lines and come to the statements, all together and for each manager. */
  private async export(month: string, statements: readonly PaidStatement[]): Promise<void> {
    const { total, id } = await this.newExport(month);
    expect(tenThousandths(total)).toBe(sum(statements.map((statement) => statement.total)));
    const file = async (format: string) =>
      (await this.payrollSystem.get(`/v1/exports/${id}/file?format=${format}`).responseType('blob')).body;
    const { rows } = JSON.parse((await file('json')).toString()) as { rows: Row[] };
    expect(byManager(rows)).toEqual(totalsOf(statements));
    expect(new Set(rows.map(({ manifestHash }) => manifestHash))).toEqual(new Set([this.manifests.at(-1)]));
    const [sheet] = [...(await readWorkbook(await file('xlsx'))).values()];
    const cells = rowsOf(sheet!).slice(1);
    expect(cells.map((row) => [row[2], ...row.slice(13, 18), row[6]]).sort()).toEqual(
      statements.flatMap(linesOf).sort(),
    );
    const { body } = await this.clerk.get(`/v1/periods/${month}/pay-sheet`).responseType('blob');
    expect(paidBySheets(await readWorkbook(body))).toEqual(totalsOf(statements));
  }

  private async newExport(month: string) {
    const { status, body } = await this.clerk.post('/v1/exports').send({ period: month });
    expect([month, status, body.detail]).toEqual([month, 200, undefined]);
    this.exportsMade++;
    return body;
  }

  /** Accepts every row but some, which are exported anew; then pays all. What was paid comes to the statements. */
  private async acknowledge(
    month: string,
    statements: readonly PaidStatement[],
    rejected: readonly number[],
  ): Promise<void> {
    const [first] = await this.exports(month);
    const state = (row: number) =>
      rejected.includes(row)
        ? { row, state: 'rejected', reason: 'no such code' }
        : { row, state: 'accepted' };
    await this.say(first!.id, (row) => state(row));
    if (rejected.length) {
      const { rows, id } = await this.newExport(month);
      expect(rows).toBe(rejected.length);
      await this.say(id, (row) => ({ row, state: 'accepted' }));
    }
    const exports = await this.exports(month);
    for (const { id } of exports)
      await this.say(id, (row) =>
        id === first!.id && rejected.includes(row) ? undefined : { row, state: 'paid' },
      );
    const rows = (await Promise.all(exports.map(({ id }) => this.rows(id)))).flat();
    const paid = rows.filter((row) => row.state === 'paid');
    expect(byManager(paid)).toEqual(totalsOf(statements));
    expect((await this.clerk.get(`/v1/exports/unpaid?period=${month}`)).body.totals).toEqual([]);
  }

  private async exports(month: string): Promise<{ id: string }[]> {
    return (await this.payrollSystem.get(`/v1/exports?period=${month}`)).body.items.reverse();
  }

  private async rows(id: string): Promise<(Row & { state: string })[]> {
    return (await this.payrollSystem.get(`/v1/exports/${id}/rows?limit=1000`)).body.items;
  }

  private async say(id: string, of: (row: number) => object | undefined): Promise<void> {
    const items = (await this.rows(id)).flatMap(({ row }) => of(row) ?? []);
    const { body } = await this.payrollSystem.post(`/v1/exports/${id}/acknowledgements`).send({ items });
    expect([body.detail, body.recorded]).toEqual([undefined, items.length]);
  }
}

const totalsOf = (statements: readonly PaidStatement[]): Map<string, bigint> =>
  byManager(statements.map(({ personnelNumber, total }) => ({ personnelNumber, amount: total })));

/** A line as an export's workbook has it: number, clause, scheme, line, kind of pay, hash of the statement, amount. */
const linesOf = ({ personnelNumber, hash, lines }: PaidStatement): string[][] =>
  lines.map(({ clause, scheme, line, pay, amount }) => [
    personnelNumber,
    clause ?? '',
    scheme ?? '',
    line,
    pay,
    hash,
    amount,
  ]);

/** Totals by personnel number, as the sheets of all teams print them: in the column before the signature. */
function paidBySheets(sheets: Map<string, Parameters<typeof rowsOf>[0]>): Map<string, bigint> {
  const rows = [...sheets.values()].flatMap((sheet) =>
    rowsOf(sheet).filter(([place]) => /^\d+$/.test(place!)),
  );
  return byManager(rows.map((row) => ({ personnelNumber: row[1]!, amount: row.at(-2)! })));
}
