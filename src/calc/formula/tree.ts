/** A stretch of formula text: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

type ArithmeticSign = '+' | '-' | '*' | '/';
type ComparisonSign = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface NumberNode {
  kind: 'number';
  /** As written: `12`, `0.5`, `1.3%`. */
  text: string;
  at: Span;
}
interface TextNode {
  kind: 'text';
  text: string;
  at: Span;
}
interface FlagNode {
  kind: 'flag';
  value: boolean;
  at: Span;
}
export interface NameNode {
  kind: 'name';
  name: string;
  at: Span;
}
/**
 * `table.column` as the first argument of a lookup; in a linked set `order.field`, `order.line` and, with `line`,
 * `order.SET.line`.
 */
export interface ColumnNode {
  kind: 'column';
  table: string;
  column: string;
  line?: string;
  at: Span;
}
interface NegateNode {
  kind: 'negate';
  operand: FormulaNode;
  at: Span;
}
interface NotNode {
  kind: 'not';
  operand: FormulaNode;
  at: Span;
}
export interface ArithmeticNode {
  kind: 'arithmetic';
  sign: ArithmeticSign;
  left: FormulaNode;
  right: FormulaNode;
  at: Span;
}
export interface ComparisonNode {
  kind: 'comparison';
  sign: ComparisonSign;
  left: FormulaNode;
  right: FormulaNode;
  at: Span;
}
export interface LogicNode {
  kind: 'and' | 'or';
  left: FormulaNode;
  right: FormulaNode;
  at: Span;
}
export interface InNode {
  kind: 'in';
  operand: FormulaNode;
  items: FormulaNode[];
  at: Span;
}
export interface CallNode {
  kind: 'call';
  name: string;
  nameAt: Span;
  args: FormulaNode[];
  at: Span;
}

export type FormulaNode =
  | NumberNode
  | TextNode
  | FlagNode
  | NameNode
  | ColumnNode
  | NegateNode
  | NotNode
  | ArithmeticNode
  | ComparisonNode
  | LogicNode
  | InNode
  | CallNode;

/** The parts of a node, in the order of the text. */
export function partsOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case 'negate':
    case 'not':
      return [node.operand];
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'in':
      return [node.operand, ...node.items];
    case 'call':
      return node.args;
    default:
      return [];
  }
}

/** The name before the dot that means the fact a row is linked to. */
export const ORIGIN = 'order';

/** Calls `visit` for the node and everything in it, in the order of the text. */
export function walk(node: FormulaNode, visit: (node: FormulaNode) => void): void {
  visit(node);
  for (const part of partsOf(node)) walk(part, visit);
}
