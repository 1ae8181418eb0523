import type { Explanation, InputExplanation } from './explain.js';
import type { LineExplanation, TotalExplanation, Use } from './explain-line.js';
import type { LookupExplanation, RowExplanation } from './explain-lookup.js';
import type { FactRowExplanation, SetExplanation } from './explain-rows.js';
import { words } from './explain-words.js';
import { failureText } from './failures.js';
import type { Language } from './findings.js';
import {
  formulaForReading,
  numberForReading,
  periodForReading,
  quoted,
  titleIn,
  valueForReading,
} from './reading.js';
import type { Unit } from './units.js';

/**
 * An explanation as indented plain text for the manager it is about: titles for names, decimal comma and no-break
 * spaces in Russian. Lines stand in the document's order, inputs after them.
 */
export function explanationText(explanation: Explanation, language: Language = 'en'): string {
  return new TextWriter(explanation, language).write().join('\n');
}

/**
 * The part of an explanation that tells of one line of the scheme, or with `row` of one row of a set; empty when
 * there is no such line.
 */
export function lineExplanationText(
  explanation: Explanation,
  code: string,
  language: Language = 'en',
  row?: { set: string; id: string; source?: string; kind?: string },
): string {
  const isRow = ({ id, source, fact }: FactRowExplanation) =>
    id === row?.id && source === row.source && fact === row.kind;
  const lines = row
    ? explanation.rows?.find(({ set }) => set === row.set)?.rows.find(isRow)?.lines
    : explanation.lines;
  const line = lines?.find((candidate) => candidate.code === code);
  return line ? new TextWriter(explanation, language).line(line).join('\n') : '';
}

class TextWriter {
  private readonly titles: ReadonlyMap<string, string>;
  private readonly words: (typeof words)[Language];

  constructor(
    private readonly explanation: Explanation,
    private readonly language: Language,
  ) {
    const { inputs, params, lines, rows = [] } = explanation;
    const named = [...inputs, ...params].map(
      ({ name, title }) => [name, titleIn(title, language, name)] as const,
    );
    const coded = lines.map(({ code, title }) => [code, titleIn(title, language, code)] as const);
    const tables = lines.flatMap((line) =>
      line.tables.map((t) => [t.table, titleIn(t.title, language, t.table)] as const),
    );
    const fields = rows
      .flatMap((set) => set.rows.flatMap((row) => row.lines.flatMap((line) => line.uses)))
      .map(({ name, title }) => [name, titleIn(title, language, name)] as const);
    const sets = rows.flatMap(({ set, title, sums }) => [
      [set, titleIn(title, language, set)] as const,
      ...sums.map((line) => [line.code, titleIn(line.title, language, line.code)] as const),
    ]);
    this.titles = new Map([...tables, ...fields, ...sets, ...named, ...coded]);
    this.words = words[language];
  }

  write(): string[] {
    const { title, period, stretch, lines, inputs, totals, complete, rows = [] } = this.explanation;
    return [
      `${titleIn(title, this.language, this.explanation.scheme)}, ${periodForReading(period, stretch)}`,
      ...(complete ? [] : [this.words.incomplete]),
      '',
      ...lines.flatMap((line) => [...this.line(line), '']),
      ...rows.flatMap((set) => [...this.set(set), '']),
      ...Object.entries(totals).map(([kind, amount]) => this.total(kind, amount)),
      ...(this.explanation.grade ? [this.grade()] : []),
      '',
      this.words.inputs,
      ...inputs.flatMap((input) => this.input(input)),
    ];
  }

  private total(kind: string, amount: string | null): string {
    const name = kind === 'total' ? this.words.total : (this.words.pay[kind] ?? kind);
    return `${name}: ${amount === null ? this.words.unknown : numberForReading(amount, this.language)}`;
  }

  private grade(): string {
    const { grade, salary } = this.explanation.grade!;
    const read = (text: string) => numberForReading(text, this.language);
    return `${this.words.gradeProposed} ${read(grade)}, ${this.words.salaryOfGrade} ${read(salary)}`;
  }

  line(line: LineExplanation): string[] {
    const clause = line.clause === undefined ? '' : ` (${this.words.clause} ${line.clause})`;
    const head = `${this.titleOf(line.code)}${clause}: ${this.value(line.value, line.unit)}`;
    if (line.failure) return [head, `  ${this.words.because} ${failureText(line.failure, this.language)}`];
    return [
      head,
      `  = ${formulaForReading(line.formula, this.language, this.titles)}`,
      ...(line.withValues === null ? [] : [`  = ${formulaForReading(line.withValues, this.language)}`]),
      ...this.rounding(line),
      ...line.tables.flatMap((lookup) => this.lookup(lookup)),
      ...(line.totals ?? []).map((total) => this.totalled(total)),
      ...line.uses.map((use) => this.use(use)),
    ];
  }

  private rounding({ round, exact, unit }: LineExplanation): string[] {
    if (!round) return [];
    const step = /%$/.test(round.to)
      ? formulaForReading(round.to, this.language)
      : numberForReading(round.to, this.language);
    const how = `${this.words.roundedTo} ${step}, ${this.words.modes[round.mode]}`;
    return [`  = ${this.value(exact, unit)}, ${how}`];
  }

  /** `SUM(…): 1 106, 2 rows`; of a share also the fund, the own weight and the sum of weights. */
  private totalled({ text, value, count, fund, weight, weights }: TotalExplanation): string {
    const read = (amount: string) => numberForReading(amount, this.language);
    const head = `    ${formulaForReading(text, this.language, this.titles)}: ${read(value)}`;
    if (fund === undefined) return `${head}, ${this.words.rows(count)}`;
    return `${head}; ${this.words.fund} ${read(fund)}, ${this.words.weight} ${read(weight!)} / ${read(weights!)}`;
  }

  private set({ set, facts, count, sums, rows, failures = {} }: SetExplanation): string[] {
    const known = sums.map(({ code, unit, value }) => `  ${this.titleOf(code)}: ${this.value(value, unit)}`);
    const failed = Object.entries(failures).map(
      ([line, failure]) =>
        `  ${this.titleOf(line)}: ${this.words.because} ${failureText(failure, this.language)}`,
    );
    const listed = rows.flatMap((row) => this.row(row, facts));
    const more = count > rows.length ? [`  ${this.words.moreRows(count - rows.length)}`] : [];
    return [
      `${quoted(this.titleOf(set), this.language)}: ${this.words.rows(count)}`,
      ...known,
      ...failed,
      ...listed,
      ...more,
    ];
  }

  private row(row: FactRowExplanation, facts: readonly string[]): string[] {
    const head = row.part ? this.partHead(row.date!, row.part) : this.factHead(row, facts);
    return [`  ${head}`, ...row.lines.flatMap((line) => this.line(line).map((text) => `    ${text}`))];
  }

  /** `2026-03-20  return R1  → O1`. Rows of a set that lists several kinds are of the first unless they say. */
  private factHead({ id, fact, date, order }: FactRowExplanation, facts: readonly string[]): string {
    const kind = fact ?? facts[0];
    const named = kind === undefined ? id : `${this.words.facts[kind] ?? kind} ${id}`;
    const head = [date, named, order === undefined ? undefined : `→ ${order}`];
    return head.filter((part) => part !== undefined).join('  ');
  }

  /** `2026-03-01 … 2026-03-15 (15 days, 9 of 9 worked)`. */
  private partHead(
    date: string,
    { lastDay, days, workedDays, normDays }: NonNullable<FactRowExplanation['part']>,
  ): string {
    const worked = workedDays === null || normDays === null ? '' : this.words.worked(workedDays, normDays);
    return `${date} … ${lastDay} (${this.words.days(days)}${worked})`;
  }

  private use({ name, unit, value }: Use): string {
    return `    ${this.titleOf(name)}: ${this.value(value, unit)}`;
  }

  private lookup(lookup: LookupExplanation): string[] {
    const keys = lookup.keys.map((key) => (key === null ? '—' : this.cell(key))).join('; ');
    const head = `    ${this.words.table} ${quoted(titleIn(lookup.title, this.language, lookup.table), this.language)}, ${this.words.key} ${keys}:`;
    const rows = lookup.below ? [lookup.below, ...lookup.rows] : lookup.rows;
    const answered = lookup.answered + (lookup.below ? 1 : 0);
    return [head, ...rows.map((row, index) => this.tableRow(row, lookup, index === answered))];
  }

  private tableRow({ by, cells }: RowExplanation, { columns }: LookupExplanation, isAnswer: boolean): string {
    const start = by.map((text) => this.words.rowStart(text, (word) => this.cell(word))).join(', ');
    const values = columns.map(
      (name, index) => `${name} ${cells[index] === null ? '—' : this.cell(cells[index]!)}`,
    );
    return `    ${isAnswer ? '→' : ' '} ${start}: ${values.join(', ')}`;
  }

  /** A cell or key: a number, a percent, or a text as it is. */
  private cell(text: string): string {
    return /^-?[\d.]+%?$/.test(text) ? formulaForReading(text, this.language) : text;
  }

  private input(input: InputExplanation): string[] {
    const { source, given, failure } = input;
    const window = source.window === 'this period' ? '' : `, ${this.words.window(source.window)}`;
    const take = source.take === undefined ? '' : `, ${this.words.takes[source.take] ?? source.take}`;
    const from = `${this.words.sources[source.kind]} ${source.key}${window}${take}`;
    const observed = given.map(({ of, value }) => `${of}: ${this.value(value, input.unit)}`).join('; ');
    return [
      `  ${this.titleOf(input.name)}: ${this.value(input.value, input.unit)}`,
      `    ${from}`,
      ...(observed ? [`    ${this.words.observed} ${observed}`] : []),
      ...(input.standIn ? [`    ${this.words.standIns[input.standIn]}`] : []),
      ...(input.withValues === null ? [] : [`    = ${formulaForReading(input.withValues, this.language)}`]),
      ...(failure ? [`    ${this.words.because} ${failureText(failure, this.language)}`] : []),
    ];
  }

  private titleOf(name: string): string {
    return this.titles.get(name) ?? name;
  }

  private value(text: string | null, unit: Unit): string {
    return text === null ? this.words.unknown : valueForReading(text, unit, this.language);
  }
}
