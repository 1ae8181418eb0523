import { Injectable } from '@nestjs/common';
import {
  monthsOf,
  type Observation,
  type Period,
  periodKind,
  type Result,
  type Scheme,
  type SchemeInput,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { windowMonths } from './windows.js';

/** Values of lines by manager id and input name, in order of time. */
export type EarlierLines = Map<string, Observation[]>;

interface LineScope {
  scheme: Scheme;
  period: Period;
  managerIds: readonly string[] | null;
  /** Values that results of this same run have, by `manager id, scheme, period, line`. */
  ofThisRun: ComputedLines;
  /** Whether the manager should have a result of the scheme in the month. */
  expected(managerId: string, scheme: string, month: Period): boolean;
}

/** Lines of results just computed, by `lineKey`. */
export type ComputedLines = Map<string, string | null>;

const lineKey = (managerId: string, scheme: string, period: Period, line: string): string =>
  [managerId, scheme, period, line].join(' ');

export function addLines(lines: ComputedLines, managerId: string, result: Result): void {
  for (const { code, value } of result.lines)
    lines.set(lineKey(managerId, result.scheme, result.period, code), value);
}

interface Posted {
  manager_id: string;
  period: Period;
  document: { result: Result };
}

/** Lines of the results that periods show: posted ones of earlier periods, and those of the run under way. */
@Injectable()
export class LinesRepository {
  async earlier(
    tx: Tx,
    inputs: readonly SchemeInput[],
    scope: LineScope & { payeeIds: readonly string[] },
  ): Promise<EarlierLines> {
    const lines: EarlierLines = new Map();
    for (const input of inputs) {
      const posted = await this.posted(tx, input.scheme ?? scope.scheme.code, scope);
      for (const managerId of scope.payeeIds) {
        lines.set(
          `${managerId} ${input.name}`,
          observe(input, managerId, scope, posted.get(managerId) ?? []),
        );
      }
    }
    return lines;
  }

  /** Results of a scheme before or within the period, by manager, earliest first. */
  private async posted(
    tx: Tx,
    scheme: string,
    { period, managerIds }: LineScope,
  ): Promise<Map<string, Posted[]>> {
    const rows: Posted[] = await tx.query(
      `select r.manager_id, r.period, r.document::jsonb as document from results r join periods p on p.run_id = r.run_id
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id
        where s.code = $1 and r.period <= $2 and ($3::bigint[] is null or r.manager_id = any($3::bigint[])) order by r.period`,
      [scheme, lastMonth(period), managerIds],
    );
    const byManager = new Map<string, Posted[]>();
    for (const row of rows) byManager.set(row.manager_id, [...(byManager.get(row.manager_id) ?? []), row]);
    return byManager;
  }
}

const lastMonth = (period: Period): Period => [...monthsOf(period), period].sort().at(-1)!;

function observe(
  input: SchemeInput,
  managerId: string,
  scope: LineScope,
  posted: readonly Posted[],
): Observation[] {
  const observed = (row: Posted): Observation => ({
    of: row.period,
    value: row.document.result.lines.find(({ code }) => code === input.key)?.value ?? null,
  });
  if (input.scheme === undefined && input.window.kind === 'previous') {
    const same = posted.filter(
      (row) => row.period < scope.period && periodKind(row.period) === periodKind(scope.period),
    );
    return same.slice(-1).map(observed);
  }
  const { months } = windowMonths(input, scope.period);
  const scheme = input.scheme ?? scope.scheme.code;
  return months.flatMap((month): Observation[] => {
    const computed = scope.ofThisRun.get(lineKey(managerId, scheme, month, input.key));
    if (computed !== undefined) return [{ of: month, value: computed }];
    const row = posted.find((candidate) => candidate.period === month);
    if (row) return [observed(row)];
    return input.scheme !== undefined && scope.expected(managerId, scheme, month)
      ? [{ of: month, value: null }]
      : [];
  });
}
