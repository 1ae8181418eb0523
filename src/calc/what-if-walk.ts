import type { Decimal } from './decimal.js';
import { fail } from './failures.js';
import { compareValues } from './formula/arithmetic.js';
import type { ArithmeticNode, CallNode, FormulaNode, InNode, NameNode } from './formula/tree.js';
import {
  agreed,
  divided,
  isPoint,
  isZeroIn,
  minus,
  negated,
  orders,
  plus,
  pointAt,
  type Range,
  times,
  Undecided,
} from './ranges.js';
import type { SetRun } from './set-run.js';
import type { Table } from './tables.js';
import { isDecimal, type Value } from './values.js';
import { CALLS } from './what-if-calls.js';
import { type Choice, type Choices, type Held, type Place, Unfollowed, type Walker } from './what-if-held.js';

/** What a walk reads of the evaluation around it. */
export interface WalkContext {
  readonly tables: ReadonlyMap<string, Table>;
  read(name: string, place: Place): Held;
  touches(node: FormulaNode, place: Place): boolean;
  fixed(node: FormulaNode, place: Place): Value;
  setOf(name: string): SetRun;
}

/** Numbers stand for parts of formulas in the names of choices. */
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/**
 * Works formulas out while one input moves through a range, and remembers what every comparison and lookup chose.
 * A choice that is not the same in the whole range stops it with `Undecided`. Choices imposed are taken as they are.
 */
export class FormulaWalk implements Walker {
  readonly choices = new Map<string, Choice>();

  constructor(
    private readonly context: WalkContext,
    private readonly imposed?: Choices,
  ) {}

  get tables(): ReadonlyMap<string, Table> {
    return this.context.tables;
  }

  walk(node: FormulaNode, place: Place): Held {
    if (!this.context.touches(node, place)) return heldOf(this.fixed(node, place));
    switch (node.kind) {
      case 'name':
        return this.context.read(node.name, place);
      case 'negate':
        return negated(this.number(node.operand, place));
      case 'not':
        return !this.walk(node.operand, place);
      case 'arithmetic':
        return this.arithmetic(node, place);
      case 'comparison': {
        const isTrue = COMPARISONS[node.sign]!;
        const outcomes = this.ordersOf(this.walk(node.left, place), this.walk(node.right, place)).map(isTrue);
        return this.choose(node, place, agreed(outcomes));
      }
      case 'and':
        return this.walk(node.left, place) && this.walk(node.right, place);
      case 'or':
        return this.walk(node.left, place) || this.walk(node.right, place);
      case 'in':
        return this.choose(node, place, this.isIn(node, place));
      case 'call':
        return (CALLS[node.name] ?? unfollowed)(this, node, place);
      case 'column':
        throw new Unfollowed();
      default:
        throw new TypeError(`${node.kind} depends on nothing`);
    }
  }

  number(node: FormulaNode, place: Place): Range {
    return this.walk(node, place) as Range;
  }

  still(node: FormulaNode, place: Place): Decimal {
    const range = this.number(node, place);
    if (!isPoint(range)) throw new Undecided();
    return range.lo;
  }

  fixed(node: FormulaNode, place: Place): Value {
    return this.context.fixed(node, place);
  }

  rowsOf({ args: [first] }: CallNode): SetRun {
    return this.context.setOf((first as NameNode).name);
  }

  choose<C extends Choice>(at: object, { row }: Pick<Place, 'row'>, found: C | undefined): C {
    const number = numbers.get(at) ?? ++lastNumber;
    numbers.set(at, number);
    const key = row ? `${number} ${row.index}` : String(number);
    const choice = (this.imposed?.get(key) as C | undefined) ?? found;
    if (choice === undefined) throw new Undecided();
    this.choices.set(key, choice);
    return choice;
  }

  private arithmetic(node: ArithmeticNode, place: Place): Range {
    const { sign, left, right } = node;
    const [a, b] = [this.number(left, place), this.number(right, place)];
    if (sign === '+') return plus(a, b);
    if (sign === '-') return minus(a, b);
    if (sign === '*') return times(a, b);
    if (this.choose(node, place, isZeroIn(b))) return fail('zero-divide', { divisor: '' });
    return divided(a, b);
  }

  private ordersOf(a: Held, b: Held): readonly number[] {
    if (typeof a === 'object' && typeof b === 'object') return orders(a, b);
    return [compareValues(a as string | boolean, b as string | boolean)];
  }

  private isIn({ operand, items }: InNode, place: Place): boolean | undefined {
    const value = this.walk(operand, place);
    for (const item of items) {
      const isEqual = agreed(this.ordersOf(value, this.walk(item, place)).map((order) => order === 0));
      if (isEqual !== false) return isEqual;
    }
    return false;
  }
}

const COMPARISONS: Record<string, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function unfollowed(): never {
  throw new Unfollowed();
}

/** The values of a part of a formula that does not move. */
export function heldOf(value: Value): Held {
  return isDecimal(value) ? pointAt(value) : value;
}
