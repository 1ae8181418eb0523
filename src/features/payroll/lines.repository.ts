import { Injectable } from '@nestjs/common';
import {
  type DayRange,
  monthsOf,
  type Observation,
  overlap,
  type Period,
  periodKind,
  periodRange,
  previousPeriod,
  type Result,
  type Scheme,
  type SchemeInput,
  type Stretch,
  sum,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { among } from '../../platform/records/as-of.js';
import { employedDays, type Payee } from '../people/index.js';
import { windowMonths } from './windows.js';

/** Lines of one payee's results computed in this run, by `lineKey`: one for each part of the period, in order of time. */
export type ComputedLines = Map<string, LineOfPart[]>;

/** A line of a result, of the whole period or of a part of it. */
interface LineOfPart {
  stretch: Stretch | undefined;
  value: string | null;
  isPaid: boolean;
}

const lineKey = (scheme: string, period: Period, line: string): string => `${scheme} ${period} ${line}`;

export function addLines(lines: ComputedLines, { scheme, period, stretch, lines: computed }: Result): void {
  for (const { code, value, pay } of computed) {
    const key = lineKey(scheme, period, code);
    const line: LineOfPart = { stretch, value, isPaid: pay !== undefined };
    lines.set(key, stretch ? [...(lines.get(key) ?? []), line] : [line]);
  }
}

interface Posted {
  period: Period;
  document: { result: Result };
}

/** Results that periods show, by scheme code and manager id, earliest first. */
export type PostedLines = Map<string, Map<string, Posted[]>>;

@Injectable()
export class LinesRepository {
  /** Results of the schemes that the line inputs read, before or within the period. */
  async posted(
    tx: Tx,
    inputs: readonly SchemeInput[],
    { scheme, period, managerIds }: { scheme: string; period: Period; managerIds: readonly string[] | null },
  ): Promise<PostedLines> {
    const codes = [...new Set(inputs.map((input) => input.scheme ?? scheme))];
    const posted: PostedLines = new Map(codes.map((code) => [code, new Map()]));
    if (codes.length === 0) return posted;
    const rows: (Posted & { code: string; manager_id: string })[] = await tx.query(
      `select s.code, r.manager_id, r.period, r.document::jsonb as document from results r join periods p on p.run_id = r.run_id
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id
        where s.code = any($1) and r.period <= $2 and ${among('r.manager_id', '$3', managerIds)} order by r.period, r.stretch_from`,
      [codes, [...monthsOf(period), period].sort().at(-1), managerIds],
    );
    for (const { code, manager_id, ...row } of rows) {
      const byManager = posted.get(code)!;
      byManager.set(manager_id, [...(byManager.get(manager_id) ?? []), row]);
    }
    return posted;
  }
}

interface LineScope {
  scheme: Scheme;
  period: Period;
  /** Days of the part of the period that is evaluated by itself. */
  part?: DayRange | undefined;
  expected(payee: Payee, scheme: string, month: Period): boolean;
}

/** Values of a line in the input's window, in order of time; null where a result that should be there is not. */
export function observeLine(
  input: SchemeInput,
  payee: Payee,
  scope: LineScope,
  posted: PostedLines,
  ofThisRun: ComputedLines,
): Observation[] {
  const { scheme, period, part, expected } = scope;
  const code = input.scheme ?? scheme.code;
  const rows = posted.get(code)?.get(payee.id) ?? [];
  const computedIn = (of: Period) => ofThisRun.get(lineKey(code, of, input.key));
  const linesIn = (of: Period): readonly LineOfPart[] =>
    computedIn(of) ?? rows.filter((row) => row.period === of).map((row) => lineOf(row, input.key));
  const observed = (of: Period, lines: readonly LineOfPart[]): Observation[] =>
    lines.length === 0 ? [] : [{ of, value: together(lines, input) }];
  if (input.scheme === undefined) {
    // what the run has of the period itself is of its earlier parts
    const earlierPart = part ? observed(period, computedIn(period) ?? []) : [];
    if (input.window.kind !== 'previous')
      return [
        ...windowMonths(input, period).months.flatMap((month) => observed(month, linesIn(month))),
        ...earlierPart,
      ];
    if (earlierPart.length > 0) return earlierPart;
    const before = previousPeriod(period);
    const latest = computedIn(before) ? before : latestBefore(period, rows);
    return latest === undefined ? [] : observed(latest, linesIn(latest));
  }
  return windowMonths(input, period).months.flatMap((month): Observation[] => {
    const { lines, isCut } = withinPart(linesIn(month), month, payee, part);
    if (isCut) return [{ of: month, value: null }];
    if (lines.length > 0 || linesIn(month).length > 0) return observed(month, lines);
    return isIn(month, part) && expected(payee, code, month) ? [{ of: month, value: null }] : [];
  });
}

const latestBefore = (period: Period, rows: readonly Posted[]): Period | undefined =>
  rows.findLast((row) => row.period < period && periodKind(row.period) === periodKind(period))?.period;

function lineOf({ document: { result } }: Posted, key: string): LineOfPart {
  const line = result.lines.find(({ code }) => code === key);
  return { stretch: result.stretch, value: line?.value ?? null, isPaid: line?.pay !== undefined };
}

/**
 * What the results of one period come to: pay of its parts adds up. Of other lines the last part says what own later
 * results go on from; else no single value stands for the period. Source: docs/semantics.md, Changes within the period.
 */
function together(lines: readonly LineOfPart[], input: SchemeInput): string | null {
  const last = lines.at(-1)!;
  if (lines.length === 1) return last.value;
  if (lines.every(({ isPaid }) => isPaid)) return sum(lines.map(({ value }) => ({ amount: value })));
  const isLastAsked = input.window.kind === 'previous' || input.take === 'last';
  return input.scheme === undefined && isLastAsked ? last.value : null;
}

/** The results that lie in a part of the period; whether one lies in it with some of its days only. */
function withinPart(
  lines: readonly LineOfPart[],
  month: Period,
  payee: Payee,
  part: DayRange | undefined,
): { lines: readonly LineOfPart[]; isCut: boolean } {
  if (!part) return { lines, isCut: false };
  const placed = lines.map((line) => {
    const days = line.stretch
      ? { start: line.stretch.from, end: line.stretch.until }
      : employedDays(payee, periodRange(month));
    const left = overlap(days, part);
    return { line, isOut: left.start === left.end, isIn: left.start === days.start && left.end === days.end };
  });
  return {
    lines: placed.flatMap(({ line, isIn, isOut }) => (isIn && !isOut ? line : [])),
    isCut: placed.some(({ isIn, isOut }) => !isIn && !isOut),
  };
}

function isIn(month: Period, part: DayRange | undefined): boolean {
  if (!part) return true;
  const { start, end } = overlap(periodRange(month), part);
  return start < end;
}
