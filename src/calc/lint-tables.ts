import { type Decimal, decimal, snap, toPercentText, toSnappedText, toText, ZERO } from './decimal.js';
import { FormulaFailure } from './failures.js';
import { type CallNode, type FormulaNode, walk } from './formula/tree.js';
import { type LintFinding, lintFinding } from './lint-finding.js';
import type { Case, Probe } from './lint-probe.js';
import type { NumberVariable } from './lint-variables.js';
import { addReads } from './lint-witness.js';
import type { RowSet, Scheme } from './scheme-document.js';
import { keyOf } from './scheme-graph.js';
import { type MatchTable, match, type StepTable } from './tables.js';
import { COUNT, DAYS, RATIO, type Unit } from './units.js';
import { isDecimal } from './values.js';

/** A call of a lookup, and the line and set it stands in. */
interface Lookup {
  call: CallNode;
  key: string;
  set: RowSet | undefined;
}

/** What is wrong with tables: rows that never answer, texts that no row answers for, weights that add up to no whole. */
export function tableFindings(probe: Probe): LintFinding[] {
  const { scheme } = probe;
  const lookups = lookupsOf(scheme);
  return [...scheme.tables.values()].flatMap((table) => {
    const calls = lookups.get(table.name) ?? [];
    if (table.kind === 'step') return calls.length > 0 ? stepFindings(probe, table, calls) : [];
    if (table.kind === 'match')
      return [...matchFindings(scheme, table, calls), ...weightFindings(scheme, table, calls)];
    return [];
  });
}

function lookupsOf(scheme: Scheme): Map<string, Lookup[]> {
  const found = new Map<string, Lookup[]>();
  const look = (tree: FormulaNode, key: string, set: RowSet | undefined) =>
    walk(tree, (node) => {
      const first = node.kind === 'call' ? node.args[0] : undefined;
      const table = first?.kind === 'column' ? scheme.tables.get(first.table) : undefined;
      if (node.kind !== 'call' || !table) return;
      found.set(table.name, [...(found.get(table.name) ?? []), { call: node, key, set }]);
    });
  for (const { code, tree } of scheme.lines.values()) look(tree, code, undefined);
  for (const set of scheme.rows.values()) {
    for (const { code, tree } of set.lines.values()) look(tree, keyOf(code, set), set);
  }
  return found;
}

/** Rows outside what the key comes to over declared ranges, and rows between two values that a whole key can have. */
function stepFindings(probe: Probe, table: StepTable, calls: readonly Lookup[]): LintFinding[] {
  const unreached = new Set<number>();
  const reached = reachedRows(probe, calls);
  const isGraded = probe.scheme.grade?.table === table.name;
  const usesBands = calls.some(({ call }) => call.name === 'BANDS');
  if (reached && !isGraded) {
    for (const row of table.rows.keys()) {
      if (row > reached.max || (row < reached.min && !usesBands)) unreached.add(row);
    }
  }
  for (const row of rowsBetween(table, calls, probe.scheme)) if (!isGraded) unreached.add(row);
  return [...unreached].map((row) => {
    const facts = { table: table.name, row: String(row + 1), start: toSnappedText(table.rows[row]!.start) };
    const path = `tables.${table.name}.rows[${row}]`;
    return lintFinding({ code: 'row-unreached', severity: 'warning', at: table.rows[row]!.at, path, facts });
  });
}

const CORNERS_OF_MAX = 6;

/** First and last row that answers at the corners of the declared ranges; undefined where any range is not declared. */
function reachedRows(probe: Probe, calls: readonly Lookup[]): { min: number; max: number } | undefined {
  const rows: number[] = [];
  for (const { call, key } of calls) {
    const reads = new Set<string>();
    addReads(probe.scheme, key, reads);
    const moved = probe.variables.filter((variable) => reads.has(variable.key));
    const numbers = moved.filter((variable): variable is NumberVariable => variable.kind === 'number');
    const isKnown = numbers.length > 0 && numbers.every(({ isDeclared }) => isDeclared);
    if (!isKnown || moved.length > CORNERS_OF_MAX) return undefined;
    for (const values of cornersOf(probe.usual, moved.map(endsOf))) {
      const answers = probe.outcome(values).turns.filter(({ node }) => node === call);
      // at this corner no row answers, or nobody asks
      if (answers.length === 0) return undefined;
      for (const { way } of answers) rows.push(Number(way));
    }
  }
  return rows.length > 0 ? { min: Math.min(...rows), max: Math.max(...rows) } : undefined;
}

const endsOf = (variable: Probe['variables'][number]): readonly [key: string, values: readonly string[]] => [
  variable.key,
  variable.kind === 'word' ? variable.options : [toText(variable.grid.from), toText(variable.grid.to)],
];

function cornersOf(
  usual: Case,
  ends: readonly (readonly [key: string, values: readonly string[]])[],
): Case[] {
  return ends.reduce<Case[]>(
    (corners, [key, values]) =>
      corners.flatMap((corner) => values.map((value) => new Map(corner).set(key, value))),
    [usual],
  );
}

/** Rows that start and end between two values of a key that has only whole steps. */
function rowsBetween({ rows }: StepTable, calls: readonly Lookup[], scheme: Scheme): number[] {
  const steps = calls.map(({ call, set }) => stepOfKey(call.args[1]!, set, scheme));
  if (steps.some((step) => step === undefined)) return [];
  return [...rows.keys()].filter((row) => {
    const { start, isAfter } = rows[row]!;
    const next = rows[row + 1];
    if (!next) return false;
    return steps.every((step) => {
      const first = start.div(step!).ceil().times(step!);
      const reached = isAfter && first.eq(start) ? first.plus(step!) : first;
      return next.isAfter ? reached.gt(next.start) : reached.gte(next.start);
    });
  });
}

const WHOLE: ReadonlySet<Unit> = new Set([COUNT, DAYS]);

/** The step that a key's values go by: that of a rounded line, or 1 for what is counted. */
function stepOfKey(key: FormulaNode, set: RowSet | undefined, scheme: Scheme): Decimal | undefined {
  if (key.kind !== 'name') return undefined;
  const isOfSet = set && (set.lines.has(key.name) || set.inputs.has(key.name) || set.fields.has(key.name));
  const line = (isOfSet ? set.lines : scheme.lines).get(key.name);
  if (line) return line.round?.to;
  const input = (isOfSet ? set.inputs : scheme.inputs).get(key.name);
  const isWhole =
    input?.source === 'measure' && WHOLE.has(input.unit) && input.take !== 'average' && !input.prorate;
  return isWhole ? decimal('1') : undefined;
}

const COMBINATIONS_MAX = 200;

/** Rows whose key nothing asks for, and listed texts that no row answers for. */
function matchFindings(scheme: Scheme, table: MatchTable, calls: readonly Lookup[]): LintFinding[] {
  const asked = calls.map(({ call, set }) => call.args.slice(1).map((key) => textsOf(key, set, scheme)));
  const findings = table.rows.flatMap((row, index): LintFinding | [] => {
    const isAsked = asked.some((places) => {
      return row.keys.every((key, place) => key === null || (places[place]?.includes(key) ?? true));
    });
    if (isAsked || calls.length === 0) return [];
    const facts = {
      table: table.name,
      row: String(index + 1),
      start: row.keys.map((key) => key ?? '—').join(', '),
    };
    const path = `tables.${table.name}.rows[${index}]`;
    return lintFinding({ code: 'row-unreached', severity: 'warning', at: row.at, path, facts });
  });
  for (const places of asked) {
    const missed = missedKeys(table, places);
    if (!missed) continue;
    const facts = { table: table.name, key: missed.join(', ') };
    const path = `tables.${table.name}`;
    findings.push(lintFinding({ code: 'match-gap', severity: 'error', at: table.at, path, facts }));
  }
  return findings;
}

/** The texts a key can be; undefined where it may be any. */
function textsOf(key: FormulaNode, set: RowSet | undefined, scheme: Scheme): readonly string[] | undefined {
  if (key.kind === 'text') return [key.text];
  if (key.kind !== 'name') return undefined;
  const param = scheme.params.get(key.name);
  if (param) return param.override.length === 0 ? [String(param.value)] : undefined;
  return (set?.inputs.get(key.name) ?? scheme.inputs.get(key.name))?.values;
}

function missedKeys(
  table: MatchTable,
  places: readonly (readonly string[] | undefined)[],
): string[] | undefined {
  const known = places.filter((texts) => texts !== undefined);
  const size = known.reduce((product, texts) => product * texts.length, 1);
  // a literal that no row has is an error of the formula already
  if (known.length < places.length || size > COMBINATIONS_MAX || known.every((texts) => texts.length === 1))
    return undefined;
  const all = known.reduce<string[][]>(
    (sets, texts) => sets.flatMap((keys) => texts.map((text) => [...keys, text])),
    [[]],
  );
  const column = [...table.columns.keys()][0]!;
  return all.find((keys) => {
    try {
      match(table, column, keys);
      return false;
    } catch (error) {
      if (error instanceof FormulaFailure) return error.failure.code === 'no-row';
      throw error;
    }
  });
}

/** A column of ratios whose rows are all read by name, as weights are, and come to neither 100 % nor a declared sum. */
function weightFindings({ checks }: Scheme, table: MatchTable, calls: readonly Lookup[]): LintFinding[] {
  const isByName =
    calls.length > 1 && calls.every(({ call }) => call.args.slice(1).every(({ kind }) => kind === 'text'));
  if (!isByName || table.rows.length < 2) return [];
  return [...table.columns].flatMap(([column, unit]): LintFinding | [] => {
    const path = `${table.name}.${column}`;
    const cells = table.rows
      .map(({ cells: row }) => row[column])
      .filter((cell) => cell !== null && cell !== undefined);
    if (unit !== RATIO || checks.addsUp.includes(path) || cells.length < table.rows.length) return [];
    const sum = snap(
      cells.reduce((total: Decimal, cell) => (isDecimal(cell) ? total.plus(cell) : total), ZERO),
    );
    if (sum.eq(1)) return [];
    const facts = { column: path, found: toPercentText(sum) };
    return lintFinding({
      code: 'weights-sum',
      severity: 'warning',
      at: table.at,
      path: `tables.${path}`,
      facts,
    });
  });
}
