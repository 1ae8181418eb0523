import type { FindingCode } from './findings.js';
import { type FormulaNode, walk } from './formula/tree.js';
import { type LintFinding, lintFinding } from './lint-finding.js';
import type { RowSet, Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import type { Position } from './source.js';

/** Parts that nothing reads: they neither pay nor lead to pay. A line with a clause is there for people to read. */
export function unusedFindings(scheme: Scheme): LintFinding[] {
  const used = usedNames(scheme);
  const sets = [...scheme.rows.values()];
  return [
    ...[...scheme.inputs.values()].flatMap((input) =>
      unused(used, input.name, `inputs.${input.name}`, input.at),
    ),
    ...[...scheme.params.values()].flatMap(({ name, at }) => unused(used, name, `params.${name}`, at)),
    ...[...scheme.tables.values()].flatMap(({ name, at }) => unused(used, name, `tables.${name}`, at)),
    ...columnFindings(scheme, used),
    ...[...scheme.lines.values()].flatMap((line) =>
      lineFindings(used, line, `lines.${line.code}`, line.code),
    ),
    ...sets.flatMap((set) => setFindings(used, set)),
  ];
}

function setFindings(used: ReadonlySet<string>, set: RowSet): LintFinding[] {
  const path = `rows.${set.name}`;
  const isPaid = [...set.lines.values()].some(({ pay }) => pay !== undefined);
  if (!isPaid && !used.has(set.name)) return unused(used, set.name, path, set.at);
  return [
    ...[...set.inputs.values()].flatMap(({ name, at }) => {
      return unused(used, `${set.name}.${name}`, `${path}.inputs.${name}`, at);
    }),
    ...[...set.lines.values()].flatMap((line) => {
      return lineFindings(used, line, `${path}.lines.${line.code}`, `${set.name}.${line.code}`);
    }),
  ];
}

function lineFindings(used: ReadonlySet<string>, line: SchemeLine, path: string, key: string): LintFinding[] {
  if (line.pay !== undefined || line.clause !== undefined) return [];
  return unused(used, key, path, line.at, 'line-unused');
}

function columnFindings({ tables, grade }: Scheme, used: ReadonlySet<string>): LintFinding[] {
  return [...tables.values()].flatMap((table) => {
    if (table.kind === 'matrix' || !used.has(table.name) || grade?.table === table.name) return [];
    return [...table.columns.keys()].flatMap((column) => {
      const key = `${table.name}.${column}`;
      return unused(used, key, `tables.${key}`, table.at);
    });
  });
}

function unused(
  used: ReadonlySet<string>,
  name: string,
  path: string,
  at: Position,
  code: FindingCode = 'unused',
): LintFinding[] {
  return used.has(name)
    ? []
    : [lintFinding({ code, severity: code === 'unused' ? 'warning' : 'hint', at, path, facts: { name } })];
}

/** Names that something reads: `sales`, `orders.commission`, tables and their columns, sets that are totalled. */
function usedNames(scheme: Scheme): Set<string> {
  const used = new Set<string>();
  const addInputs = (inputs: Iterable<SchemeInput>, prefix: string) => {
    for (const { prorate, source, key, scheme: other } of inputs) {
      if (prorate !== undefined) used.add(prorate).add(`${prefix}${prorate}`);
      // own lines of earlier periods
      if (source === 'line' && other === undefined) used.add(key);
    }
  };
  addInputs(scheme.inputs.values(), '');
  for (const { tree } of scheme.lines.values()) addNames(scheme, tree, undefined, used);
  for (const set of scheme.rows.values()) {
    addInputs(set.inputs.values(), `${set.name}.`);
    if (set.of !== undefined) used.add(set.of);
    for (const { tree } of set.lines.values()) addNames(scheme, tree, set, used);
  }
  if (scheme.grade) used.add(scheme.grade.table).add(scheme.grade.by);
  return used;
}

/** Adds every name in a formula, also as a name of each set it may be read from. */
function addNames(scheme: Scheme, tree: FormulaNode, set: RowSet | undefined, used: Set<string>): void {
  walk(tree, (node) => {
    if (node.kind === 'name') {
      used.add(node.name);
      // a kept row is read as the fact it stands for, a total reads the rows it goes over
      for (const other of [set, ...scheme.rows.values()]) if (other) used.add(`${other.name}.${node.name}`);
    } else if (node.kind === 'column') {
      used.add(node.table).add(`${node.table}.${node.column}`);
      if (set?.of === undefined) return;
      used.add(`${set.of}.${node.column}`);
      if (node.line !== undefined) used.add(node.column).add(`${node.column}.${node.line}`);
    }
  });
}
