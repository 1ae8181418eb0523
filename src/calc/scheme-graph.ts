import type { Findings } from './findings.js';
import { type FormulaNode, ORIGIN, partsOf } from './formula/tree.js';
import type { GradeRule, RowSet, Scheme, SchemeInput, Step } from './scheme-document.js';
import { componentsOf, type Edge } from './scheme-order.js';
import type { Position } from './source.js';

type GraphParts = Pick<Scheme, 'inputs' | 'lines' | 'rows'> & { grade?: GradeRule };

/** A node: an input or line of the scheme, or with `set` a column of its rows. */
interface Place {
  name: string;
  set?: RowSet;
  at: Position;
  path: string;
}

/**
 * Steps in an order in which each comes after what it reads; otherwise the document's order. A circle is
 * reported once, by the names on it, and gives undefined.
 */
export function stepsOf(parts: GraphParts, findings: Findings): Step[] | undefined {
  const places = placesOf(parts);
  const edges = new Map([...places].map(([key, place]) => [key, edgesOf(place, parts)] as const));
  const found = componentsOf(edges);
  if ('circle' in found) {
    const { at, path } = places.get(found.circle[0]!)!;
    findings.error('circle', at, path, { circle: found.circle.join(' → ') });
    return undefined;
  }
  return found.components.map((keys) => {
    const { name, set } = places.get(keys[0]!)!;
    return set ? { set: set.name, columns: keys.map((key) => places.get(key)!.name) } : name;
  });
}

/** The key of a node: a name, or `set.column`. */
export const keyOf = (name: string, set?: RowSet): string => (set ? `${set.name}.${name}` : name);

function placesOf({ inputs, lines, rows }: GraphParts): Map<string, Place> {
  const places = new Map<string, Place>();
  const add = (name: string, path: string, at: Position, set?: RowSet) =>
    places.set(keyOf(name, set), { name, path, at, ...(set && { set }) });
  for (const { name, at } of inputs.values()) add(name, `inputs.${name}`, at);
  for (const { code, at } of lines.values()) add(code, `lines.${code}`, at);
  for (const set of rows.values()) {
    for (const { name, at } of set.inputs.values()) add(name, `rows.${set.name}.inputs.${name}`, at, set);
    for (const { code, at } of set.lines.values()) add(code, `rows.${set.name}.lines.${code}`, at, set);
  }
  return places;
}

/** Keys of the inputs, lines and columns that a value is made of. */
export function readsOf(scheme: Scheme, name: string, set?: RowSet): string[] {
  const at = { line: 0, column: 0 };
  return edgesOf({ name, path: '', at, ...(set && { set }) }, scheme).map(({ to }) => to);
}

/** What must be known before a value: what the formula reads, the prorating input, what a grade is found by. */
function edgesOf({ name, set }: Place, parts: GraphParts): Edge[] {
  const line = (set?.lines ?? parts.lines).get(name);
  if (line) return new FormulaEdges(parts).of(line.tree, set);
  const input = (set?.inputs ?? parts.inputs).get(name)!;
  const edges: Edge[] = [];
  if (input.prorate !== undefined) {
    if (set?.inputs.has(input.prorate)) edges.push({ to: keyOf(input.prorate, set), kind: 'row' });
    else if (parts.inputs.has(input.prorate)) edges.push({ to: input.prorate, kind: set ? 'whole' : 'row' });
  }
  if (!set && parts.grade && isGradeAttribute(input)) edges.push({ to: parts.grade.by, kind: 'row' });
  return edges;
}

/** Whether an input holds the grade or its salary, which a trial takes from the grade table. */
export function isGradeAttribute({ source, key }: Pick<SchemeInput, 'source' | 'key'>): boolean {
  return source === 'attribute' && (key === 'grade_salary' || key === 'grade');
}

/** Walks a formula for what it reads. */
class FormulaEdges {
  private readonly edges: Edge[] = [];

  constructor(private readonly parts: GraphParts) {}

  of(tree: FormulaNode, set: RowSet | undefined): Edge[] {
    this.visit(tree, set, 'row');
    return this.edges;
  }

  private visit(node: FormulaNode, set: RowSet | undefined, kind: Edge['kind']): void {
    if (node.kind === 'name') this.name(node.name, set, kind);
    else if (node.kind === 'column') this.column(node.table, node.column, node.line, set);
    else if (node.kind === 'call') this.call(node.name, node.args, set, kind);
    else for (const part of partsOf(node)) this.visit(part, set, kind);
  }

  private call(
    name: string,
    args: readonly FormulaNode[],
    set: RowSet | undefined,
    kind: Edge['kind'],
  ): void {
    const [first, ...others] = args;
    if (name === 'SUM' || name === 'COUNT') {
      const totalled = first?.kind === 'name' ? this.parts.rows.get(first.name) : undefined;
      for (const part of others) this.visit(part, totalled, 'whole');
    } else if (name === 'PRIOR') {
      this.visit(first!, set, kind === 'row' ? 'prior' : kind);
      for (const part of others) this.visit(part, set, kind);
    } else {
      const inner = name === 'RANK' || name === 'SPLIT' ? 'whole' : kind;
      for (const part of args) this.visit(part, set, inner);
    }
  }

  private name(name: string, set: RowSet | undefined, kind: Edge['kind']): void {
    const { inputs, lines } = this.parts;
    if (set && (set.inputs.has(name) || set.lines.has(name))) this.edges.push({ to: keyOf(name, set), kind });
    else if (set?.fields.has(name)) return;
    else if (inputs.has(name) || lines.has(name)) this.edges.push({ to: name, kind: set ? 'whole' : kind });
  }

  /** A linked row reads its origin, and what other sets took from it, after they are done. */
  private column(table: string, column: string, line: string | undefined, set: RowSet | undefined): void {
    if (table !== ORIGIN || !set?.of) return;
    const other = this.parts.rows.get(line === undefined ? set.of : column);
    const name = line ?? column;
    const isComputedNow = set.kind === 'facts' || line !== undefined;
    if (!other || !isComputedNow) return;
    // What the set itself took from the origin so far is of its earlier rows.
    const kind = other === set ? 'prior' : 'whole';
    if (other.inputs.has(name) || other.lines.has(name)) this.edges.push({ to: keyOf(name, other), kind });
  }
}
