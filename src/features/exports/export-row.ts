import { canonicalText, periodRange } from '../../calc/index.js';
import type { DueLine } from './due-lines.repository.js';

/** One pay line as the payroll system is told of it; frozen as canonical text. Everything is text, amounts and numbers too. */
export interface ExportedLine {
  /** Number of the export, and of the row in it: what an acknowledgement names. */
  export: string;
  row: string;
  personnelNumber: string;
  name: string;
  /** Code of the team at the month's end. */
  team: string | null;
  /** What the payroll system calls this pay. */
  code: string;
  /** What the scheme or the adjustment calls it. */
  pay: string;
  amount: string;
  currency: string;
  payMonth: string;
  /** The period it is for, with its first and its last day, or those of the part of it that the line is for. */
  period: string;
  from: string;
  to: string;
  /** Before tax. */
  gross: true;
  /** Time worked is reckoned in: payroll must not prorate it again. */
  alreadyProrated: true;
  clause: string | null;
  scheme: string | null;
  line: string;
  statement: string;
  statementLine: string;
  statementHash: string;
  manifestHash: string | null;
}

/** A line whose amount is known. */
export type PayableLine = DueLine & { amount: string };

export function exportedLine(
  due: PayableLine,
  place: number,
  { id, period, manifestHash }: Pick<ExportHead, 'id' | 'period' | 'manifestHash'>,
): ExportedLine {
  const { start, end } = due.stretch
    ? { start: due.stretch.from, end: due.stretch.until }
    : periodRange(due.period);
  return {
    export: id,
    row: String(place + 1),
    personnelNumber: due.personnelNumber,
    name: due.name,
    team: due.team,
    code: due.code,
    pay: due.pay,
    amount: due.amount,
    currency: due.currency,
    payMonth: period,
    period: due.period,
    from: start,
    to: dayBefore(end),
    gross: true,
    alreadyProrated: true,
    clause: due.clause,
    scheme: due.scheme,
    line: due.lineCode,
    statement: due.statementId,
    statementLine: String(due.line),
    statementHash: due.statementHash,
    manifestHash,
  };
}

const DAY_MS = 86_400_000;

export const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

/** What the rows of an export have in common. */
export interface ExportHead {
  id: string;
  period: string;
  /** Codes, sorted; null stands for managers without a team. */
  teams: (string | null)[];
  currency: string;
  /** Sum of the rows. */
  total: string;
  manifestHash: string | null;
  /** Instant in UTC. */
  createdAt: string;
}

/** The whole export as canonical text: the JSON file. */
export function exportDocument(head: ExportHead, rows: readonly ExportedLine[]): string {
  return canonicalText({ format: 'premia-export/1', ...head, rows, rowCount: String(rows.length) });
}
