import type { Grid } from './change-points.js';
import { Decimal, decimal, toText, ZERO } from './decimal.js';
import { walk } from './formula/tree.js';
import { type Mentions, mentionsOf } from './lint-mentions.js';
import type { Direction, InputRange, RowSet, Scheme, SchemeInput, Take } from './scheme-document.js';
import { keyOf } from './scheme-graph.js';
import type { Position } from './source.js';
import { COUNT, DATE, DAYS, dimensionOf, FLAG, isNumeric, RATIO, TEXT, type Unit } from './units.js';
import { isDecimal, type Title } from './values.js';

interface VariableBase {
  /** Name of an input, or `orders.amount` for a field of the rows of a set. */
  key: string;
  title?: Title;
  unit: Unit;
  direction: Direction;
  at: Position;
}

/** A number and what it may be: declared by the document, or else assumed. */
export interface NumberVariable extends VariableBase {
  kind: 'number';
  grid: Grid;
  typical: Decimal;
  isDeclared: boolean;
  isTypicalDeclared: boolean;
  /** What the scheme compares it with. */
  mentioned: readonly Decimal[];
}

/** A flag, text or day; the first option is the usual one. */
export interface WordVariable extends VariableBase {
  kind: 'word';
  options: readonly string[];
}

export type Variable = NumberVariable | WordVariable;

/** Directions by the code of a measure or KPI. */
export type Directions = ReadonlyMap<string, Direction>;

/** Directions of the measures every company starts with. */
export const BUILT_IN_DIRECTIONS: Directions = new Map([
  ...[
    'orders_processed',
    'deals_won',
    'won_amount',
    'won_groups',
    'average_order',
    'clients_served',
    'clients_new',
    'portfolio_complexity',
    'portfolio_clients',
  ].map((code) => [code, 'up'] as const),
  ...['clients_lost', 'clients_lost_silent', 'returned_amount', 'complaints', 'remarks'].map(
    (code) => [code, 'down'] as const,
  ),
]);

/** Everything a scheme reads that may differ: its inputs, those of members, the fields of the facts it works through. */
export function variablesOf(scheme: Scheme, directions: Directions): Variable[] {
  const mentions = mentionsOf(scheme);
  const read = namesRead(scheme);
  const inputs = [...scheme.inputs.values()].filter(({ source }) => source !== 'calendar');
  const ofTop = inputs.map((input) =>
    inputVariable(input, input.name, mentionsFor(input, inputs, mentions), directions),
  );
  const ofRows = [...scheme.rows.values()].flatMap((set) => [
    ...[...set.inputs.values()].map((input) => {
      const key = keyOf(input.name, set);
      return inputVariable(input, key, mentions.get(key), directions);
    }),
    ...fieldVariables(set, mentions, read),
  ]);
  return [...ofTop, ...ofRows];
}

/** A plan is as large as what it is a plan of, so their constants count for both. */
function mentionsFor(
  { key, unit }: SchemeInput,
  inputs: readonly SchemeInput[],
  mentions: ReadonlyMap<string, Mentions>,
): Mentions {
  const alike = inputs.filter((other) => other.key === key && other.unit === unit);
  const found = alike.flatMap(({ name }) => mentions.get(name) ?? []);
  return { numbers: found.flatMap(({ numbers }) => numbers), texts: found.flatMap(({ texts }) => texts) };
}

function inputVariable(
  input: SchemeInput,
  key: string,
  mentions: Mentions | undefined,
  directions: Directions,
): Variable {
  const { unit, title, at } = input;
  const base = { key, unit, at, direction: directionOf(input, directions), ...(title && { title }) };
  if (!isNumeric(unit)) {
    return {
      ...base,
      kind: 'word',
      options: optionsOf(unit, input.values ?? mentions?.texts ?? [], base.direction),
    };
  }
  const mentioned = mentions?.numbers ?? [];
  const range = computable(input.range ?? assumedRange(input, mentioned, base.direction), input.take);
  const step = stepOf(unit);
  const middle = range.min.plus(range.max).div(2).div(step).floor().times(step);
  const typical = range.typical ?? (middle.lt(range.min) ? range.min : middle);
  const grid = { from: range.min, to: range.max, step };
  const declared = {
    isDeclared: input.range !== undefined,
    isTypicalDeclared: input.range?.typical !== undefined,
  };
  return { ...base, ...declared, kind: 'number', grid, typical, mentioned };
}

/** Windows over which more of this period's work is more. */
const OF_NOW: ReadonlySet<string> = new Set(['this period', 'quarter to date', 'year to date']);

function directionOf({ direction, source, key, window }: SchemeInput, directions: Directions): Direction {
  if (direction) return direction;
  const isWork = (source === 'measure' || source === 'kpi') && OF_NOW.has(window.kind);
  return (isWork && directions.get(key)) || 'none';
}

function optionsOf(unit: Unit, texts: readonly string[], direction: Direction): string[] {
  if (unit === FLAG) return direction === 'down' ? ['false', 'true'] : ['true', 'false'];
  if (unit === DATE) return ['2025-01-15', '2026-03-01'];
  return texts.length > 0 ? [...new Set(texts)] : ['—'];
}

/** Larger amounts are no input of anybody. */
const SIZE_MAX = decimal('1000000000000000');
/** Observations that are counted are made up one by one. */
const COUNTED_MAX = decimal('100');

function computable({ min, max, typical }: InputRange, take: Take | undefined): InputRange {
  const [least, most] = take === 'count' ? [ZERO, COUNTED_MAX] : [SIZE_MAX.negated(), SIZE_MAX];
  const cut = (value: Decimal) => Decimal.max(least, Decimal.min(most, value));
  return { min: cut(min), max: cut(max), ...(typical && { typical: cut(typical) }) };
}

/** The smallest difference between two values of a unit that matters. */
function stepOf(unit: Unit): Decimal {
  if (Object.keys(dimensionOf(unit)).length === 1) return decimal('0.01');
  return unit === RATIO || unit.includes('/') ? decimal('0.0001') : decimal('1');
}

interface Assumed {
  min: Decimal;
  max: Decimal;
  typical: Decimal;
}

const range = (min: string, max: string, typical: string): Assumed => ({
  min: decimal(min),
  max: decimal(max),
  typical: decimal(typical),
});

const ATTRIBUTE_RANGES: Readonly<Record<string, Assumed>> = {
  grade: range('1', '10', '1'),
  grade_salary: range('100', '3000', '1000'),
  part_time_rate: range('0', '1', '1'),
  worked_days: range('0', '31', '21'),
  norm_days: range('15', '31', '21'),
  worked_hours: range('0', '248', '168'),
  norm_hours: range('120', '248', '168'),
  worked_share: range('0', '1', '1'),
  employed_share: range('0', '1', '1'),
  months_of_service: range('1', '120', '14'),
  participation: range('0', '2', '1'),
};

/** What is assumed where the document declares no range: large enough for everything the scheme compares it with. */
function assumedRange(input: SchemeInput, mentioned: readonly Decimal[], direction: Direction): Assumed {
  const known = input.source === 'attribute' ? ATTRIBUTE_RANGES[input.key] : undefined;
  if (known) return known;
  const top = largest(mentioned);
  if (direction === 'down') return { min: ZERO, max: (top ?? decimal('5')).times(2), typical: ZERO };
  const typical = top ?? usual(input);
  const start = input.start !== undefined && isDecimal(input.start) ? input.start : undefined;
  // plans of nothing are refused where more is better
  const min = input.source === 'target' ? stepAbove(typical.div(10), stepOf(input.unit)) : ZERO;
  return { min, max: typical.times(3), typical: start ?? typical };
}

function largest(numbers: readonly Decimal[]): Decimal | undefined {
  const positive = numbers.filter((number) => number.gt(0));
  return positive.reduce<Decimal | undefined>(
    (best, number) => (best?.gt(number) ? best : number),
    undefined,
  );
}

const stepAbove = (value: Decimal, step: Decimal): Decimal => value.div(step).ceil().times(step);

function usual({ unit, source }: Pick<SchemeInput, 'unit' | 'source'>): Decimal {
  if (unit === RATIO) return decimal('1');
  if (unit === DAYS) return decimal('20');
  if (unit === COUNT || !dimensionOf(unit).money) return decimal('100');
  return decimal(source === 'line' || source === 'attribute' ? '1000' : '100000');
}

const FIELD_RANGES: Readonly<Record<string, Assumed>> = {
  amount: range('0', '30000', '10000'),
  original_amount: range('0', '30000', '10000'),
  quantity: range('0', '100', '1'),
  client_age: range('0', '60', '12'),
  order_number_of_client: range('1', '20', '1'),
  credit: range('0', '1', '1'),
};

/** Facts of which more is better. */
const SOLD: ReadonlySet<string> = new Set(['orders_won', 'payments']);

function fieldVariables(
  set: RowSet,
  mentions: ReadonlyMap<string, Mentions>,
  read: ReadonlySet<string>,
): Variable[] {
  if (set.kind !== 'facts' || set.of !== undefined) return [];
  return [...set.fields].flatMap(([name, unit]): Variable | [] => {
    if (!read.has(name)) return [];
    const key = keyOf(name, set);
    const isSales = SOLD.has(set.facts[0]!) && (name === 'amount' || name === 'quantity');
    const base = { key, unit, at: set.at, direction: isSales ? ('up' as const) : ('none' as const) };
    if (unit === TEXT)
      return { ...base, kind: 'word', options: optionsOf(unit, mentions.get(key)?.texts ?? [], 'none') };
    const known = FIELD_RANGES[name];
    if (!known) return [];
    const mentioned = mentions.get(key)?.numbers ?? [];
    const top = largest([...mentioned.map((number) => number.times(3)), known.max])!;
    const { min, max } = computable({ min: known.min, max: top }, undefined);
    const grid = { from: min, to: max, step: stepOf(unit) };
    const assumed = { isDeclared: false, isTypicalDeclared: false };
    return { ...base, ...assumed, kind: 'number', grid, typical: known.typical, mentioned };
  });
}

/** Names, and columns after a dot, that any formula has. */
function namesRead({ lines, rows }: Scheme): Set<string> {
  const read = new Set<string>();
  const all = [...lines.values(), ...[...rows.values()].flatMap((set) => [...set.lines.values()])];
  for (const { tree } of all) {
    walk(tree, (node) => {
      if (node.kind === 'name') read.add(node.name);
      if (node.kind === 'column') read.add(node.column);
    });
  }
  return read;
}

/** A variable's usual value, as text. */
export function usualText(variable: Variable): string {
  return variable.kind === 'word' ? variable.options[0]! : toText(variable.typical);
}
