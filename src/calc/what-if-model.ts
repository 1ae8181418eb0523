import { type Decimal, decimal } from './decimal.js';
import { entryOf } from './entry-of.js';
import { dependsOn, FormulaFailure } from './failures.js';
import { compileFormula } from './formula/compile.js';
import type { CompiledFormula, Env } from './formula/compiled.js';
import type { FormulaNode } from './formula/tree.js';
import { partRules } from './part-rules.js';
import { agreed, monotone, pointAt, type Range, times } from './ranges.js';
import type { Subject } from './result.js';
import { type Rounding, round } from './rounding.js';
import type { Run } from './run.js';
import type { Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import { isGradeAttribute, keyOf } from './scheme-graph.js';
import type { SetRun } from './set-run.js';
import { rowAnswering, type StepTable } from './tables.js';
import type { Value } from './values.js';
import type { Choices, Held, Place } from './what-if-held.js';
import { Reach } from './what-if-reach.js';
import { FormulaWalk, heldOf, type WalkContext } from './what-if-walk.js';

/** Pay by line (and row); null where the line fails. */
export type PayHeld = ReadonlyMap<string, Held | null>;

/** The evaluation while an input is moved. */
export interface Moved {
  pay: PayHeld;
  /** Lines that have a value, before they are rounded. */
  exact: ReadonlyMap<string, Held>;
  choices: Choices;
}

/** What one input does to pay: the evaluation as it is, and everything between the input and pay. */
export class InputModel {
  readonly reach: Reach;
  private readonly parts = new Map<FormulaNode, CompiledFormula>();
  private readonly fixedValues = new Map<FormulaNode, Map<number, Value>>();

  constructor(
    readonly scheme: Scheme,
    readonly subject: Subject,
    readonly input: SchemeInput,
    readonly outcome: Run,
  ) {
    this.reach = new Reach(scheme, input.name);
  }

  /** The evaluation while the input, before proration, is anywhere in a range. Throws `Undecided`, `Unfollowed`. */
  move(range: Range, imposed?: Choices): Moved {
    return new MovedRun(this, range, imposed).run();
  }

  /** The value of a part of a formula that the input does not touch. Throws `FormulaFailure`. */
  fixed(node: FormulaNode, { line, row }: Place): Value {
    const index = row?.index ?? NO_ROW;
    const values = entryOf(this.fixedValues, node, () => new Map<number, Value>());
    const known = values.get(index);
    if (known !== undefined) return known;
    const { tables } = this.scheme;
    const part = entryOf(this.parts, node, () => compileFormula(node, line.formula, tables, line.round));
    const value = part(row ? row.set.envs[index]! : this.topEnv);
    values.set(index, value);
    return value;
  }

  private get topEnv(): Env {
    return { read: (name) => this.valueOf(name), rows: this.outcome.functions };
  }

  /** What a pay line is rounded to, by its key in `PayHeld`. */
  roundingOf(key: string): Rounding | undefined {
    const [first, column] = key.split(' ')[0]!.split('.') as [string, string | undefined];
    const { lines, rows } = this.scheme;
    return (column === undefined ? lines.get(first) : rows.get(first)!.lines.get(column))!.round;
  }

  valueOf(name: string): Value {
    const { params, inputs, lines } = this.outcome;
    const param = params.get(name);
    if (param !== undefined) return param;
    const { value, failure } = (inputs.get(name) ?? lines.get(name))!;
    if (value !== undefined) return value;
    throw new FormulaFailure(inputs.has(name) ? failure! : dependsOn(name, failure!));
  }
}

const NO_ROW = -1;

/** A value of the moved evaluation, or why there is none. */
type Cell = Held | FormulaFailure;

class MovedRun implements WalkContext {
  private readonly cells = new Map<string, Cell>();
  private readonly exact = new Map<string, Held>();
  private readonly walk: FormulaWalk;

  constructor(
    private readonly model: InputModel,
    private readonly range: Range,
    imposed?: Choices,
  ) {
    this.walk = new FormulaWalk(this, imposed);
  }

  get tables(): Scheme['tables'] {
    return this.model.scheme.tables;
  }

  run(): Moved {
    for (const step of this.model.reach.steps) {
      if ('name' in step) this.cells.set(step.name, this.topCell(step.name));
      else this.runColumns(this.setOf(step.set.name), step.columns);
    }
    return { pay: this.pay(), exact: this.exact, choices: this.walk.choices };
  }

  private runColumns(set: SetRun, columns: readonly string[]): void {
    for (const index of set.rows.keys()) {
      const row = { set, index };
      for (const name of columns) this.cells.set(cellKey(name, row), this.rowCell(name, row));
    }
  }

  private pay(): PayHeld {
    const { scheme, reach } = this.model;
    const keys = payCodes(scheme.lines).filter((code) => reach.has(code));
    for (const declared of scheme.rows.values()) {
      const set = this.setOf(declared.name);
      const codes = payCodes(declared.lines).filter((code) => reach.has(code, declared));
      keys.push(...codes.flatMap((code) => set.rows.map((_, index) => cellKey(code, { set, index }))));
    }
    return new Map(keys.map((key) => [key, heldOrNull(this.cells.get(key)!)]));
  }

  private topCell(name: string): Cell {
    const { scheme, input } = this.model;
    const line = scheme.lines.get(name);
    if (line) return this.lineCell(line);
    const declared = scheme.inputs.get(name)!;
    if (name === input.name) return this.ofPart(name, () => this.prorated(declared, this.range));
    if (this.model.subject.trial && isGradeAttribute(declared)) return this.gradeCell(declared);
    const { whole, value, failure } = this.model.outcome.inputs.get(name)!;
    if (declared.prorate === undefined)
      return value === undefined ? new FormulaFailure(failure!) : heldOf(value);
    return whole === undefined
      ? new FormulaFailure(failure!)
      : this.ofPart(name, () => this.prorated(declared, pointAt(whole as Decimal)));
  }

  /** What a part of the period has of an input; the cell itself where the whole period is evaluated. */
  private ofPart(name: string, cell: () => Cell): Cell {
    const { scheme, subject, outcome } = this.model;
    const { stretch } = subject;
    if (!stretch) return cell();
    const { failure } = outcome.inputs.get(name)!;
    if (failure?.code === 'part-unclear') return new FormulaFailure(failure);
    const whole = cell();
    if (whole instanceof FormulaFailure || !partRules(scheme).shared.has(name)) return whole;
    const { days, of } = stretch;
    if (days === null || of === null || of === '0')
      return new FormulaFailure({ code: 'prorate-missing', facts: { input: name, by: 'norm_days' } });
    return times(whole as Range, pointAt(decimal(days).div(decimal(of))));
  }

  private prorated({ prorate, name }: SchemeInput, whole: Range, row?: Place['row']): Cell {
    if (prorate === undefined) return whole;
    const facts = { input: name, by: prorate };
    try {
      return times(whole, this.readCell(prorate, row) as Range);
    } catch (error) {
      if (error instanceof FormulaFailure) return new FormulaFailure({ code: 'prorate-missing', facts });
      throw error;
    }
  }

  private rowCell(name: string, row: { set: SetRun; index: number }): Cell {
    const line = row.set.set.lines.get(name);
    if (line) return this.lineCell(line, row);
    const { whole, failure } = row.set.inputs.get(name)![row.index]!;
    if (whole === undefined) return new FormulaFailure(failure!);
    return this.prorated(row.set.set.inputs.get(name)!, pointAt(whole as Decimal), row);
  }

  private lineCell(line: SchemeLine, row?: Place['row']): Cell {
    const { outcome, scheme, subject } = this.model;
    if (!row && subject.stretch && partRules(scheme).undated.has(line.code))
      return new FormulaFailure(outcome.lines.get(line.code)!.failure!);
    try {
      row?.set.links?.refuseUnfit(row.index);
      const exact = this.walk.walk(line.tree, { line, ...(row && { row }) });
      this.exact.set(row ? cellKey(line.code, row) : line.code, exact);
      return line.round && typeof exact === 'object'
        ? monotone(exact, (value) => round(value, line.round!))
        : exact;
    } catch (error) {
      if (error instanceof FormulaFailure) return error;
      throw error;
    }
  }

  /** In a trial the grade follows at once from what its table is keyed by. */
  private gradeCell(input: SchemeInput): Cell {
    const rule = this.model.scheme.grade!;
    const table = this.tables.get(rule.table) as StepTable;
    const key = this.readCell(rule.by) as Range;
    const row = agreed([rowAnswering(table.rows, key.lo), rowAnswering(table.rows, key.hi)]);
    const chosen = this.walk.choose(rule, {}, row === undefined ? undefined : String(row));
    const cell = table.rows[Number(chosen)]?.cells[input.key === 'grade' ? 'grade' : 'salary'];
    return cell === undefined || cell === null
      ? new FormulaFailure({ code: 'input-missing', facts: { input: input.name } })
      : heldOf(cell);
  }

  read(name: string, { row }: Place): Held {
    return this.readCell(name, row);
  }

  private readCell(name: string, row?: Place['row']): Held {
    const isOfRow = row?.set.has(name);
    const cell = this.cells.get(isOfRow ? cellKey(name, row!) : name);
    if (cell === undefined)
      return heldOf(isOfRow ? row!.set.read(name, row!.index) : this.model.valueOf(name));
    if (!(cell instanceof FormulaFailure)) return cell;
    throw this.model.scheme.inputs.has(name) ? cell : new FormulaFailure(dependsOn(name, cell.failure));
  }

  touches(node: FormulaNode, { row }: Place): boolean {
    return this.model.reach.touches(node, row?.set.set);
  }

  fixed(node: FormulaNode, place: Place): Value {
    return this.model.fixed(node, place);
  }

  setOf(name: string): SetRun {
    return this.model.outcome.sets.get(name)!;
  }
}

const cellKey = (name: string, { set, index }: { set: SetRun; index: number }): string =>
  `${keyOf(name, set.set)} ${index}`;

const payCodes = (lines: ReadonlyMap<string, SchemeLine>): string[] =>
  [...lines.values()].filter(({ pay }) => pay !== undefined).map(({ code }) => code);

const heldOrNull = (cell: Cell): Held | null => (cell instanceof FormulaFailure ? null : cell);
