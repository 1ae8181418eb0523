/**
 * What a value reads: `row` the same row (or the top level), `prior` earlier rows only, `whole` everything of
 * the other. Earlier rows tie columns together but make no circle. Source: language, Semantics 3.
 */
export interface Edge {
  to: string;
  kind: 'row' | 'prior' | 'whole';
}

type Edges = ReadonlyMap<string, readonly Edge[]>;

/**
 * Nodes in an order in which each comes after what it reads, those tied through earlier rows together; or a
 * circle, which ends with the node it starts with.
 */
export function componentsOf(edges: Edges): { components: string[][] } | { circle: string[] } {
  const found = postorderOf(edges);
  if ('circle' in found) return found;
  const isTied = [...edges.values()].some((list) => list.some(({ kind }) => kind === 'prior'));
  if (!isTied) return { components: found.order.map((node) => [node]) };
  const places = new Map(found.order.map((node, index) => [node, index] as const));
  const components = new Tarjan(edges).components();
  for (const component of components) {
    component.sort((a, b) => places.get(a)! - places.get(b)!);
    const isCircle = component.length > 1 && component.some((node) => readsWhole(node, component, edges));
    if (isCircle) return { circle: [...component.toReversed(), component.at(-1)!] };
  }
  return { components };
}

/** Whether a node of a component needs all rows of another one: then no row can go first. */
function readsWhole(node: string, component: readonly string[], edges: Edges): boolean {
  return edges.get(node)!.some(({ to, kind }) => kind === 'whole' && component.includes(to));
}

/** Each node after what it reads in the same row and as a whole; earlier rows do not count. */
function postorderOf(edges: Edges): { order: string[] } | { circle: string[] } {
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  let circle: string[] | undefined;
  const visit = (node: string): boolean => {
    if (state.get(node) === 'done') return true;
    if (state.get(node) === 'open') {
      circle ??= [...trail.slice(trail.indexOf(node)), node];
      return false;
    }
    state.set(node, 'open');
    trail.push(node);
    const isFree = edges.get(node)!.every(({ to, kind }) => kind === 'prior' || visit(to));
    trail.pop();
    state.set(node, 'done');
    order.push(node);
    return isFree;
  };
  const isFree = [...edges.keys()].every(visit);
  return isFree ? { order } : { circle: circle! };
}

/** Strongly connected components, each after those it reads. */
class Tarjan {
  private readonly index = new Map<string, number>();
  private readonly low = new Map<string, number>();
  private readonly stack: string[] = [];
  private readonly onStack = new Set<string>();
  private readonly found: string[][] = [];

  constructor(private readonly edges: Edges) {}

  components(): string[][] {
    for (const node of this.edges.keys()) if (!this.index.has(node)) this.visit(node);
    return this.found;
  }

  private visit(node: string): void {
    const index = this.index.size;
    this.index.set(node, index);
    this.low.set(node, index);
    this.stack.push(node);
    this.onStack.add(node);
    for (const { to } of this.edges.get(node)!) {
      if (!this.index.has(to)) this.visit(to);
      if (this.onStack.has(to)) this.low.set(node, Math.min(this.low.get(node)!, this.low.get(to)!));
    }
    if (this.low.get(node) !== index) return;
    const component: string[] = [];
    let last: string;
    do {
      last = this.stack.pop()!;
      this.onStack.delete(last);
      component.push(last);
    } while (last !== node);
    this.found.push(component);
  }
}
