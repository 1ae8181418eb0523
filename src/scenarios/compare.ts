import {
  decimal,
  nearest,
  parseNumberLiteral,
  type Result,
  type ResultRow,
  round,
  type Scheme,
  type Subject,
  toPercentText,
} from '../calc/index.js';
import { ScenarioProblem } from './problems.js';
import type { Entry, Expected } from './scenario-document.js';

/** One scheme as computed for an entry. */
export interface Computed {
  scheme: Scheme;
  subject: Subject;
  result: Result;
}

type RowPlace = Pick<ResultRow, 'id' | 'source' | 'kind'> & { set: string };

/** An expected figure that came out otherwise; `line` and `row` say what explains it. */
export interface Mismatch {
  figure: string;
  expected: string;
  found: string;
  at: Expected['at'];
  computed?: Computed;
  line?: string;
  row?: RowPlace;
}

/** A figure of the results: its value, and whether it is rounded, so that every digit of it counts. */
interface Figure {
  value: string | null;
  isRounded: boolean;
  computed?: Computed;
  line?: string;
  row?: RowPlace;
}

/** What of an entry's expectations did not come out. Throws `ScenarioProblem` for a figure nobody computes. */
export function compareEntry(entry: Entry, computed: readonly Computed[]): Mismatch[] {
  return entry.expected.flatMap((expected) => {
    const figure = figureOf(expected, computed);
    const found = foundText(figure, expected.text);
    const wanted = expected.text ?? NO_VALUE;
    if (found === undefined) return [];
    const { computed: of, line, row } = figure;
    return {
      figure: expected.path.join('.'),
      expected: wanted,
      found,
      at: expected.at,
      ...(of && { computed: of }),
      ...(line !== undefined && { line }),
      ...(row && { row }),
    };
  });
}

const NO_VALUE = 'no value';

/**
 * Undefined when the figure is as expected, else what was found. A rounded figure must be exactly the printed
 * one; a figure that no line rounds is printed at the expected text's scale first.
 */
function foundText({ value, isRounded }: Figure, expected: string | null): string | undefined {
  if (expected === null) return value === null ? undefined : value;
  if (value === null) return NO_VALUE;
  const wanted = parseNumberLiteral(expected);
  if (!wanted || !/^-?\d+(\.\d+)?$/.test(value)) return value === expected ? undefined : value;
  const isPercent = expected.endsWith('%');
  const exact = decimal(value);
  const places = (expected.replace('%', '').split('.')[1]?.length ?? 0) + (isPercent ? 2 : 0);
  const step = decimal(places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`);
  const shown = isRounded ? exact : round(exact, { to: step, mode: 'half-away' });
  if (shown.eq(wanted)) return undefined;
  return isPercent ? toPercentText(exact) : value;
}

/** Finds a figure: `bonus`, `scheme.bonus`, `total`, `totals.bonus`, `inputs.plan`, `rows.SET.ID.line`, `members.ID.line`, `grade.salary`. */
function figureOf(expected: Expected, computed: readonly Computed[]): Figure {
  const [first, ...rest] = expected.path as [string, ...string[]];
  const ofScheme = rest.length > 0 ? computed.find(({ scheme }) => scheme.code === first) : undefined;
  if (ofScheme) return figureOf({ ...expected, path: rest }, [ofScheme]);
  const figure =
    first === 'rows'
      ? rowFigure(rest, computed, expected)
      : first === 'members'
        ? rowFigure(['members', ...rest], computed, expected)
        : plainFigure(first, rest, computed);
  if (figure) return figure;
  const known = computed.flatMap(({ scheme }) => [...scheme.lines.keys()]);
  throw new ScenarioProblem(expected.at, 'figure-unknown', {
    figure: expected.path.join('.'),
    meant: nearest(first, known) ?? '',
    known: known.join(', '),
  });
}

function plainFigure(
  first: string,
  rest: readonly string[],
  computed: readonly Computed[],
): Figure | undefined {
  const [name] = rest;
  if (first === 'total' && rest.length === 0) return totalFigure('total', computed);
  if (first === 'totals' && name !== undefined) return totalFigure(name, computed);
  if (first === 'inputs' && name !== undefined) {
    const of = computed.find(({ result }) => result.inputs[name]);
    return of && { value: of.result.inputs[name]!.value, isRounded: false };
  }
  if (first === 'grade') return gradeFigure(name, computed);
  if (first === 'complete') {
    return { value: String(computed.every(({ result }) => result.complete)), isRounded: true };
  }
  const having = computed.filter(({ scheme }) => scheme.lines.has(first));
  if (rest.length > 0 || having.length !== 1) return undefined;
  return lineFigure(first, having[0]!);
}

function lineFigure(code: string, computed: Computed): Figure {
  const { value } = computed.result.lines.find((line) => line.code === code)!;
  const isRounded = computed.scheme.lines.get(code)!.round !== undefined;
  return { value, isRounded, computed, line: code };
}

/** The sum over the entry's results; not known when one is not. */
function totalFigure(kind: string, computed: readonly Computed[]): Figure {
  let sum = decimal('0');
  for (const { result } of computed) {
    const amount = kind in result.totals ? result.totals[kind]! : '0';
    if (amount === null) return { value: null, isRounded: true };
    sum = sum.plus(decimal(amount));
  }
  return { value: sum.toFixed(), isRounded: true };
}

function gradeFigure(name: string | undefined, computed: readonly Computed[]): Figure | undefined {
  const of = computed.find(({ result }) => result.grade !== undefined);
  if (!of) return undefined;
  const { grade } = of.result;
  const value =
    name === undefined || name === 'grade' ? grade?.grade : name === 'salary' ? grade?.salary : undefined;
  return { value: value ?? null, isRounded: true };
}

function rowFigure(
  path: readonly string[],
  computed: readonly Computed[],
  { at }: Expected,
): Figure | undefined {
  const [setName, name, line] = path;
  for (const of of computed) {
    const row = rowNamed(of.result.rows?.[setName ?? ''] ?? [], name, at);
    if (!row || line === undefined) continue;
    const set = of.scheme.rows.get(setName!)!;
    if (line === 'total') return { value: row.totals?.total ?? null, isRounded: true };
    if (!set.lines.has(line)) continue;
    return rowLine(row, line, setName!, of);
  }
  return undefined;
}

/** The row of an id, or of `KIND ID`, `SOURCE ID`, `SOURCE KIND ID` where several rows have it. */
function rowNamed(
  rows: readonly ResultRow[],
  name: string | undefined,
  at: Expected['at'],
): ResultRow | undefined {
  const found = rows.filter((row) => namesOf(row).includes(name ?? ''));
  const whole = found.filter((row) => namesOf(row).at(-1) === name);
  if (found.length <= 1 || whole.length === 1) return whole[0] ?? found[0];
  const names = found.map((row) => `"${namesOf(row).at(-1)}"`).join(', ');
  throw new ScenarioProblem(at, 'row-unclear', { found: name ?? '', known: names });
}

function namesOf({ id, kind, source }: ResultRow): string[] {
  const ways = [[], [kind], [source], [source, kind]].map((words) => [...words, id]);
  return ways.filter((words) => words.every((word) => word !== undefined)).map((words) => words.join(' '));
}

function rowLine(row: ResultRow, line: string, set: string, computed: Computed): Figure {
  const isRounded = computed.scheme.rows.get(set)!.lines.get(line)!.round !== undefined;
  const { id, source, kind } = row;
  return { value: row.lines[line] ?? null, isRounded, computed, line, row: { set, id, source, kind } };
}
