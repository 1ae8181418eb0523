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
import type { Run } from './run.js';
import type { Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
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

  constructor(
    private readonly scheme: Scheme,
    private readonly outcome: Run,
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
    const { value, averaged, summed } = this.outcome.inputs.get(input.name)!;
    const isComputed = averaged !== undefined || summed !== undefined || input.prorate !== undefined;
    return value !== undefined && isDecimal(value) && isComputed ? this.printInput(input).text : null;
  }

  private printLine(line: SchemeLine): Printed {
    const context: SubstituteContext = {
      printName: (name) => this.printName(name),
      evaluate: (node) => this.evaluate(node, line.formula),
      lookupUnit: (call) => this.lookupUnit(call),
    };
    return substitute(line.tree, context);
  }

  private evaluate(node: FormulaNode, text: string): Value {
    const env: Env = { read: (name) => this.valueOf(name) };
    return compileFormula(node, text, this.scheme.tables)(env);
  }

  private valueOf(name: string): Value {
    const param = this.outcome.params.get(name);
    if (param !== undefined) return param;
    const input = this.outcome.inputs.get(name);
    const { value, failure } = input ?? this.outcome.lines.get(name)!;
    if (value !== undefined) return value;
    throw new FormulaFailure(input ? failure! : dependsOn(name, failure!));
  }

  private lookupUnit({ args: [first] }: CallNode): Unit {
    const table = this.scheme.tables.get(
      first!.kind === 'column' ? first!.table : (first as { name: string }).name,
    )!;
    return table.kind === 'matrix' ? table.gives : table.columns.get((first as { column: string }).column)!;
  }

  private printName(name: string): Printed {
    const cached = this.cache.get(name);
    if (cached) return cached;
    const value = this.valueOf(name);
    const { inputs, params, lines } = this.scheme;
    const unit = (inputs.get(name) ?? params.get(name) ?? lines.get(name))!.unit;
    const isEndless = isDecimal(value) && !snap(value).eq(value);
    const inline = isEndless ? this.printEndless(name) : undefined;
    const printed = inline && inline.text.length <= INLINE_MAX ? inline : printValue(value, unit);
    this.cache.set(name, printed);
    return printed;
  }

  private printEndless(name: string): Printed | undefined {
    const line = this.scheme.lines.get(name);
    if (line) return this.printLine(line);
    const input = this.scheme.inputs.get(name);
    return input && this.printInput(input);
  }

  private printInput(input: SchemeInput): Printed {
    const whole = this.printWhole(input);
    if (input.prorate === undefined) return whole;
    const by = this.printName(input.prorate);
    return { text: `${wrap(whole, PRODUCT_LEVEL)} * ${wrap(by, PRODUCT_LEVEL + 1)}`, level: PRODUCT_LEVEL };
  }

  private printWhole(input: SchemeInput): Printed {
    const { averaged, summed, whole } = this.outcome.inputs.get(input.name)!;
    const added = averaged ?? summed;
    if (!added) return printValue(whole!, input.unit);
    const text = added.map((value) => wrap(printValue(value, input.unit), PRODUCT_LEVEL)).join(' + ');
    const sum: Printed = added.length > 1 ? { text, level: SUM_LEVEL } : printValue(added[0]!, input.unit);
    if (!averaged) return sum;
    return { text: `${wrap(sum, PRODUCT_LEVEL)} / ${averaged.length}`, level: PRODUCT_LEVEL };
  }
}
