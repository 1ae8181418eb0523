import type { INestApplicationContext } from '@nestjs/common';
import { sum } from '../calc/index.js';
import type { RunDto } from '../features/payroll/index.js';
import { StatementsService, WarningsService } from '../features/statements/index.js';

const HR = { actorId: '0', kind: 'token', name: 'command line', role: 'hr', managerId: null } as const;
const PAGE = 1_000;

interface Payroll {
  rows: string[][];
  total: string | null;
  /** What is so of most who are paid by a scheme. */
  remarks: string[];
}

/** A run as a table for the terminal: of a pay month by statement, of a trial by result. */
export async function payrollTable(app: INestApplicationContext, run: RunDto): Promise<string> {
  const { rows, total, remarks } =
    run.kind === 'trial' ? await trialRows(app, run) : await statementRows(app, run.period);
  const { managers = 0, incomplete = 0 } = run.counts ?? {};
  const faults = incomplete ? `; ${incomplete} could not be computed in whole, see: premia explain` : '';
  const ended = `${run.period}, run ${run.id}: ${managers} managers, total ${total ?? 'not known'}${faults}`;
  return [`${tableText(rows, FIGURES)}\n`, ...remarks, ended].join('\n');
}

/** Whose mix of pay is worth a look, by personnel number. */
async function payMixWarnings(
  app: INestApplicationContext,
  period: string,
): Promise<Pick<Payroll, 'remarks'> & { warned: Set<string> }> {
  const warnings = app.get(WarningsService);
  const warned = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const query = { period, code: 'pay-mix' as const, limit: PAGE, cursor };
    const { items, next, schemes } = await warnings.of(HR, query, 'en');
    for (const { personnelNumber } of items) warned.add(personnelNumber);
    if (next === null) return { warned, remarks: schemes.map(({ text }) => text) };
    cursor = next;
  }
}

/** Statements with adjustments, unlike the counts of their run. */
async function statementRows(app: INestApplicationContext, period: string): Promise<Payroll> {
  const { warned, remarks } = await payMixWarnings(app, period);
  const totals: { amount: string | null }[] = [];
  const rows = [['Manager', 'Number', 'Grade', 'Salary', 'Bonus', 'Total', 'Salary share', 'Recommended']];
  const statements = app.get(StatementsService);
  let cursor: string | undefined;
  do {
    const { items, next } = await statements.statements(HR, { period, limit: PAGE, cursor });
    for (const { name, personnelNumber, grade, salary, bonus, total, payMix } of items) {
      const [mix] = payMix;
      totals.push({ amount: total });
      rows.push([
        name,
        personnelNumber,
        grade ?? '—',
        salary ?? '?',
        bonus ?? '?',
        total ?? '?',
        mix?.shareText ?? '—',
        mix ? range(mix, warned.has(personnelNumber)) : '—',
      ]);
    }
    cursor = next ?? undefined;
  } while (cursor);
  return { rows, total: sum(totals), remarks };
}

async function trialRows(app: INestApplicationContext, run: RunDto): Promise<Payroll> {
  const rows = [['Manager', 'Number', 'Period', 'Scheme', 'Total']];
  const statements = app.get(StatementsService);
  let cursor: string | undefined;
  do {
    const { items, next } = await statements.results(HR, { run: run.id, limit: PAGE, cursor });
    for (const { name, personnelNumber, period, scheme, total } of items)
      rows.push([name, personnelNumber, period, scheme, total ?? '?']);
    cursor = next ?? undefined;
  } while (cursor);
  return { rows, total: run.counts?.total ?? null, remarks: [] };
}

/** The recommended range, marked where this one's share lies outside it and most others' by the scheme do not. */
function range(
  { min, max, hint, status }: { min?: string; max?: string; hint?: string; status: string },
  isWarned: boolean,
): string {
  const bounds = min && max ? `${min}–${max}` : max ? `up to ${max}` : min ? `from ${min}` : `about ${hint}`;
  if (status === 'above-hint') return `${bounds} (over ${hint})`;
  if (!isWarned) return bounds;
  return `${bounds} ! ${status === 'below-min' ? 'below' : 'above'}`;
}

const FIGURES = ['Grade', 'Salary', 'Bonus', 'Total', 'Salary share'];

/** Columns as wide as their widest cell, with those headed as `figures` to the right. The first row has the heads. */
export function tableText(rows: readonly string[][], figures: readonly string[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const figure = (column: number) => figures.includes(rows[0]![column]!);
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (figure(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], '─'.repeat(lines[0]!.length), ...lines.slice(1)].join('\n');
}
