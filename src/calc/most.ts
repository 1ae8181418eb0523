import { parseNumberLiteral, toText } from './decimal.js';
import type { CallNode, FormulaNode } from './formula/tree.js';
import { hull, negated, plus, pointAt, type Range, times } from './ranges.js';
import { round } from './rounding.js';
import type { Scheme, SchemeLine } from './scheme-document.js';
import type { Table } from './tables.js';
import { isDecimal, type Value } from './values.js';

/**
 * The most a line can come to whatever its inputs are, as text: from the cells of the tables and the numbers it is made of.
 * Null where these set no bound, as with a plan that may be exceeded.
 */
export function mostOf(scheme: Scheme, line: SchemeLine): string | null {
  const range = boundsOfLine(scheme, line);
  return range ? toText(range.hi) : null;
}

function boundsOfLine(scheme: Scheme, { tree, round: rounding }: SchemeLine): Range | undefined {
  const range = boundsOf(scheme, tree);
  return range && rounding ? { lo: round(range.lo, rounding), hi: round(range.hi, rounding) } : range;
}

function boundsOf(scheme: Scheme, node: FormulaNode): Range | undefined {
  const of = (part: FormulaNode) => boundsOf(scheme, part);
  switch (node.kind) {
    case 'number': {
      const value = parseNumberLiteral(node.text);
      return value && pointAt(value);
    }
    case 'name': {
      const line = scheme.lines.get(node.name);
      const param = scheme.params.get(node.name);
      if (line) return boundsOfLine(scheme, line);
      return param && param.override.length === 0 && isDecimal(param.value)
        ? pointAt(param.value)
        : undefined;
    }
    case 'negate': {
      const range = of(node.operand);
      return range && negated(range);
    }
    case 'arithmetic': {
      const [left, right] = [of(node.left), of(node.right)];
      if (!left || !right || node.sign === '/') return undefined;
      if (node.sign === '*') return times(left, right);
      return plus(left, node.sign === '-' ? negated(right) : right);
    }
    case 'call':
      return boundsOfCall(scheme, node);
    default:
      return undefined;
  }
}

function boundsOfCall(scheme: Scheme, { name, args }: CallNode): Range | undefined {
  const all = (parts: readonly FormulaNode[]): Range | undefined => {
    const ranges = parts.map((part) => boundsOf(scheme, part));
    return ranges.every((range) => range !== undefined)
      ? hull(ranges.flatMap(({ lo, hi }) => [lo, hi]))
      : undefined;
  };
  if (name === 'IF') return all(args.slice(1));
  if (name === 'MIN' || name === 'MAX' || name === 'DEFAULT') return all(args);
  const [column] = args;
  if ((name !== 'STEP' && name !== 'MATCH' && name !== 'CURVE') || column?.kind !== 'column')
    return undefined;
  const keys = args.slice(1).map((arg) => (arg.kind === 'text' ? arg.text : undefined));
  const cells = cellsOf(scheme.tables.get(column.table), column.column, keys);
  const numbers = cells.filter((cell) => cell !== null && cell !== undefined).filter(isDecimal);
  return numbers.length > 0 ? hull(numbers) : undefined;
}

/** Cells of a column; of a table of texts those of the rows that keys written in the formula may reach. */
function cellsOf(
  table: Table | undefined,
  column: string,
  keys: readonly (string | undefined)[],
): (Value | null | undefined)[] {
  if (table?.kind === 'step')
    return table.rows.some(({ slope }) => slope)
      ? []
      : [...table.rows.map(({ cells }) => cells[column]), table.below?.[column]];
  if (table?.kind !== 'match') return [];
  const isReached = (own: readonly (string | null)[]) =>
    own.every((key, place) => key === null || keys[place] === undefined || key === keys[place]);
  return table.rows.filter((row) => isReached(row.keys)).map(({ cells }) => cells[column]);
}
