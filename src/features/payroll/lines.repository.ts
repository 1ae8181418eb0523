import { Injectable } from '@nestjs/common';
import {
  monthsOf,
  type Observation,
  type Period,
  periodKind,
  previousPeriod,
  type Result,
  type Scheme,
  type SchemeInput,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { among } from '../../platform/records/as-of.js';
import type { Payee } from '../people/index.js';
import { windowMonths } from './windows.js';

/** Lines of one payee's results computed in this run, by `lineKey`. */
export type ComputedLines = Map<string, string | null>;

const lineKey = (scheme: string, period: Period, line: string): string => `${scheme} ${period} ${line}`;

export function addLines(lines: ComputedLines, result: Result): void {
  for (const { code, value } of result.lines) lines.set(lineKey(result.scheme, result.period, code), value);
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
        where s.code = any($1) and r.period <= $2 and ${among('r.manager_id', '$3', managerIds)} order by r.period`,
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
  expected(payee: Payee, scheme: string, month: Period): boolean;
}

/** Values of a line in the input's window, in order of time; null where a result that should be there is not. */
export function observeLine(
  input: SchemeInput,
  payee: Payee,
  { scheme, period, expected }: LineScope,
  posted: PostedLines,
  ofThisRun: ComputedLines,
): Observation[] {
  const code = input.scheme ?? scheme.code;
  const rows = posted.get(code)?.get(payee.id) ?? [];
  const observed = (row: Posted): Observation => ({
    of: row.period,
    value: row.document.result.lines.find((line) => line.code === input.key)?.value ?? null,
  });
  if (input.scheme === undefined && input.window.kind === 'previous') {
    const before = previousPeriod(period);
    const computed = ofThisRun.get(lineKey(code, before, input.key));
    if (computed !== undefined) return [{ of: before, value: computed }];
    return rows
      .filter((row) => row.period < period && periodKind(row.period) === periodKind(period))
      .slice(-1)
      .map(observed);
  }
  return windowMonths(input, period).months.flatMap((month): Observation[] => {
    const computed = ofThisRun.get(lineKey(code, month, input.key));
    if (computed !== undefined) return [{ of: month, value: computed }];
    const row = rows.find((candidate) => candidate.period === month);
    if (row) return [observed(row)];
    return input.scheme !== undefined && expected(payee, code, month) ? [{ of: month, value: null }] : [];
  });
}
