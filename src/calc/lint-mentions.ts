import { type Decimal, parseNumberLiteral } from './decimal.js';
import { entryOf } from './entry-of.js';
import type { CallNode, FormulaNode } from './formula/tree.js';
import { partsOf } from './formula/tree.js';
import type { RowSet, Scheme, SchemeLine } from './scheme-document.js';
import { keyOf } from './scheme-graph.js';
import type { Table } from './tables.js';
import { isDecimal, type Value } from './values.js';

/** What a scheme compares an input, or a field of rows, with: table rows and constants, by `sales` or `orders.amount`. */
export interface Mentions {
  numbers: Decimal[];
  texts: string[];
}

/** Every constant that something is compared with or looked up by, under the names of what is compared. */
export function mentionsOf(scheme: Scheme): ReadonlyMap<string, Mentions> {
  return new MentionFinder(scheme).find();
}

class MentionFinder {
  private readonly found = new Map<string, Mentions>();

  constructor(private readonly scheme: Scheme) {}

  find(): ReadonlyMap<string, Mentions> {
    for (const { tree } of this.scheme.lines.values()) this.visit(tree, undefined);
    for (const set of this.scheme.rows.values()) {
      for (const { tree } of set.lines.values()) this.visit(tree, set);
    }
    const { grade } = this.scheme;
    const table = grade && this.scheme.tables.get(grade.table);
    if (grade && table) this.add(nameNode(grade.by), undefined, numbersOf(table));
    return this.found;
  }

  private visit(node: FormulaNode, set: RowSet | undefined): void {
    if (node.kind === 'comparison') {
      this.add(node.left, set, this.constants(node.right));
      this.add(node.right, set, this.constants(node.left));
    } else if (node.kind === 'in') {
      this.add(
        node.operand,
        set,
        node.items.flatMap((item) => this.constants(item)),
      );
    } else if (node.kind === 'call') this.visitLookup(node, set);
    const inner = node.kind === 'call' ? this.setOf(node) : undefined;
    for (const part of partsOf(node)) this.visit(part, inner ?? set);
  }

  private visitLookup({ args }: CallNode, set: RowSet | undefined): void {
    const [first, ...keys] = args;
    const name = first?.kind === 'column' ? first.table : first?.kind === 'name' ? first.name : '';
    const table = this.scheme.tables.get(name);
    if (!table) return;
    for (const [place, key] of keys.entries()) this.add(key, set, constantsOf(table, place));
  }

  /** The set a SUM or COUNT goes over. */
  private setOf({ name, args }: CallNode): RowSet | undefined {
    const [first] = args;
    if (name !== 'SUM' && name !== 'COUNT') return undefined;
    return first?.kind === 'name' ? this.scheme.rows.get(first.name) : undefined;
  }

  private constants(node: FormulaNode): Value[] {
    if (node.kind === 'number') return [parseNumberLiteral(node.text)!];
    if (node.kind === 'text') return [node.text];
    const param = node.kind === 'name' ? this.scheme.params.get(node.name) : undefined;
    return param ? [param.value] : [];
  }

  /** Notes the constants for each name that the compared expression adds up. */
  private add(node: FormulaNode, set: RowSet | undefined, constants: readonly Value[]): void {
    if (constants.length === 0) return;
    for (const key of this.namesIn(node, set, new Set())) {
      const { numbers, texts } = entryOf(this.found, key, () => ({ numbers: [], texts: [] }));
      for (const value of constants) {
        if (isDecimal(value)) numbers.push(value);
        else if (typeof value === 'string') texts.push(value);
      }
    }
  }

  private namesIn(node: FormulaNode, set: RowSet | undefined, seen: Set<SchemeLine>): string[] {
    if (node.kind === 'name') {
      const isOfSet = set && [set.fields, set.inputs, set.lines].some((names) => names.has(node.name));
      const line = (isOfSet ? set.lines : this.scheme.lines).get(node.name);
      if (!line) return [keyOf(node.name, isOfSet ? set : undefined)];
      if (seen.has(line)) return [];
      seen.add(line);
      return this.namesIn(line.tree, isOfSet ? set : undefined, seen);
    }
    if (node.kind === 'negate') return this.namesIn(node.operand, set, seen);
    if (node.kind === 'arithmetic' && (node.sign === '+' || node.sign === '-')) {
      return [node.left, node.right].flatMap((part) => this.namesIn(part, set, seen));
    }
    if (node.kind !== 'call') return [];
    const inner = this.setOf(node);
    if (inner) return node.args.slice(1).flatMap((part) => this.namesIn(part, inner, seen));
    return ADDITIVE.has(node.name) ? node.args.flatMap((part) => this.namesIn(part, set, seen)) : [];
  }
}

/** Functions whose value is of the size of what they are given. */
const ADDITIVE: ReadonlySet<string> = new Set(['MIN', 'MAX', 'ROUND', 'FLOOR', 'CEIL', 'DEFAULT', 'PRIOR']);

const nameNode = (name: string): FormulaNode => ({ kind: 'name', name, at: { start: 0, end: 0 } });

function constantsOf(table: Table, place: number): readonly Value[] {
  if (table.kind === 'step') return numbersOf(table);
  if (table.kind === 'match') return table.rows.flatMap(({ keys }) => keys[place] ?? []);
  return (place === 0 ? table.down : table.across).keys;
}

/** Starts and ends of a table's rows. */
function numbersOf(table: Table): Decimal[] {
  return table.kind === 'step' ? table.rows.flatMap(({ start, to }) => (to ? [start, to] : [start])) : [];
}
