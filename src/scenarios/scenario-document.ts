import { isPeriod, type Period, type Position, type SourceNode } from '../calc/index.js';
import { fieldsOf, flagOf, itemsOf, refuseScheme, scalarValue, textNeeded, textOf } from './document-tree.js';
import { ScenarioProblem } from './problems.js';

/** One fact, member or part as the file has it: `id`, `date`, fields and inputs by name. */
export interface WrittenRow {
  values: ReadonlyMap<string, { at: Position; values: readonly (string | null)[] }>;
  at: Position;
}

/** An expected figure: where it stands in the file, and the text printed there; null for "has no value". */
export interface Expected {
  path: readonly string[];
  text: string | null;
  at: Position;
}

/** What one manager or team has in one period. */
export interface Entry {
  subject: string;
  kind: 'manager' | 'team';
  /** Codes of the schemes computed; absent: all that fit the period and the subject. */
  schemes?: readonly string[];
  trial: boolean;
  assigned: boolean;
  acceptGrade: boolean;
  inputs: WrittenRow;
  params: Readonly<Record<string, string>>;
  /** Rows by kind of fact (`orders_won`, `returns` …), or by name of a set. */
  facts: ReadonlyMap<string, readonly WrittenRow[]>;
  expected: readonly Expected[];
  at: Position;
}

/** What a manager has in every period. */
type Standing = Pick<Entry, 'schemes' | 'inputs' | 'params'>;

interface Shared {
  managers: ReadonlyMap<string, Standing>;
  teams: ReadonlyMap<string, Team>;
}

export interface ScenarioPeriod {
  period: Period;
  entries: readonly Entry[];
}

export interface Team {
  members: readonly string[];
  head?: string;
}

export interface Scenario {
  title: string;
  /** Name of the published case it comes from. */
  case?: string;
  teams: ReadonlyMap<string, Team>;
  periods: readonly ScenarioPeriod[];
}

export interface ScenarioDocument {
  title: string;
  schemes: readonly SourceNode[];
  scenarios: readonly Scenario[];
}

/** The facts that have a short name in scenario files. */
const FACT_NAMES: Readonly<Record<string, string>> = {
  orders: 'orders_won',
  returns: 'returns',
  payments: 'payments',
  members: 'members',
};
const ENTRY_KEYS = [
  'schemes',
  'trial',
  'assigned',
  'accept_grade',
  'inputs',
  'params',
  'rows',
  ...Object.keys(FACT_NAMES),
  'expect',
];
/** Names of who is computed where the file names nobody. */
const NOBODY = { manager: 'manager', team: 'team' } as const;

/** Reads a scenario file. Throws `ScenarioProblem` at the first thing wrong. */
export function readScenarioDocument(root: SourceNode): ScenarioDocument {
  refuseScheme(root, '"schemes:", "scenarios:"');
  const fields = fieldsOf(root, ['title', 'schemes', 'managers', 'teams', 'scenarios']);
  const shared: Shared = {
    managers: readManagers(fields.get('managers')?.value),
    teams: readTeams(fields.get('teams')?.value),
  };
  const scenarios = itemsOf(fields.get('scenarios')?.value).map((node) => readScenario(node, shared));
  const schemes = itemsOf(fields.get('schemes')?.value);
  if (schemes.length === 0) throw new ScenarioProblem(root.at, 'list-empty', { key: 'schemes' });
  if (scenarios.length === 0) throw new ScenarioProblem(root.at, 'list-empty', { key: 'scenarios' });
  return { title: textOf(fields.get('title')?.value) ?? '', schemes, scenarios };
}

function readTeams(node: SourceNode | undefined): Map<string, Team> {
  const teams = [...fieldsOf(node)].map(([name, { value }]): [string, Team] => {
    const fields = fieldsOf(value, ['members', 'head']);
    const members = itemsOf(fields.get('members')?.value).flatMap((item) => textOf(item) ?? []);
    const head = textOf(fields.get('head')?.value);
    return [name, { members, ...(head !== undefined && { head }) }];
  });
  return new Map(teams);
}

/** What is the same for a manager in every period: inputs, params, schemes; a period's own go before them. */
function readManagers(node: SourceNode | undefined): Map<string, Standing> {
  const managers = [...fieldsOf(node)].map(([name, { value }]): [string, Standing] => {
    fieldsOf(value, ['schemes', 'inputs', 'params']);
    return [name, readEntry(value, name, 'manager')];
  });
  return new Map(managers);
}

function readScenario(node: SourceNode, shared: Shared): Scenario {
  const fields = fieldsOf(node, ['title', 'case', 'teams', 'periods', 'period', ...ENTRY_KEYS]);
  const own = readTeams(fields.get('teams')?.value);
  const published = textOf(fields.get('case')?.value);
  const listed = itemsOf(fields.get('periods')?.value).map((item) => readPeriod(item, shared.managers));
  // A scenario of one period may say everything without a list.
  const periods = fields.has('period') ? [readPeriod(withoutHead(node), shared.managers), ...listed] : listed;
  if (periods.length === 0) throw new ScenarioProblem(node.at, 'period-needed');
  return {
    title: textNeeded(fields, 'title', node),
    ...(published !== undefined && { case: published }),
    teams: own.size > 0 ? own : shared.teams,
    periods,
  };
}

function withoutHead(node: SourceNode): SourceNode {
  if (node.kind !== 'map') return node;
  const head = ['title', 'case', 'teams', 'periods'];
  return { ...node, entries: node.entries.filter(({ key }) => !head.includes(key)) };
}

/** Reads one period of a scenario: everybody's inputs and facts in it. Throws `ScenarioProblem`. */
export function readPeriod(
  node: SourceNode,
  standing: ReadonlyMap<string, Standing> = new Map(),
): ScenarioPeriod {
  refuseScheme(node, '"period:", "inputs:"');
  const fields = fieldsOf(node, ['period', 'managers', 'teams', ...ENTRY_KEYS]);
  const period = textNeeded(fields, 'period', node);
  if (!isPeriod(period)) {
    throw new ScenarioProblem(fields.get('period')!.value.at, 'period-wrong', { found: period });
  }
  const managers = [...fieldsOf(fields.get('managers')?.value)].map(([name, { value }]) =>
    withStanding(readEntry(value, name, 'manager'), standing.get(name)),
  );
  const teams = [...fieldsOf(fields.get('teams')?.value)].map(([name, { value }]) =>
    readEntry(value, name, 'team'),
  );
  const isOwn =
    managers.length + teams.length === 0 || [...fields.keys()].some((key) => ENTRY_KEYS.includes(key));
  const kind = fields.has('members') ? 'team' : 'manager';
  const own = isOwn ? [readEntry(withoutNames(node), NOBODY[kind], kind)] : [];
  return { period, entries: [...own, ...managers, ...teams] };
}

function withStanding(entry: Entry, standing: Standing | undefined): Entry {
  if (!standing) return entry;
  const { inputs, params, schemes = standing.schemes } = entry;
  const values = new Map([...standing.inputs.values, ...inputs.values]);
  return {
    ...entry,
    ...(schemes && { schemes }),
    inputs: { ...inputs, values },
    params: { ...standing.params, ...params },
  };
}

function withoutNames(node: SourceNode): SourceNode {
  if (node.kind !== 'map') return node;
  return { ...node, entries: node.entries.filter(({ key }) => ENTRY_KEYS.includes(key)) };
}

function readEntry(node: SourceNode, subject: string, kind: Entry['kind']): Entry {
  const fields = fieldsOf(node, ENTRY_KEYS);
  const at = (key: string) => fields.get(key)?.value;
  const schemes = fields.has('schemes')
    ? itemsOf(at('schemes')).flatMap((item) => textOf(item) ?? [])
    : undefined;
  const inputs = at('inputs') ?? { kind: 'map', entries: [], at: node.at };
  return {
    subject,
    kind,
    ...(schemes && { schemes }),
    trial: flagOf(at('trial')) ?? false,
    assigned: flagOf(at('assigned')) ?? true,
    acceptGrade: flagOf(at('accept_grade')) ?? false,
    inputs: readRow(inputs),
    params: readParams(at('params')),
    facts: readFacts(fields),
    expected: readExpected(at('expect'), []),
    at: node.at,
  };
}

function readParams(node: SourceNode | undefined): Record<string, string> {
  const entries = [...fieldsOf(node)].map(([name, { value }]) => [name, scalarValue(value) ?? ''] as const);
  return Object.fromEntries(entries);
}

function readFacts(fields: ReturnType<typeof fieldsOf>): Map<string, readonly WrittenRow[]> {
  const facts = new Map<string, readonly WrittenRow[]>();
  for (const [name, kind] of Object.entries(FACT_NAMES)) {
    const entry = fields.get(name);
    if (entry) facts.set(kind, readRows(entry.value));
  }
  for (const [name, { value }] of fieldsOf(fields.get('rows')?.value)) facts.set(name, readRows(value));
  return facts;
}

/** A list of rows, or rows by their ids. */
function readRows(node: SourceNode): WrittenRow[] {
  if (node.kind !== 'map') return itemsOf(node).map(readRow);
  return [...fieldsOf(node)].map(([id, { value, keyAt }]) => {
    const row = readRow(value.kind === 'empty' ? { kind: 'map', entries: [], at: keyAt } : value);
    return { ...row, values: new Map([['id', { at: keyAt, values: [id] }], ...row.values]) };
  });
}

function readRow(node: SourceNode): WrittenRow {
  const values = [...fieldsOf(node)].map(([name, { value, keyAt }]) => {
    const observed = value.kind === 'list' ? value.items.map(scalarValue) : [scalarValue(value)];
    return [name, { at: keyAt, values: observed }] as const;
  });
  return { values: new Map(values), at: node.at };
}

/** Every single value under `expect:` with the way to it. */
function readExpected(node: SourceNode | undefined, path: readonly string[]): Expected[] {
  if (!node) return [];
  if (node.kind === 'map') {
    return [...fieldsOf(node)].flatMap(([key, { value }]) => readExpected(value, [...path, key]));
  }
  return [{ path, text: textOf(node) ?? null, at: node.at }];
}
