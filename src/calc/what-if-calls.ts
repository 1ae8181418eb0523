import { type Decimal, decimal, snap, ZERO } from './decimal.js';
import { FormulaFailure, fail } from './failures.js';
import { compareValues, isZero } from './formula/arithmetic.js';
import type { CallNode, ColumnNode, FormulaNode, NameNode } from './formula/tree.js';
import { daysBetween, monthsBetween } from './period.js';
import {
  absolute,
  agreed,
  bounded,
  divided,
  furthest,
  hull,
  isPoint,
  isZeroIn,
  minus,
  monotone,
  orders,
  plus,
  pointAt,
  type Range,
  times,
  Undecided,
} from './ranges.js';
import { ceilTo, floorTo, round } from './rounding.js';
import type { SetRun } from './set-run.js';
import {
  type Axis,
  BELOW,
  bandsUpTo,
  curveFrom,
  type MatchTable,
  type MatrixTable,
  match,
  rowReached,
  type StepTable,
} from './tables.js';
import type { Value } from './values.js';
import { type Held, type Place, Unfollowed, type Walker } from './what-if-held.js';

type Call = (walker: Walker, node: CallNode, place: Place) => Held;

/** Functions over ranges. Those that are not here read rows in a way that is not followed. */
export const CALLS: Readonly<Record<string, Call>> = {
  IF: (walker, { args }, place) => walker.walk(walker.walk(args[0]!, place) ? args[1]! : args[2]!, place),
  MIN: (walker, node, place) => furthestOf(walker, node, place, -1),
  MAX: (walker, node, place) => furthestOf(walker, node, place, 1),
  ABS: (walker, { args }, place) => absolute(walker.number(args[0]!, place)),
  ROUND: stepped((value, to) => round(value, { to, mode: 'half-away' })),
  FLOOR: stepped(floorTo),
  CEIL: stepped(ceilTo),
  DEFAULT: (walker, { args }, place) => {
    try {
      return walker.walk(args[0]!, place);
    } catch (error) {
      if (error instanceof FormulaFailure && error.isMissing) return walker.walk(args[1]!, place);
      throw error;
    }
  },
  DIVIDE: (walker, node, place) => {
    const divisor = walker.number(node.args[1]!, place);
    if (walker.choose(node, place, isZeroIn(divisor))) return walker.walk(node.args[2]!, place);
    return divided(walker.number(node.args[0]!, place), divisor);
  },
  DAYS: (walker, { args }, place) => days(walker, args, place, daysBetween),
  MONTHS: (walker, { args }, place) => days(walker, args, place, monthsBetween),
  STEP: (walker, node, place) => {
    const { table, column } = named<StepTable>(walker, node);
    const row = reached(walker, node, place, table);
    return held(cellOf(table, row, column));
  },
  CURVE: (walker, node, place) => {
    const { table, column } = named<StepTable>(walker, node);
    const row = reached(walker, node, place, table);
    return bounded(
      monotone(walker.number(node.args[1]!, place), (key) => curveFrom(table, column, row, key)),
    );
  },
  BANDS: (walker, node, place) => {
    const { table, column } = named<StepTable>(walker, node);
    const [x, start] = node.args.slice(1).map((arg) => walker.number(arg, place)) as [
      Range,
      Range | undefined,
    ];
    const from = start ?? pointAt(ZERO);
    const upTo = (end: Range) => bandsOver(table, column, end);
    return minus(upTo(plus(from, x)), upTo(from));
  },
  MATCH: (walker, node, place) => {
    const { table, column } = named<MatchTable>(walker, node);
    const keys = node.args.slice(1).map((key) => textOrNull(walker, key, place));
    return held(match(table, column, keys).value);
  },
  MATRIX: (walker, node, place) => {
    const { table } = named<MatrixTable>(walker, node);
    const [down, across] = node.args.slice(1).map((arg) => walker.walk(arg, place)) as [Held, Held];
    const places = [placesOn(table.down, down), placesOn(table.across, across)];
    const natural = places.every((found) => found !== undefined) ? places.join(' ') : undefined;
    const [row, cell] = walker.choose(node, place, natural).split(' ').map(Number) as [number, number];
    return held(table.values[row]?.[cell] ?? fail('cell-empty', {}));
  },
  SUM: (walker, node, place) => {
    const set = wholeSet(walker, node);
    return set.rows.reduce<Range>(
      (sum, _, index) => plus(sum, walker.number(node.args[1]!, { ...place, row: { set, index } })),
      pointAt(ZERO),
    );
  },
  COUNT: (walker, node, place) => {
    const set = wholeSet(walker, node);
    const counted = set.rows.filter((_, index) =>
      walker.walk(node.args[1]!, { ...place, row: { set, index } }),
    );
    return pointAt(decimal(String(counted.length)));
  },
  PORTION: (walker, node, place) => portionOf(walker, node, place),
};

function wholeSet(walker: Walker, node: CallNode): SetRun {
  const set = walker.rowsOf(node);
  if (set.isMissing) return fail('rows-missing', {});
  // which of its columns failed without a row is not known to the walk
  if (set.failedColumns.size > 0) throw new Unfollowed();
  return set;
}

const held = (value: Value): Held => (typeof value === 'object' ? bounded(pointAt(value)) : value);

function furthestOf(walker: Walker, { args }: CallNode, place: Place, sign: 1 | -1): Held {
  const [first, ...others] = args.map((arg) => walker.walk(arg, place)) as [Held, ...Held[]];
  return others.reduce<Held>((best, value) => {
    if (typeof best === 'object' && typeof value === 'object') return furthest(best, value, sign);
    return compareValues(value as string, best as string) * sign > 0 ? value : best;
  }, first);
}

function stepped(toStep: (value: Decimal, step: Decimal) => Decimal): Call {
  return (walker, { args }, place) => {
    const range = walker.number(args[0]!, place);
    const to = walker.still(args[1]!, place);
    if (isZero(to) || to.isNegative()) return fail('step-not-positive', { step: '' });
    return bounded(monotone(range, (value) => toStep(value, to)));
  };
}

function days(
  walker: Walker,
  args: readonly FormulaNode[],
  place: Place,
  between: (from: string, to: string) => number,
): Held {
  const [from, to] = args.map((arg) => walker.walk(arg, place)) as [string, string];
  return pointAt(decimal(String(between(from, to))));
}

/** The table and column a lookup names. */
function named<T>(walker: Walker, { args: [first] }: Pick<CallNode, 'args'>): { table: T; column: string } {
  const { table, column = '' } =
    first!.kind === 'column' ? (first as ColumnNode) : { table: (first as NameNode).name };
  return { table: walker.tables.get(table) as T, column };
}

/** The row that answers, `BELOW` for the table's `below`. Under the first row and beyond a row's end are places too. */
function reached(walker: Walker, node: CallNode, place: Place, table: StepTable): number {
  const { lo, hi } = walker.number(node.args[1]!, place);
  const [row, isBeyond] = walker
    .choose(node, place, agreed([placeOf(table, lo), placeOf(table, hi)]))
    .split(' ');
  if (row !== String(BELOW) && isBeyond === undefined) return Number(row);
  return table.below ? BELOW : fail(isBeyond ? 'beyond-row' : 'below-table', {});
}

function placeOf(table: StepTable, key: Decimal): string {
  const row = rowReached(table.rows, key);
  const to = table.rows[row]?.to;
  return to !== undefined && snap(key).gt(to) ? `${row} beyond` : String(row);
}

function cellOf(table: StepTable, row: number, column: string): Value {
  const cells = row === BELOW ? table.below : table.rows[row]!.cells;
  return cells?.[column] ?? fail('cell-empty', {});
}

/** BANDS never jumps: its values lie between those at the ends and at the starts of the rows inside. */
function bandsOver(table: StepTable, column: string, { lo, hi }: Range): Range {
  const ends = table.rows.flatMap(({ start, to }) => (to ? [start, to] : [start]));
  const inside = ends.filter((end) => end.gt(lo) && end.lt(hi));
  const values = [lo, ...inside, hi].map((end) => valueOrFailure(() => bandsUpTo(table, column, end)));
  const failed = values.find((value) => value instanceof FormulaFailure);
  if (!failed) return hull(values as Decimal[]);
  if (isPoint({ lo, hi })) throw failed;
  throw new Undecided();
}

function valueOrFailure(work: () => Decimal): Decimal | FormulaFailure {
  try {
    return work();
  } catch (error) {
    if (error instanceof FormulaFailure) return error;
    throw error;
  }
}

function textOrNull(walker: Walker, key: FormulaNode, place: Place): string | null {
  try {
    return walker.walk(key, place) as string;
  } catch (error) {
    if (error instanceof FormulaFailure && error.isMissing) return null;
    throw error;
  }
}

function placesOn({ keys }: Axis, key: Held): number | undefined {
  if (typeof key !== 'object') return keys.indexOf(key as string);
  const at = (value: Decimal) =>
    keys.findLastIndex((start) => typeof start === 'object' && snap(value).gte(start));
  return agreed([at(key.lo), at(key.hi)]);
}

/** Source: language, PORTION. */
function portionOf(walker: Walker, node: CallNode, place: Place): Held {
  const [total, before, now, whole] = node.args
    .slice(0, 4)
    .map((arg) => walker.number(arg, place)) as Range[];
  if (walker.choose(node, place, isZeroIn(whole!))) {
    const isNothing = isZeroIn(before!) && isZeroIn(now!);
    return isNothing ? pointAt(ZERO) : fail('portion-of-nothing', {});
  }
  const to = node.args[4]
    ? { to: walker.still(node.args[4], place), mode: 'half-away' as const }
    : place.line.round!;
  const end = plus(before!, now!);
  for (const done of [before!, end]) {
    const share = divided(done, whole!);
    const isWithin = agreed([...orders(share, pointAt(decimal('1'))).map((order) => order <= 0)]);
    const isFrom = agreed([...orders(share, pointAt(ZERO)).map((order) => order >= 0)]);
    if (isWithin === undefined || isFrom === undefined) throw new Undecided();
    if (!isWithin || !isFrom) return fail('portion-beyond', {});
  }
  const upTo = (done: Range) => monotone(divided(times(total!, done), whole!), (value) => round(value, to));
  return minus(upTo(end), upTo(before!));
}
