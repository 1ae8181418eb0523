import { snap } from './decimal.js';
import { dependsOn, FormulaFailure } from './failures.js';
import { compileFormula } from './formula/compile.js';
import type { Env } from './formula/compiled.js';
import {
  type Printed,
  printValue,
  type SubstituteContext,
  substitute,
  Unwritable,
  wrap,
} from './formula/substitute.js';
import type { CallNode, FormulaNode } from './formula/tree.js';
import type { InputOutcome } from './inputs.js';
import type { Run } from './run.js';
import type { Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import type { SetRun } from './set-run.js';
import type { Unit } from './units.js';
import { isDecimal, type Value } from './values.js';

/** An expression put in place of a name is at most this long; beyond it stands the 40-digit number. */
const INLINE_MAX = 200;
const SUM_LEVEL = 5;
const PRODUCT_LEVEL = 6;

/**
 * Writes lines and inputs with values in place of names. A value that never ends (an average, a quotient that no
 * line rounds) is written as the expression it comes from, so that whoever recomputes it gets the same.
 */
export class LineWriter {
  private readonly cache = new Map<string, Printed>();

  /** `place` is the row written about, `top` the writer of the scheme's own names then. */
  constructor(
    private readonly scheme: Scheme,
    private readonly outcome: Run,
    private readonly place?: { set: SetRun; index: number; top: LineWriter },
  ) {}

  /** Null for a line whose value cannot be written in the language. */
  lineText(line: SchemeLine): string | null {
    try {
      return this.printLine(line).text;
    } catch (error) {
      if (error instanceof Unwritable) return null;
      throw error;
    }
  }

  /** `(20 + 21 + 21) / 3 * 50%`; null where the value is the observation itself, or there is none. */
  inputText(input: SchemeInput): string | null {
    const { value, averaged, summed, part } = this.inputOf(input.name);
    const isComputed = [averaged, summed, input.prorate, part].some((how) => how !== undefined);
    return value !== undefined && isDecimal(value) && isComputed ? this.printInput(input).text : null;
  }

  private printLine(line: SchemeLine): Printed {
    const context: SubstituteContext = {
      printName: (name) => this.printName(name),
      evaluate: (node) => this.evaluate(node, line),
      lookupUnit: (call) => this.lookupUnit(call),
      ...(line.round && { round: line.round }),
    };
    return substitute(line.tree, context);
  }

  private evaluate(node: FormulaNode, { formula, round }: SchemeLine): Value {
    const env = this.place?.set.envs[this.place.index] ?? this.topEnv;
    return compileFormula(node, formula, this.scheme.tables, round)(env);
  }

  private get topEnv(): Env {
    return { read: (name) => this.valueOf(name), rows: this.outcome.functions };
  }

  private valueOf(name: string): Value {
    if (this.place) return this.place.set.read(name, this.place.index);
    const param = this.outcome.params.get(name);
    if (param !== undefined) return param;
    const input = this.outcome.inputs.get(name);
    const { value, failure } = input ?? this.outcome.lines.get(name)!;
    if (value !== undefined) return value;
    throw new FormulaFailure(input ? failure! : dependsOn(name, failure!));
  }

  /** BANDS multiplies the column by the key, so its answer is no longer a ratio. */
  private lookupUnit({ name, args: [first] }: CallNode): Unit | null {
    if (name === 'BANDS') return null;
    const table = this.scheme.tables.get(
      first!.kind === 'column' ? first!.table : (first as { name: string }).name,
    )!;
    return table.kind === 'matrix' ? table.gives : table.columns.get((first as { column: string }).column)!;
  }

  private printName(name: string): Printed {
    const cached = this.cache.get(name);
    if (cached) return cached;
    if (this.place && !this.place.set.has(name)) return this.place.top.printName(name);
    const value = this.valueOf(name);
    const unit = this.unitOf(name);
    const isEndless = isDecimal(value) && !snap(value).eq(value);
    const inline = isEndless ? this.printEndless(name) : undefined;
    const printed = inline && inline.text.length <= INLINE_MAX ? inline : printValue(value, unit);
    this.cache.set(name, printed);
    return printed;
  }

  private unitOf(name: string): Unit | null {
    if (this.place) return this.place.set.unitOf(name);
    const { inputs, params, lines } = this.scheme;
    return (inputs.get(name) ?? params.get(name) ?? lines.get(name))!.unit;
  }

  private printEndless(name: string): Printed | undefined {
    const { lines, inputs } = this.place?.set.set ?? this.scheme;
    const line = lines.get(name);
    if (line) return this.printLine(line);
    const input = inputs.get(name);
    return input && this.printInput(input);
  }

  private inputOf(name: string): InputOutcome {
    return this.place ? this.place.set.inputs.get(name)![this.place.index]! : this.outcome.inputs.get(name)!;
  }

  private printInput(input: SchemeInput): Printed {
    const prorated = this.printProrated(input);
    const { part } = this.inputOf(input.name);
    if (!part) return prorated;
    return { text: `${wrap(prorated, PRODUCT_LEVEL)} * ${part.days} / ${part.of}`, level: PRODUCT_LEVEL };
  }

  private printProrated(input: SchemeInput): Printed {
    const whole = this.printWhole(input);
    if (input.prorate === undefined) return whole;
    const by = this.printName(input.prorate);
    return { text: `${wrap(whole, PRODUCT_LEVEL)} * ${wrap(by, PRODUCT_LEVEL + 1)}`, level: PRODUCT_LEVEL };
  }

  private printWhole(input: SchemeInput): Printed {
    const { averaged, summed, whole } = this.inputOf(input.name);
    const added = averaged ?? summed;
    if (!added) return printValue(whole!, input.unit);
    const text = added.map((value) => wrap(printValue(value, input.unit), PRODUCT_LEVEL)).join(' + ');
    const sum: Printed = added.length > 1 ? { text, level: SUM_LEVEL } : printValue(added[0]!, input.unit);
    if (!averaged) return sum;
    return { text: `${wrap(sum, PRODUCT_LEVEL)} / ${averaged.length}`, level: PRODUCT_LEVEL };
  }
}
