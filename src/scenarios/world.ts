import {
  type GivenInput,
  type KeptRow,
  keptAfter,
  type Observation,
  type Period,
  periodKind,
  periodRange,
  type Result,
  type Scheme,
  type SchemeInput,
} from '../calc/index.js';
import type { Entry, Scenario, Team } from './scenario-document.js';
import { periodsInside, windowRange } from './windows.js';

/** A grade that took effect, as attributes of the manager. */
interface GradeInForce {
  grade: string;
  grade_salary: string;
}

/** What a scenario has come to so far: results by subject, kept rows, grades, what was observed. */
export class World {
  private readonly results: { subject: string; result: Result }[] = [];
  private readonly kept = new Map<string, Record<string, KeptRow[]>>();
  private readonly grades = new Map<string, GradeInForce>();
  private readonly observed = new Map<string, Map<Period, string | null>>();

  constructor(
    private readonly scenario: Pick<Scenario, 'teams' | 'periods'>,
    private readonly schemes: ReadonlyMap<string, Scheme>,
  ) {}

  private get teams(): ReadonlyMap<string, Team> {
    return this.scenario.teams;
  }

  keptOf(subject: string, scheme: string): Record<string, KeptRow[]> {
    return this.kept.get(keptKey(subject, scheme)) ?? {};
  }

  /** Takes a result in: its rows are kept, its grade takes effect where it does so by itself or was accepted. */
  add(entry: Entry, scheme: Scheme, result: Result): void {
    const key = keptKey(entry.subject, scheme.code);
    this.results.push({ subject: entry.subject, result });
    this.kept.set(key, keptAfter(scheme, result, this.kept.get(key)));
    const { grade } = result;
    if (!grade || (grade.effective !== 'automatic' && !entry.acceptGrade)) return;
    this.grades.set(entry.subject, { grade: grade.grade, grade_salary: grade.salary });
  }

  /** Remembers what was given for one period, so that later windows over it need not be given. */
  observe(subject: string, input: SchemeInput, period: Period, given: GivenInput): void {
    if (input.window.kind !== 'this period' || given.values.length !== 1) return;
    const key = `${subject} ${input.source} ${input.key}`;
    const values = this.observed.get(key) ?? new Map<Period, string | null>();
    this.observed.set(key, values.set(period, given.values[0]!.value));
  }

  gradeOf(subject: string, attribute: string): string | undefined {
    const grade = this.grades.get(subject);
    return grade?.[attribute as keyof GradeInForce];
  }

  /** What was observed in the periods of a window, in order. */
  windowOf(subject: string, input: SchemeInput, period: Period): Observation[] {
    const range = windowRange(input.window, period);
    const values = this.observed.get(`${subject} ${input.source} ${input.key}`);
    if (!range || !values) return [];
    return [...values]
      .filter(([of]) => periodRange(of).start >= range.start && periodRange(of).end <= range.end)
      .sort(([a], [b]) => (periodRange(a).start < periodRange(b).start ? -1 : 1))
      .map(([of, value]) => ({ of, value }));
  }

  /** Earlier lines of the scheme itself, or lines of another scheme inside the period. */
  linesOf(subject: string, scheme: Scheme, input: SchemeInput, period: Period): Observation[] {
    const other = input.scheme === undefined ? undefined : this.schemes.get(input.scheme);
    if (other && input.of === undefined) return this.periodsOf(subject, other, input.key, period);
    const code = input.scheme ?? scheme.code;
    const range = input.scheme === undefined ? windowRange(input.window, period) : periodRange(period);
    const isLatest = input.scheme === undefined && input.window.kind === 'previous';
    const before = periodRange(period).start;
    const found = this.peopleOf(subject, input).flatMap((person) => this.valuesOf(person, code, input.key));
    const inWindow = found
      .filter(({ of }) => {
        const { start, end } = periodRange(of);
        if (isLatest) return end <= before;
        return range !== undefined && start >= range.start && end <= range.end;
      })
      .sort((a, b) => (periodRange(a.of).start < periodRange(b.of).start ? -1 : 1));
    return isLatest ? inWindow.slice(-1) : inWindow;
  }

  /**
   * A line of another scheme in each of its periods inside this one. Where a result should be there and is not, null
   * stands for it: silently low is worse than none. Source: language, Semantics 12.
   */
  private periodsOf(subject: string, scheme: Scheme, line: string, period: Period): Observation[] {
    const values = new Map(this.valuesOf(subject, scheme.code, line).map(({ of, value }) => [of, value]));
    return periodsInside(period, scheme.period).flatMap((of) => {
      if (values.has(of)) return { of, value: values.get(of)! };
      return this.isAssigned(subject, scheme, of) ? { of, value: null } : [];
    });
  }

  /** What the file last said of a subject's assignment to a scheme, up to a period; nothing before it is named. */
  private isAssigned(subject: string, scheme: Scheme, period: Period): boolean {
    const entries = this.scenario.periods
      .filter((of) => periodKind(of.period) === scheme.period && of.period <= period)
      .toSorted((a, b) => (a.period < b.period ? -1 : 1))
      .flatMap((of) => of.entries.filter((entry) => entry.subject === subject));
    const last = entries.at(-1);
    return last?.assigned === true && (last.schemes?.includes(scheme.code) ?? true);
  }

  private peopleOf(subject: string, { of }: SchemeInput): readonly string[] {
    if (of === undefined) return [subject];
    if (of === 'company') return [...new Set(this.results.map((known) => known.subject))];
    const name = this.teams.has(subject)
      ? subject
      : [...this.teams].find(([, { head }]) => head === subject)?.[0];
    const { members = [], head } = this.teams.get(name ?? '') ?? {};
    // Lines of a team's own scheme belong to the team itself.
    const others =
      of === 'team' ? [...(head === undefined ? [] : [head]), ...(name === undefined ? [] : [name])] : [];
    return [...members, ...others];
  }

  /** Every period's value of a line: of the manager's own results, or of the manager's row in a team's. */
  private valuesOf(person: string, scheme: string, line: string): Observation[] {
    const values: Observation[] = [];
    for (const { subject, result } of this.results) {
      if (result.scheme !== scheme) continue;
      const own = subject === person ? result.lines.find(({ code }) => code === line) : undefined;
      const row = (result.rows?.members ?? []).find(({ id }) => id === person);
      const value = own ? own.value : row?.lines[line];
      if (value !== undefined) values.push({ of: result.period, value });
    }
    return values;
  }
}

const keptKey = (subject: string, scheme: string): string => `${scheme} ${subject}`;
