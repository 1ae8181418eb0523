import type { Turn } from './change-points.js';
import { type FormulaNode, walk } from './formula/tree.js';
import type { Scheme } from './scheme-document.js';
import type { Position } from './source.js';
import { BELOW } from './tables.js';

/** Where something is in the document, and in words: `row 2 of table tiers`, or `line bonus`. */
export interface Place {
  path: string;
  at: Position;
  facts: Record<string, string>;
  /** Tells parts of one formula apart. */
  part?: string;
}

/** Finds the places of formulas' parts. */
export class Places {
  private readonly lines = new Map<FormulaNode, Place>();

  constructor(private readonly scheme: Scheme) {
    const sets = [...scheme.rows.values()].map((set) => [set.lines, `rows.${set.name}.`] as const);
    for (const [lines, prefix] of [[scheme.lines, ''] as const, ...sets]) {
      for (const { code, tree, at } of lines.values()) {
        const place = { path: `${prefix}lines.${code}.formula`, at, facts: { line: code } };
        walk(tree, (node) => this.lines.set(node, place));
      }
    }
  }

  /** The table row that a turn led to, or the line whose comparison turned. */
  of({ node, way }: Turn): Place {
    const line = this.lines.get(node)!;
    const first = node.kind === 'call' ? node.args[0] : undefined;
    const table = first?.kind === 'column' ? this.scheme.tables.get(first.table) : undefined;
    if (!table || table.kind === 'matrix') return { ...line, part: `@${node.at.start}` };
    const row = Number(way) === BELOW ? undefined : table.rows[Number(way)];
    const path = `tables.${table.name}${row ? `.rows[${way}]` : '.below'}`;
    return {
      path,
      at: row?.at ?? table.at,
      facts: { table: table.name, row: row ? String(Number(way) + 1) : '' },
    };
  }
}
