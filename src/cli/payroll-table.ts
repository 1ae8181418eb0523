import type { INestApplicationContext } from '@nestjs/common';
import type { RunDto } from '../features/payroll/index.js';
import { StatementsService } from '../features/statements/index.js';

const HR = { tokenId: '0', name: 'command line', role: 'hr', managerId: null } as const;
const PAGE = 1_000;

/** A run as a table for the terminal: of a pay month by statement, of a trial by result. */
export async function payrollTable(app: INestApplicationContext, run: RunDto): Promise<string> {
  const rows = run.kind === 'trial' ? await trialRows(app, run) : await statementRows(app, run.period);
  const { managers = 0, incomplete = 0, total = null } = run.counts ?? {};
  const faults = incomplete ? `; ${incomplete} could not be computed in whole, see: premia explain` : '';
  return `${tableText(rows, FIGURES)}\n\n${run.period}, run ${run.id}: ${managers} managers, total ${total ?? 'not known'}${faults}`;
}

async function statementRows(app: INestApplicationContext, period: string): Promise<string[][]> {
  const rows = [['Manager', 'Number', 'Grade', 'Salary', 'Bonus', 'Total', 'Salary share', 'Recommended']];
  const statements = app.get(StatementsService);
  let cursor: string | undefined;
  do {
    const { items, next } = await statements.statements(HR, { period, limit: PAGE, cursor });
    for (const { name, personnelNumber, grade, salary, bonus, total, payMix } of items) {
      const [mix] = payMix;
      rows.push([
        name,
        personnelNumber,
        grade ?? '—',
        salary ?? '?',
        bonus ?? '?',
        total ?? '?',
        mix?.shareText ?? '—',
        mix ? range(mix) : '—',
      ]);
    }
    cursor = next ?? undefined;
  } while (cursor);
  return rows;
}

async function trialRows(app: INestApplicationContext, run: RunDto): Promise<string[][]> {
  const rows = [['Manager', 'Number', 'Period', 'Scheme', 'Total']];
  const statements = app.get(StatementsService);
  let cursor: string | undefined;
  do {
    const { items, next } = await statements.results(HR, { run: run.id, limit: PAGE, cursor });
    for (const { name, personnelNumber, period, scheme, total } of items)
      rows.push([name, personnelNumber, period, scheme, total ?? '?']);
    cursor = next ?? undefined;
  } while (cursor);
  return rows;
}

function range({
  min,
  max,
  hint,
  status,
}: {
  min?: string;
  max?: string;
  hint?: string;
  status: string;
}): string {
  const bounds = min && max ? `${min}–${max}` : max ? `up to ${max}` : min ? `from ${min}` : `about ${hint}`;
  const words: Record<string, string> = {
    'below-min': ' ! below',
    'above-max': ' ! above',
    'above-hint': ` (over ${hint})`,
  };
  return bounds + (words[status] ?? '');
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
