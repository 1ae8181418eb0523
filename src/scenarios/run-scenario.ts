import {
  evaluate,
  explain,
  type Language,
  lineExplanationText,
  periodKind,
  type Result,
  type Scheme,
  type Subject,
  SubjectError,
} from '../calc/index.js';
import { type Computed, compareEntry, type Mismatch } from './compare.js';
import { unknownKey } from './document-tree.js';
import { problemOfSubject, ScenarioProblem } from './problems.js';
import type { Entry, Scenario, ScenarioPeriod } from './scenario-document.js';
import { ROW_KEYS, SubjectMaker } from './subjects.js';
import { World } from './world.js';

/** A figure that came out otherwise, with the explanation of its line. */
export interface Difference extends Mismatch {
  scenario: string;
  period: string;
  subject: string;
  explanation: string;
}

/** Runs one scenario through its periods. Throws `ScenarioProblem` for what the file has wrong. */
export function runScenario(
  scenario: Scenario,
  schemes: ReadonlyMap<string, Scheme>,
  language: Language,
): Difference[] {
  return new ScenarioRun(scenario, schemes, language).run();
}

/** The results of every entry of a scenario, whatever it expects. Throws `ScenarioProblem`. */
export function computeScenario(scenario: Scenario, schemes: ReadonlyMap<string, Scheme>): Computed[] {
  return new ScenarioRun(scenario, schemes, 'en').compute();
}

class ScenarioRun {
  private readonly world: World;
  private readonly subjects: SubjectMaker;

  constructor(
    private readonly scenario: Scenario,
    private readonly schemes: ReadonlyMap<string, Scheme>,
    private readonly language: Language,
  ) {
    this.world = new World(scenario, schemes);
    this.subjects = new SubjectMaker(this.world, scenario.teams);
  }

  run(): Difference[] {
    return this.scenario.periods.flatMap((period) =>
      [...this.computePeriod(period)].flatMap(([entry, computed]) =>
        this.compare(entry, period.period, computed),
      ),
    );
  }

  compute(): Computed[] {
    return this.scenario.periods.flatMap((period) => [...this.computePeriod(period).values()].flat());
  }

  /** Individual schemes, then teams', then those that read them. Source: language, Semantics 9. */
  private computePeriod({ period, entries }: ScenarioPeriod): Map<Entry, Computed[]> {
    const computed = new Map<Entry, Computed[]>(entries.map((entry) => [entry, []]));
    const chosen = new Map(entries.map((entry) => [entry, this.schemesOf(entry, period)] as const));
    for (const scheme of inReadingOrder(this.schemes)) {
      for (const [entry, own] of chosen) {
        if (own.includes(scheme)) computed.get(entry)!.push(this.computeOne(scheme, entry, period));
      }
    }
    return computed;
  }

  private schemesOf(entry: Entry, period: string): Scheme[] {
    const { schemes: named } = entry;
    for (const code of named ?? []) {
      if (!this.schemes.has(code)) {
        const known = [...this.schemes.keys()].join(', ');
        throw new ScenarioProblem(entry.at, 'scheme-unknown', { code, known });
      }
    }
    const own = [...this.schemes.values()].filter((scheme) => {
      if (named) return named.includes(scheme.code);
      return (
        scheme.period === periodKind(period) &&
        scheme.subject === entry.kind &&
        this.isHeadsOwn(scheme, entry)
      );
    });
    refuseUnknown(entry, own);
    return own;
  }

  /** A scheme over the members of a team is for its head alone. */
  private isHeadsOwn(scheme: Scheme, { subject, kind }: Entry): boolean {
    const isOverTeam = [...scheme.inputs.values()].some(
      ({ of, source }) => of !== undefined && source === 'line',
    );
    const teams = [...this.scenario.teams.values()];
    return !isOverTeam || kind === 'team' || teams.length === 0 || teams.some(({ head }) => head === subject);
  }

  private computeOne(scheme: Scheme, entry: Entry, period: string): Computed {
    const subject = this.subjects.make(scheme, entry, period);
    const result = evaluated(scheme, subject, entry);
    this.world.add(entry, scheme, result);
    return { scheme, subject, result };
  }

  private compare(entry: Entry, period: string, computed: readonly Computed[]): Difference[] {
    return compareEntry(entry, computed).map((mismatch) => ({
      ...mismatch,
      scenario: this.scenario.title,
      period,
      subject: entry.subject,
      explanation: explanationOf(mismatch, this.language),
    }));
  }
}

function evaluated(scheme: Scheme, subject: Subject, entry: Entry): Result {
  try {
    return evaluate(scheme, subject);
  } catch (error) {
    if (error instanceof SubjectError) throw problemOfSubject(error, placeIn(entry, error.facts));
    throw error;
  }
}

/** Where the file gives the input or row that does not fit; else the entry itself. */
function placeIn({ inputs, facts, at }: Entry, { input, row }: Record<string, string>): Entry['at'] {
  const rows = [...facts.values()].flat();
  const given = rows.find(({ values }) => row !== undefined && values.get('id')?.values[0] === row);
  const own = given ? given.values : inputs.values;
  return (input === undefined ? undefined : own.get(input)?.at) ?? given?.at ?? at;
}

function explanationOf({ computed, line, row }: Mismatch, language: Language): string {
  if (!computed || line === undefined) return '';
  const explanation = explain(computed.scheme, computed.subject, { rowsMax: Number.MAX_SAFE_INTEGER });
  return lineExplanationText(explanation, line, language, row);
}

/** Each scheme after those whose lines it reads; a circle is left as it stands. */
function inReadingOrder(schemes: ReadonlyMap<string, Scheme>): Scheme[] {
  const ordered = new Set<Scheme>();
  const open = new Set<Scheme>();
  const visit = (scheme: Scheme): void => {
    if (open.has(scheme)) return;
    open.add(scheme);
    const inputs = [scheme.inputs, ...[...scheme.rows.values()].map((set) => set.inputs)];
    for (const { scheme: code } of inputs.flatMap((map) => [...map.values()])) {
      const read = code === undefined ? undefined : schemes.get(code);
      if (read) visit(read);
    }
    ordered.add(scheme);
  };
  for (const scheme of schemes.values()) visit(scheme);
  return [...ordered];
}

/** A name in the file that no scheme of the entry knows is misspelt. */
function refuseUnknown(entry: Entry, schemes: readonly Scheme[]): void {
  const inputs = schemes.flatMap((scheme) => [...scheme.inputs.keys()]);
  const params = schemes.flatMap((scheme) => [...scheme.params.keys()]);
  const sets = schemes.flatMap((scheme) => [...scheme.rows.values()]);
  refuse(entry.inputs.values, inputs);
  for (const name of Object.keys(entry.params)) {
    if (!params.includes(name)) throw new ScenarioProblem(entry.at, 'param-unknown', { param: name });
  }
  for (const [kind, rows] of entry.facts) {
    const own = sets.filter((set) => set.facts.includes(kind) || set.name === kind);
    if (own.length === 0) throw new ScenarioProblem(entry.at, 'rows-unknown', { set: kind });
    const known = own.flatMap((set) => [...set.fields.keys(), ...set.inputs.keys()]);
    for (const row of rows) refuse(row.values, [...ROW_KEYS, ...known]);
  }
}

function refuse(values: Entry['inputs']['values'], known: readonly string[]): void {
  for (const [key, { at }] of values) {
    if (!known.includes(key)) {
      throw unknownKey({ key, keyAt: at, value: { kind: 'empty', at } }, [...new Set(known)]);
    }
  }
}
