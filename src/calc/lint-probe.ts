import { type TurnedRun, turnedRun } from './change-points.js';
import { type Decimal, ZERO } from './decimal.js';
import { entryOf } from './entry-of.js';
import { type Failure, FormulaFailure } from './failures.js';
import { usualText, type Variable } from './lint-variables.js';
import { addDays, daysBetween, monthsOf, type Period, periodRange } from './period.js';
import type { GivenInput, GivenRow, Subject } from './result.js';
import { paidLines } from './result-rows.js';
import type { RowSet, Scheme, SchemeInput } from './scheme-document.js';
import { keyOf } from './scheme-graph.js';
import { isDecimal } from './values.js';

/** Values of the variables by their key; null is a missing value. */
export type Case = ReadonlyMap<string, string | null>;

/** What a case comes to. `exact` is pay before the pay lines round; both are null when a pay line failed. */
export interface Outcome extends TurnedRun {
  pay: Decimal | null;
  exact: Decimal | null;
}

/** How many made-up facts or members a set has; only the first one differs from case to case. */
export const MADE_UP_ROWS = 3;
const PERIODS = { month: '2026-03', quarter: '2026-Q1', year: '2026' } as const;

/** Evaluates a scheme for made-up cases. */
export class Probe {
  readonly usual: Case;
  private readonly period: Period;
  private readonly known = new Map<string, Outcome>();

  constructor(
    readonly scheme: Scheme,
    readonly variables: readonly Variable[],
  ) {
    this.usual = new Map(variables.map((variable) => [variable.key, usualText(variable)]));
    this.period = PERIODS[scheme.period];
  }

  /** How many cases have been evaluated. */
  get count(): number {
    return this.known.size;
  }

  outcome(values: Case): Outcome {
    const key = this.variables.map((variable) => values.get(variable.key)).join('|');
    return entryOf(this.known, key, () => {
      const turned = turnedRun(this.scheme, this.subjectOf(values));
      return { ...turned, ...this.payOf(turned) };
    });
  }

  private payOf({ run }: TurnedRun): Pick<Outcome, 'pay' | 'exact'> {
    let [pay, exact]: [Decimal | null, Decimal | null] = [ZERO, ZERO];
    for (const { amount } of paidLines(this.scheme, run)) pay = amount && (pay?.plus(amount) ?? null);
    for (const { code, pay: kind } of this.scheme.lines.values()) {
      const value = run.lines.get(code)!.exact;
      if (kind !== undefined)
        exact = value !== undefined && isDecimal(value) ? (exact?.plus(value) ?? null) : null;
    }
    return { pay, exact };
  }

  subjectOf(values: Case): Subject {
    const { scheme, period } = this;
    const inputs = [...scheme.inputs.values()].map((input) => {
      return [input.name, observed(input, values.get(input.name), period)] as const;
    });
    const rows = [...scheme.rows.values()].flatMap((set) =>
      set.kind === 'kept' ? [] : [[set.name, this.rowsOf(set, values)] as const],
    );
    return { period, inputs: Object.fromEntries(inputs), rows: Object.fromEntries(rows) };
  }

  private rowsOf(set: RowSet, values: Case): GivenRow[] {
    if (set.kind === 'parts') return [this.part(set)];
    if (set.of !== undefined) return set.facts[0] === 'payments' ? [this.payment(set, values)] : [];
    if (set.facts[0] === 'returns') return [];
    return Array.from({ length: MADE_UP_ROWS }, (_, index) =>
      this.row(set, index, index === 0 ? values : this.usual),
    );
  }

  private row(set: RowSet, index: number, values: Case): GivenRow {
    const inputs = [...set.inputs.values()].map((input) => {
      return [input.name, observed(input, values.get(keyOf(input.name, set)), this.period)] as const;
    });
    const row = { id: String(index + 1), inputs: Object.fromEntries(inputs) };
    if (set.kind !== 'facts') return row;
    const fields = [...set.fields.keys()].flatMap((name) => {
      const value = values.get(keyOf(name, set));
      return value === undefined || name === 'date' ? [] : [[name, value] as const];
    });
    return { ...row, date: periodRange(this.period).start, fields: Object.fromEntries(fields) };
  }

  /** The first order is paid in full. */
  private payment(set: RowSet, values: Case): GivenRow {
    const amount = values.get(`${set.of}.amount`) ?? '0';
    return {
      id: 'p',
      date: periodRange(this.period).start,
      fields: { amount, credit: '1' },
      order: { id: '1' },
    };
  }

  private part({ fields }: RowSet): GivenRow {
    const value = fields.get('value') === 'money' ? '100000' : '100';
    return {
      id: '1',
      date: periodRange(this.period).start,
      fields: { value, days: '31', worked_days: '21', norm_days: '21', part_share: '1' },
    };
  }
}

function observed(input: SchemeInput, value: string | null | undefined, period: Period): GivenInput {
  if (input.source === 'calendar')
    return { values: [{ of: period, value: calendarFact(input.key, period) }] };
  if (value === null || value === undefined) return { values: [] };
  if (input.take !== 'count') return { values: [{ of: period, value }] };
  return { values: Array.from({ length: Math.floor(Number(value)) }, () => ({ of: period, value: '1' })) };
}

function calendarFact(key: string, period: Period): string {
  const { start, end } = periodRange(period);
  const month = Number(monthsOf(period).at(-1)!.slice(5));
  if (key === 'month') return String(month);
  if (key === 'quarter') return String(Math.ceil(month / 3));
  if (key === 'days') return String(daysBetween(start, end));
  return key === 'start' ? start : addDays(end, -1);
}

/** Why lines of an outcome have no value, by the path of the line: the root causes, not what depends on them. */
export function failuresIn({ run }: Outcome): Map<string, Failure> {
  const found = new Map<string, Failure>();
  for (const [code, { failure }] of run.lines) {
    if (failure && failure.code !== 'line-failed' && failure.code !== 'row-failed')
      found.set(`lines.${code}`, failure);
  }
  for (const [name, set] of run.sets) {
    for (const code of set.set.lines.keys()) {
      const path = `rows.${name}.lines.${code}`;
      const column = set.failedColumns.get(code);
      if (column && column.failure.code !== 'line-failed') found.set(path, column.failure);
      for (const index of set.rows.keys()) {
        const cell = set.cell(code, index);
        if (cell instanceof FormulaFailure && cell.failure.code !== 'line-failed')
          found.set(path, cell.failure);
      }
    }
  }
  return found;
}
