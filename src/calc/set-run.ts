import { type Decimal, decimal, toSnappedText } from './decimal.js';
import { entryOf } from './entry-of.js';
import { dependsOn, FormulaFailure, fail } from './failures.js';
import type { Branched, Env, RowFunctions } from './formula/compiled.js';
import type { ColumnNode } from './formula/tree.js';
import { type InputOutcome, inputOutcome } from './inputs.js';
import { type LinkedSet, OriginLinks } from './origin-links.js';
import type { GivenRow, KeptRow, Subject } from './result.js';
import { round } from './rounding.js';
import { AGE, DONE_BEFORE } from './row-fields.js';
import { fieldValue, givenRows, keptRows, keyOfRow } from './row-order.js';
import type { RowSet, SchemeLine } from './scheme-document.js';
import type { Unit } from './units.js';
import { isDecimal, type Value } from './values.js';

/** A cell of a column: its value, or why it has none. */
type Cell = Value | FormulaFailure;
type Reader = (index: number) => Value;

/** What sets of one run need of it. */
export interface RunContext {
  subject: Subject;
  readTop(name: string): Value;
  topInput(name: string): InputOutcome | undefined;
  setOf(name: string): SetRun;
  functions: RowFunctions;
  branched: Branched | undefined;
}

/** One set while a run works through it: rows in their order, and the columns computed so far. */
export class SetRun implements LinkedSet {
  readonly rows: readonly GivenRow[];
  /** Sets of kept rows only: the row each stands for. */
  readonly keptRows: readonly KeptRow[];
  /** Nobody handed in rows, not even none of them: what reads the set fails, since no rows would pay less. */
  readonly isMissing: boolean;
  readonly envs: readonly Env[];
  readonly inputs = new Map<string, InputOutcome[]>();
  readonly failedColumns = new Map<string, FormulaFailure>();
  readonly links: OriginLinks | undefined;
  private readonly cells = new Map<string, Cell[]>();
  private readonly readers = new Map<string, Reader>();
  private places: Map<string, number> | undefined;

  constructor(
    readonly set: RowSet,
    private readonly context: RunContext,
  ) {
    this.keptRows = set.kind === 'kept' ? keptRows(set, context.subject) : [];
    this.rows = set.kind === 'kept' ? this.keptRows.map(ofKept) : givenRows(set, context.subject);
    this.isMissing = set.kind !== 'kept' && !Object.hasOwn(context.subject.rows ?? {}, set.name);
    this.links = set.of === undefined ? undefined : new OriginLinks(this, context);
    this.envs = this.rows.map((_, index) => new RowEnv(this, index, context));
    this.addReaders();
  }

  private addReaders(): void {
    const { set } = this;
    if (set.kind === 'kept') {
      // A kept row is the fact itself: its fields and lines are read without `order.` too.
      const origin = this.context.setOf(set.of!).set;
      for (const name of [...origin.fields.keys(), ...origin.inputs.keys(), ...origin.lines.keys()]) {
        this.readers.set(name, (index) => this.links!.field(index, name));
      }
    }
    for (const [name, unit] of set.fields) {
      if (name === DONE_BEFORE) this.readers.set(name, (index) => this.links!.doneBefore(index));
      else if (name === AGE) this.readers.set(name, (index) => this.links!.age(index));
      else this.readers.set(name, (index) => fieldValue(this.rows[index]!, name, unit));
    }
    for (const name of set.inputs.keys()) this.readers.set(name, (index) => this.readInput(name, index));
    for (const name of set.lines.keys()) this.readers.set(name, (index) => this.readLine(name, index));
  }

  /** Works out one cell; rows of a column come in their order. */
  compute(name: string, index: number): void {
    const line = this.set.lines.get(name);
    if (line) this.computeLine(line, index);
    else this.computeInput(name, index);
  }

  private computeLine(line: SchemeLine, index: number): void {
    const column = entryOf(this.cells, line.code, () => []);
    try {
      this.links?.refuseUnfit(index);
      const exact = line.run(this.envs[index]!);
      column[index] = line.round && isDecimal(exact) ? round(exact, line.round) : exact;
    } catch (error) {
      if (!(error instanceof FormulaFailure)) throw error;
      column[index] = error;
    }
  }

  private computeInput(name: string, index: number): void {
    const input = this.set.inputs.get(name)!;
    const by = input.prorate;
    const prorating =
      by === undefined ? undefined : (this.inputs.get(by)?.[index] ?? this.context.topInput(by));
    entryOf(this.inputs, name, () => [])[index] = inputOutcome(
      input,
      this.rows[index]!.inputs?.[name],
      prorating,
    );
  }

  /** A column without rows fails when nobody handed them in, or when it would share a fund among nobody. */
  checkEmpty(name: string, env: Env): void {
    if (this.isMissing) {
      const facts = { set: this.set.name };
      this.failedColumns.set(name, new FormulaFailure({ code: 'rows-missing', facts }));
    }
    for (const fund of this.set.lines.get(name)?.funds ?? []) {
      try {
        const value = fund(env) as Decimal;
        if (!value.isZero()) fail('fund-without-members', { fund: toSnappedText(value) });
      } catch (error) {
        if (!(error instanceof FormulaFailure)) throw error;
        this.failedColumns.set(name, error);
      }
    }
  }

  read(name: string, index: number): Value {
    const reader = this.readers.get(name);
    return reader ? reader(index) : this.context.readTop(name);
  }

  /** Whether a name is of the set's rows, and not of the top level. */
  has(name: string): boolean {
    return this.readers.has(name);
  }

  /** The unit of a name of the set's rows; null where it is the name of what a kept row stands for. */
  unitOf(name: string): Unit | null {
    const { fields, inputs, lines } = this.set;
    return fields.get(name) ?? (inputs.get(name) ?? lines.get(name))?.unit ?? null;
  }

  readOrigin(node: ColumnNode, index: number): Value {
    return node.line === undefined
      ? this.links!.field(index, node.column)
      : this.links!.linkedSum(index, node.column, node.line);
  }

  /** The cell of a line: its value or why it has none. */
  cell(line: string, index: number): Cell {
    return this.cells.get(line)![index]!;
  }

  private readLine(name: string, index: number): Value {
    const cell = this.cells.get(name)![index]!;
    if (cell instanceof FormulaFailure) throw new FormulaFailure(dependsOn(name, cell.failure));
    return cell;
  }

  private readInput(name: string, index: number): Value {
    const { value, failure } = this.inputs.get(name)![index]!;
    if (value !== undefined) return value;
    throw new FormulaFailure(failure!);
  }

  /** Where the row with a key stands; undefined when the set has none. */
  placeOf(key: string): number | undefined {
    this.places ??= new Map(this.rows.map((row, index) => [keyOfRow(row, this.set), index] as const));
    return this.places.get(key);
  }

  /** The amount of a row as it was handed in; null when it has none. */
  amountOf(index: number): Decimal | null {
    const text = this.rows[index]!.fields?.amount;
    return text === undefined || text === null ? null : decimal(text);
  }
}

class RowEnv implements Env {
  readonly row: { set: string; index: number };
  readonly rows: RowFunctions;
  readonly branched: Branched | undefined;

  constructor(
    private readonly owner: SetRun,
    index: number,
    { functions, branched }: RunContext,
  ) {
    this.rows = functions;
    this.branched = branched;
    this.row = { set: owner.set.name, index };
  }

  read(name: string): Value {
    return this.owner.read(name, this.row.index);
  }

  readOrigin(node: ColumnNode): Value {
    return this.owner.readOrigin(node, this.row.index);
  }
}

function ofKept({ id, source, kind, date }: KeptRow): GivenRow {
  return {
    id,
    ...(source !== undefined && { source }),
    ...(kind !== undefined && { kind }),
    ...(date !== undefined && { date }),
  };
}
