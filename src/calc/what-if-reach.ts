import { type FormulaNode, ORIGIN, partsOf } from './formula/tree.js';
import type { RowSet, Scheme } from './scheme-document.js';
import { keyOf, readsOf } from './scheme-graph.js';

/** What an input leads to on the way to pay: a value of the top level, or columns of a set that go row by row. */
type ReachedStep = { name: string } | { set: RowSet; columns: readonly string[] };

/** What lies between an input and pay. */
export class Reach {
  private readonly keys = new Set<string>();
  private readonly nodes = new WeakMap<FormulaNode, boolean>();
  /** In the order of evaluation. */
  readonly steps: readonly ReachedStep[];

  constructor(
    private readonly scheme: Scheme,
    input: string,
  ) {
    const toPay = leadingToPay(scheme);
    this.keys.add(input);
    this.steps = scheme.steps.flatMap((step): ReachedStep[] => {
      if (typeof step === 'string') return this.isReached(step, toPay) ? [{ name: step }] : [];
      const set = scheme.rows.get(step.set)!;
      // columns of one step may read each other's earlier rows: one that is reached makes all of them so
      const isReached = step.columns.some((name) => this.isReached(name, toPay, set));
      if (!isReached) return [];
      for (const name of step.columns) this.keys.add(keyOf(name, set));
      return [{ set, columns: step.columns }];
    });
  }

  private isReached(name: string, toPay: ReadonlySet<string>, set?: RowSet): boolean {
    const key = keyOf(name, set);
    const isReached =
      toPay.has(key) &&
      (this.keys.has(key) || readsOf(this.scheme, name, set).some((to) => this.keys.has(to)));
    if (isReached) this.keys.add(key);
    return isReached;
  }

  /** Whether a name, at the top or of a set's rows, depends on the input. */
  has(name: string, set?: RowSet): boolean {
    return this.keys.has(keyOf(name, set));
  }

  /** Whether a part of a formula does; every other part has the value it had. */
  touches(node: FormulaNode, set: RowSet | undefined): boolean {
    const known = this.nodes.get(node);
    if (known !== undefined) return known;
    const found = this.find(node, set);
    this.nodes.set(node, found);
    return found;
  }

  private find(node: FormulaNode, set: RowSet | undefined): boolean {
    if (node.kind === 'name') {
      const isOfSet =
        set && (set.lines.has(node.name) || set.inputs.has(node.name) || set.fields.has(node.name));
      return this.has(node.name, isOfSet ? set : undefined);
    }
    if (node.kind === 'column') return this.touchesOrigin(node.table, node.line ?? node.column, node, set);
    if (node.kind === 'call' && (node.name === 'SUM' || node.name === 'COUNT')) {
      const [first, ...others] = node.args;
      const totalled = first?.kind === 'name' ? this.scheme.rows.get(first.name) : undefined;
      return others.some((part) => this.touches(part, totalled));
    }
    return partsOf(node).some((part) => this.touches(part, set));
  }

  private touchesOrigin(
    table: string,
    name: string,
    { column, line }: { column: string; line?: string },
    set: RowSet | undefined,
  ): boolean {
    if (table !== ORIGIN || !set?.of) return false;
    const other = this.scheme.rows.get(line === undefined ? set.of : column);
    return other !== undefined && this.has(name, other);
  }
}

/** Keys of everything that pay is made of, pay itself among it. */
function leadingToPay(scheme: Scheme): Set<string> {
  const found = new Set<string>();
  const visit = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    const [first, column] = key.split('.') as [string, string | undefined];
    const set = column === undefined ? undefined : scheme.rows.get(first);
    if (set || scheme.inputs.has(key) || scheme.lines.has(key)) {
      for (const to of readsOf(scheme, column ?? first, set)) visit(to);
    }
  };
  for (const { code, pay } of scheme.lines.values()) if (pay !== undefined) visit(code);
  for (const set of scheme.rows.values()) {
    for (const { code, pay } of set.lines.values()) if (pay !== undefined) visit(keyOf(code, set));
  }
  return found;
}
