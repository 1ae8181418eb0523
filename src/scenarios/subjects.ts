import {
  addDays,
  daysBetween,
  decimal,
  type GivenInput,
  type GivenRow,
  type Observation,
  type Period,
  periodRange,
  type RowSet,
  type Scheme,
  type SchemeInput,
  type Subject,
  toText,
} from '../calc/index.js';
import { ScenarioProblem } from './problems.js';
import type { Entry, Team, WrittenRow } from './scenario-document.js';
import type { World } from './world.js';

/** The keys of a row that are neither fields nor inputs. */
export const ROW_KEYS = ['id', 'source', 'date', 'order', 'order_source'];

/** What a scheme is computed from for one entry: what the file gives, and what earlier results lead to. */
export class SubjectMaker {
  constructor(
    private readonly world: World,
    private readonly teams: ReadonlyMap<string, Team>,
  ) {}

  make(scheme: Scheme, entry: Entry, period: Period): Subject {
    const inputs = this.inputsOf(scheme.inputs, entry.subject, entry.inputs, scheme, period);
    const params = Object.entries(entry.params).filter(([name]) => scheme.params.has(name));
    const rows = [...scheme.rows.values()]
      .filter(({ kind }) => kind !== 'kept')
      .map((set) => [set.name, this.rowsOf(set, scheme, entry, period)] as const);
    return {
      period,
      inputs,
      ...(params.length > 0 && { params: Object.fromEntries(params) }),
      ...(entry.trial && { trial: true }),
      ...(rows.length > 0 && { rows: Object.fromEntries(rows) }),
      ...(rows.length > 0 && { kept: this.world.keptOf(entry.subject, scheme.code) }),
      ...(!entry.assigned && { assigned: false }),
    };
  }

  private inputsOf(
    declared: ReadonlyMap<string, SchemeInput>,
    subject: string,
    written: WrittenRow,
    scheme: Scheme,
    period: Period,
  ): Record<string, GivenInput> {
    const given = [...declared.values()].map((input) => {
      const values = written.values.get(input.name)?.values;
      const observed = values?.map((value, index) => ({
        of: values.length === 1 ? period : `${period} ${index + 1}`,
        value,
      }));
      if (observed) this.world.observe(subject, input, period, { values: observed });
      return [input, observed] as const;
    });
    const settled = given.map(([input, observed]) => {
      return [input.name, { values: observed ?? this.known(input, subject, scheme, period) }] as const;
    });
    return Object.fromEntries(settled);
  }

  /** What follows from the scenario so far, or from the calendar, where the file gives nothing. */
  private known(input: SchemeInput, subject: string, scheme: Scheme, period: Period): Observation[] {
    if (input.source === 'line') return this.world.linesOf(subject, scheme, input, period);
    if (input.source === 'calendar') return [{ of: period, value: calendarFact(input.key, period) }];
    if (input.source === 'attribute') {
      const value = this.world.gradeOf(subject, input.key);
      return value === undefined ? [] : [{ of: period, value }];
    }
    const observed = this.world.windowOf(subject, input, period);
    return input.take || input.source !== 'measure' ? observed : summed(observed);
  }

  private rowsOf(set: RowSet, scheme: Scheme, entry: Entry, period: Period): GivenRow[] {
    const kinds = [...new Set([...set.facts, set.name])];
    const written = kinds.flatMap((kind) => (entry.facts.get(kind) ?? []).map((row) => [kind, row] as const));
    const rows = written.map(([kind, row], index) => this.rowOf(set, scheme, period, row, { kind, index }));
    if (set.kind !== 'members') return rows;
    const named = new Set(rows.map(({ id }) => id));
    const others = (this.teams.get(entry.subject)?.members ?? []).filter((name) => !named.has(name));
    const nothing: WrittenRow = { values: new Map(), at: entry.at };
    return [
      ...rows,
      ...others.map((id) => ({ id, inputs: this.inputsOf(set.inputs, id, nothing, scheme, period) })),
    ];
  }

  private rowOf(
    set: RowSet,
    scheme: Scheme,
    period: Period,
    row: WrittenRow,
    { kind, index }: { kind: string; index: number },
  ): GivenRow {
    const text = (key: string) => row.values.get(key)?.values[0] ?? undefined;
    const id = text('id') ?? String(index + 1);
    const [source, date, order, orderSource] = ['source', 'date', 'order', 'order_source'].map(text);
    const fields = fieldsOfRow(set, row, kind === 'returns' && set.of === undefined);
    if (set.of !== undefined && order === undefined) {
      throw new ScenarioProblem(row.at, 'order-needed', { row: id });
    }
    return {
      id,
      ...(source !== undefined && { source }),
      // Where a set lists several kinds, an order and a return may have the same id.
      ...(set.facts.length > 1 && set.facts.includes(kind) && { kind }),
      ...(date !== undefined && { date }),
      ...(Object.keys(fields).length > 0 && { fields }),
      ...(set.inputs.size > 0 && { inputs: this.inputsOf(set.inputs, id, row, scheme, period) }),
      ...(order !== undefined && {
        order: { id: order, ...(orderSource !== undefined && { source: orderSource }) },
      }),
    };
  }
}

/** Published fields of a row. Credit is whole unless the file says otherwise; a return in a list is negative sales. */
function fieldsOfRow(set: RowSet, row: WrittenRow, isNegative: boolean): Record<string, string | null> {
  const fields: Record<string, string | null> = set.fields.has('credit') ? { credit: '1' } : {};
  for (const name of set.fields.keys()) {
    const written = name === 'date' ? undefined : row.values.get(name);
    if (!written) continue;
    const value = written.values[0] ?? null;
    const isAmount = name === 'amount' || name === 'original_amount';
    fields[name] = isNegative && isAmount && value !== null ? negated(value, written.at) : value;
  }
  return fields;
}

function negated(text: string, at: ScenarioProblem['at']): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new ScenarioProblem(at, 'amount-wrong', { found: text });
  return toText(decimal(text).negated());
}

/** A measure's own aggregate over several periods is taken to be its sum; a file gives the value where it is not. */
function summed(observed: readonly Observation[]): Observation[] {
  if (observed.length < 2 || observed.some(({ value }) => value === null || !/^-?\d+(\.\d+)?$/.test(value))) {
    return [...observed];
  }
  const sum = observed.reduce((total, { value }) => total.plus(decimal(value!)), decimal('0'));
  return [{ of: `${observed[0]!.of}…${observed.at(-1)!.of}`, value: toText(sum) }];
}

function calendarFact(key: string, period: Period): string | null {
  const { start, end } = periodRange(period);
  const month = Number(start.slice(5, 7));
  const facts: Record<string, string> = {
    start,
    end: addDays(end, -1),
    month: String(month),
    quarter: String(Math.ceil(month / 3)),
    days: String(daysBetween(start, end)),
  };
  return facts[key] ?? null;
}
