import { type Decimal, decimal, toSnappedText, ZERO } from './decimal.js';
import { entryOf } from './entry-of.js';
import { dependsOn, FormulaFailure, fail } from './failures.js';
import type { GivenRow, KeptRow, Subject } from './result.js';
import { RETURNS } from './row-fields.js';
import { ageOf, keyOfRow } from './row-order.js';
import type { RowSet } from './scheme-document.js';
import { parseValue, type Value } from './values.js';

/** A set whose rows are linked, or what they are linked to. */
export interface LinkedSet {
  set: RowSet;
  rows: readonly GivenRow[];
  keptRows: readonly KeptRow[];
  links: OriginLinks | undefined;
  placeOf(key: string): number | undefined;
  amountOf(index: number): Decimal | null;
  cell(line: string, index: number): Value | FormulaFailure;
  read(name: string, index: number): Value;
}

/** What links need of the run: its subject and the other sets. */
interface LinkContext {
  subject: Subject;
  setOf(name: string): LinkedSet;
}

/** What a row refers to: a row of this run, or one kept from an earlier result. */
type Origin = { kind: 'now'; index: number } | { kind: 'kept'; row: KeptRow };

/** Sums of one line of a linked set by origin: after each of its rows, the day and the sum so far. */
type SumsByOrigin = Map<string, { date: string; sum: Decimal | FormulaFailure }[]>;

/** Running sums of a line over its own set: what each row found, and the last sum by origin. */
interface OwnSums {
  found: (Decimal | FormulaFailure | undefined)[];
  last: Map<string, Decimal | FormulaFailure>;
}

/** Leads from the rows of a set to what they refer to, and tells what was taken from it. */
export class OriginLinks {
  private origins: (Origin | undefined)[] | undefined;
  private keptByKey: Map<string, KeptRow> | undefined;
  private taken: (Decimal | FormulaFailure)[] | undefined;
  private readonly sums = new Map<string, SumsByOrigin>();
  private readonly ownSums = new Map<string, OwnSums>();

  constructor(
    private readonly owner: LinkedSet,
    private readonly context: LinkContext,
  ) {}

  /** The key of what a row refers to; a kept row is its own origin. */
  keyOf(index: number): string | undefined {
    const row = this.owner.rows[index]!;
    const place = this.owner.set.kind === 'kept' ? row : row.order;
    return place && keyOfRow(place, this.originSet);
  }

  private get originSet(): RowSet {
    return this.context.setOf(this.owner.set.of!).set;
  }

  /** The row of an earlier result a row refers to, if it is one. */
  keptOf(index: number): KeptRow | undefined {
    const origin = this.originOf(index);
    return origin?.kind === 'kept' ? origin.row : undefined;
  }

  private originOf(index: number): Origin | undefined {
    this.origins ??= this.owner.rows.map((_, place) => this.find(place));
    return this.origins[index];
  }

  private find(index: number): Origin | undefined {
    const { owner } = this;
    if (owner.set.kind === 'kept') return { kind: 'kept', row: owner.keptRows[index]! };
    const key = this.keyOf(index);
    if (key === undefined) return undefined;
    const place = this.context.setOf(owner.set.of!).placeOf(key);
    if (place !== undefined) return { kind: 'now', index: place };
    const { kept = {} } = this.context.subject;
    this.keptByKey ??= new Map(
      (kept[owner.set.of!] ?? []).map((known) => [keyOfRow(known, this.originSet), known] as const),
    );
    const row = this.keptByKey.get(key);
    return row && { kind: 'kept', row };
  }

  /** `order.NAME`: a field, input or line of the origin. */
  field(index: number, name: string): Value {
    const origin = this.originOf(index);
    const row = this.owner.rows[index]!;
    if (!origin) return fail('origin-unknown', { row: row.id, order: originName(row) });
    const set = this.context.setOf(this.owner.set.of!);
    if (origin.kind === 'now') return set.read(name, origin.index);
    const { row: kept } = origin;
    const unit = set.set.fields.get(name) ?? (set.set.inputs.get(name) ?? set.set.lines.get(name))!.unit;
    const text = keptText(kept, name, set.set.lines.has(name) ? unit : undefined);
    const value = text === undefined || text === null ? undefined : parseValue(text, unit);
    return value ?? fail('field-missing', { field: name, row: kept.id });
  }

  age(index: number): Value {
    return decimal(String(ageOf(this.owner.keptRows[index]!, this.context.subject.period)));
  }

  /** What earlier rows of this set took from the same origin, those of earlier results included. */
  doneBefore(index: number): Decimal {
    this.taken ??= this.takenBefore();
    const taken = this.taken[index]!;
    if (taken instanceof FormulaFailure) throw taken;
    return taken;
  }

  private takenBefore(): (Decimal | FormulaFailure)[] {
    const { owner } = this;
    const soFar = new Map<string, Decimal | FormulaFailure>();
    return owner.rows.map((row, index) => {
      const key = this.keyOf(index) ?? '';
      const text = this.keptOf(index)?.taken?.[owner.set.name];
      const before = soFar.get(key) ?? (text === undefined ? ZERO : decimal(text));
      const amount = owner.amountOf(index);
      const failure = { code: 'field-missing' as const, facts: { field: 'amount', row: row.id } };
      const isKnown = !(before instanceof FormulaFailure);
      soFar.set(key, isKnown ? (amount ? before.plus(amount) : new FormulaFailure(failure)) : before);
      return before;
    });
  }

  /** More returned than sold fails every line of the return. Source: language, Semantics 8. */
  refuseUnfit(index: number): void {
    const { set, rows } = this.owner;
    const amount = set.kind === 'facts' && set.facts.includes(RETURNS) ? this.owner.amountOf(index) : null;
    if (!amount || !this.originOf(index)) return;
    const sold = this.field(index, 'amount') as Decimal;
    const returned = this.doneBefore(index).plus(amount);
    if (returned.lte(sold)) return;
    const row = rows[index]!;
    const facts = { returned: toSnappedText(returned), sold: toSnappedText(sold) };
    fail('returned-more', { row: row.id, order: originName(row), ...facts });
  }

  /**
   * `order.SET.LINE`: the sum of a linked set's line over the same origin, up to the row's own day; of the row's
   * own set, over the rows before it.
   */
  linkedSum(index: number, setName: string, line: string): Value {
    if (setName === this.owner.set.name) return this.ownSum(index, line);
    const other = this.context.setOf(setName);
    const sums = entryOf(this.sums, `${setName}.${line}`, () => sumsOf(other, line));
    const row = this.owner.rows[index]!;
    const isDayKnown = this.owner.set.kind === 'facts' && row.date !== undefined;
    const ofOrigin = sums.get(this.keyOf(index) ?? '') ?? [];
    const upTo = isDayKnown ? ofOrigin.findLast(({ date }) => date <= row.date!) : ofOrigin.at(-1);
    if (upTo?.sum instanceof FormulaFailure) throw upTo.sum;
    return upTo?.sum ?? this.sumOfEarlier(index, setName, line);
  }

  /** Adds rows as they are passed, so that all sums of a set cost one walk over it. */
  private ownSum(index: number, line: string): Decimal {
    const state = entryOf(this.ownSums, line, () => ({ found: [], last: new Map() }));
    for (let place = state.found.length; place <= index; place++) {
      if (place > 0) {
        const key = this.keyOf(place - 1) ?? '';
        state.last.set(key, added(this.owner, line, place - 1, state.last.get(key)));
      }
      state.found.push(state.last.get(this.keyOf(place) ?? ''));
    }
    const found = state.found[index];
    if (found instanceof FormulaFailure) throw found;
    return found ?? this.sumOfEarlier(index, this.owner.set.name, line);
  }

  private sumOfEarlier(index: number, setName: string, line: string): Decimal {
    return earlierSum(this.keptOf(index), setName, line);
  }
}

/** A field, or with a unit a line, of an earlier result; a line that had another unit then is as good as absent. */
function keptText(kept: KeptRow, name: string, lineUnit: string | undefined): string | null | undefined {
  if (name === 'date') return kept.date;
  if (lineUnit === undefined) return kept.fields[name];
  return (kept.units?.[name] ?? lineUnit) === lineUnit ? kept.lines[name] : undefined;
}

/** What an earlier result's row gave a linked set's line so far; fails when a line had no value then. */
function earlierSum(kept: KeptRow | undefined, setName: string, line: string): Decimal {
  const text = kept?.sums?.[setName]?.[line];
  if (text === null) return fail('field-missing', { field: `${setName}.${line}`, row: kept!.id });
  return text === undefined ? ZERO : decimal(text);
}

function sumsOf(other: LinkedSet, line: string): SumsByOrigin {
  const sums: SumsByOrigin = new Map();
  for (const [index, { date = '' }] of other.rows.entries()) {
    const key = other.links!.keyOf(index) ?? '';
    const list = entryOf(sums, key, () => []);
    list.push({ date, sum: added(other, line, index, list.at(-1)?.sum) });
  }
  return sums;
}

function added(
  other: LinkedSet,
  line: string,
  index: number,
  before: Decimal | FormulaFailure | undefined,
): Decimal | FormulaFailure {
  if (before instanceof FormulaFailure) return before;
  const cell = other.cell(line, index);
  if (cell instanceof FormulaFailure) {
    const cause = dependsOn(line, cell.failure);
    const row = other.rows[index]!.id;
    return new FormulaFailure({ code: 'row-failed', facts: { set: other.set.name, row }, cause });
  }
  try {
    const start = before ?? earlierSum(other.links!.keptOf(index), other.set.name, line);
    return start.plus(cell as Decimal);
  } catch (error) {
    if (error instanceof FormulaFailure) return error;
    throw error;
  }
}

/** How failures name what a row refers to. */
function originName({ order }: { order?: { id: string } }): string {
  return order?.id ?? '—';
}
