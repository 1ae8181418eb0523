import type { Decimal } from './decimal.js';
import { dependsOn, type Failure, FormulaFailure } from './failures.js';
import type { Branched, Env, Lookup, RowTotal } from './formula/compiled.js';
import { type InputOutcome, inputOutcome, SubjectError, sharedOutcome } from './inputs.js';
import { daysOfPart, isOfEarlier, type PartRules, partRules } from './part-rules.js';
import { periodKind } from './period.js';
import type { GradeProposal, Observation, Stretch, Subject } from './result.js';
import { round } from './rounding.js';
import { RowTotals } from './row-functions.js';
import type { Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import { isGradeAttribute } from './scheme-graph.js';
import { type RunContext, SetRun } from './set-run.js';
import { BELOW, rowAnswering, type StepTable } from './tables.js';
import { isDecimal, parseValue, type Value, valueText } from './values.js';

/** How a line came by its value: `exact` before rounding, `value` after; or why it has none. */
export interface LineOutcome {
  exact?: Value;
  value?: Value;
  failure?: Failure;
  lookups: readonly Lookup[];
  totals: readonly RowTotal[];
}

/** One evaluation in full, before it is written down as a result or an explanation. */
export interface Run {
  inputs: ReadonlyMap<string, InputOutcome>;
  params: ReadonlyMap<string, Value>;
  lines: ReadonlyMap<string, LineOutcome>;
  sets: ReadonlyMap<string, SetRun>;
  functions: RowTotals;
  /** Undefined when the scheme has no grade block; null when nothing is proposed. */
  grade: GradeProposal | null | undefined;
}

interface RunOptions {
  isTraced?: boolean;
  branched?: Branched;
}

/**
 * Works through inputs and lines in their order; a traced run remembers lookups and totals, for explanations.
 * `branched` is told which way each formula went. Throws `SubjectError` for a subject that does not fit.
 */
export function run(scheme: Scheme, subject: Subject, { isTraced = true, branched }: RunOptions = {}): Run {
  refuseUnfit(scheme, subject);
  return new Runner(scheme, subject, isTraced, branched).run();
}

function refuseUnfit(scheme: Scheme, { period, inputs, rows = {} }: Subject): void {
  if (periodKind(period) !== scheme.period) {
    throw new SubjectError('period-wrong', { found: period.slice(0, 20), expected: scheme.period });
  }
  for (const name of Object.keys(inputs)) {
    if (!scheme.inputs.has(name))
      throw new SubjectError('input-unknown', { input: name, scheme: scheme.code });
  }
  for (const name of Object.keys(rows)) {
    if (!scheme.rows.has(name)) throw new SubjectError('rows-unknown', { set: name, scheme: scheme.code });
  }
}

/** What a run that nobody asks to explain remembers of its lookups and totals. */
const UNTRACED: never[] = [];

/** The part of the period that is evaluated, and how the scheme counts for it. */
interface Part {
  stretch: Stretch;
  rules: PartRules;
}

class Runner {
  private readonly inputs = new Map<string, InputOutcome>();
  private readonly lines = new Map<string, LineOutcome>();
  private readonly params: ReadonlyMap<string, Value>;
  private readonly sets = new Map<string, SetRun>();
  private readonly functions = new RowTotals((name) => this.setOf(name));
  private readonly context: RunContext;
  private readonly env: Env;
  private readonly part: Part | undefined;

  constructor(
    private readonly scheme: Scheme,
    private readonly subject: Subject,
    private readonly isTraced: boolean,
    branched: Branched | undefined,
  ) {
    this.env = { read: (name) => this.read(name), rows: this.functions, ...(branched && { branched }) };
    this.params = paramsOf(scheme, subject);
    this.part = subject.stretch && { stretch: subject.stretch, rules: partRules(scheme) };
    this.context = {
      subject,
      functions: this.functions,
      readTop: (name) => this.read(name),
      topInput: (name) => this.inputs.get(name),
      setOf: (name) => this.setOf(name),
      branched,
    };
  }

  run(): Run {
    for (const name of this.scheme.rows.keys()) this.setOf(name);
    for (const step of this.scheme.steps) {
      if (typeof step === 'object') {
        this.runColumns(step.set, step.columns);
        continue;
      }
      const line = this.scheme.lines.get(step);
      if (line) this.lines.set(step, this.runLine(line));
      else this.inputs.set(step, this.settleInput(this.scheme.inputs.get(step)!));
    }
    const { inputs, params, lines, sets, functions } = this;
    return { inputs, params, lines, sets, functions, grade: this.proposal() };
  }

  private setOf(name: string): SetRun {
    const known = this.sets.get(name);
    if (known) return known;
    const set = new SetRun(this.scheme.rows.get(name)!, this.context);
    this.sets.set(name, set);
    return set;
  }

  /** Columns of a set that depend on each other's earlier rows go row by row; one column alone goes down. */
  private runColumns(setName: string, columns: readonly string[]): void {
    const set = this.setOf(setName);
    if (set.rows.length === 0) {
      for (const name of columns) set.checkEmpty(name, this.env);
    }
    for (let index = 0; index < set.rows.length; index++) {
      for (const name of columns) set.compute(name, index);
    }
  }

  private settleInput(input: SchemeInput): InputOutcome {
    const given = Object.hasOwn(this.subject.inputs, input.name)
      ? this.subject.inputs[input.name]
      : undefined;
    const prorating = input.prorate === undefined ? undefined : this.inputs.get(input.prorate);
    const reached = this.subject.trial && isGradeAttribute(input) ? this.gradeCell(input) : undefined;
    if (!this.part) return inputOutcome(input, given, prorating, reached);
    return this.settleForPart(this.part, input.name, given?.values ?? [], () =>
      inputOutcome(input, given, prorating, reached),
    );
  }

  private settleForPart(
    { stretch, rules }: Part,
    input: string,
    given: readonly Observation[],
    settle: () => InputOutcome,
  ): InputOutcome {
    if (rules.unclear.has(input) || stretch.untold?.includes(input))
      return { given, failure: { code: 'part-unclear', facts: { input, ...daysOfPart(stretch) } } };
    return rules.shared.has(input) ? sharedOutcome(settle(), input, stretch) : settle();
  }

  private runLine(line: SchemeLine): LineOutcome {
    const lookups: Lookup[] = this.isTraced ? [] : UNTRACED;
    const totals: RowTotal[] = this.isTraced ? [] : UNTRACED;
    const env: Env = this.isTraced
      ? {
          ...this.env,
          lookedUp: (lookup) => lookups.push(lookup),
          totalled: (total) => totals.push(total),
        }
      : this.env;
    if (this.part?.rules.undated.has(line.code)) {
      const facts = { line: line.code, ...daysOfPart(this.part.stretch) };
      return { failure: { code: 'part-undated', facts }, lookups, totals };
    }
    try {
      const exact = line.run(env);
      const value = line.round && isDecimal(exact) ? round(exact, line.round) : exact;
      return { exact, value, lookups, totals };
    } catch (error) {
      if (error instanceof FormulaFailure) return { failure: error.failure, lookups, totals };
      throw error;
    }
  }

  private read(name: string): Value {
    const param = this.params.get(name);
    if (param !== undefined) return param;
    const input = this.inputs.get(name);
    const { value, failure } = input ?? this.lines.get(name)!;
    if (value !== undefined) return value;
    throw new FormulaFailure(input ? failure! : dependsOn(name, failure!));
  }

  /** The row of the grade table that answers; undefined when the key has no value or no row answers for it. */
  private gradeRow(): { key: Decimal; table: StepTable; row: number } | undefined {
    const rule = this.scheme.grade;
    if (!rule) return undefined;
    const key = (this.inputs.get(rule.by) ?? this.lines.get(rule.by))?.value;
    const table = this.scheme.tables.get(rule.table) as StepTable;
    const row = key === undefined ? BELOW : rowAnswering(table.rows, key as Decimal);
    return row === BELOW ? undefined : { key: key as Decimal, table, row };
  }

  private gradeCell(input: SchemeInput): Value | undefined {
    const reached = this.gradeRow();
    const cell = reached?.table.rows[reached.row]?.cells[input.key === 'grade' ? 'grade' : 'salary'];
    return cell === undefined || cell === null ? undefined : parseValue(valueText(cell), input.unit);
  }

  /** A part of the period proposes a grade only at its end, and only by what is of earlier periods. */
  private isGradeTold({ stretch }: Part): boolean {
    const by = this.scheme.inputs.get(this.scheme.grade!.by);
    return stretch.last === true && by !== undefined && isOfEarlier(by);
  }

  /** Source: language, Semantics 14. */
  private proposal(): GradeProposal | null | undefined {
    if (!this.scheme.grade) return undefined;
    if (this.part && !this.isGradeTold(this.part)) return null;
    const reached = this.gradeRow();
    const cells = reached?.table.rows[reached.row]?.cells;
    const grade = cells?.grade ?? null;
    const salary = cells?.salary ?? null;
    if (!reached || grade === null || salary === null) return null;
    const { effective } = this.scheme.grade;
    return { grade: valueText(grade), salary: valueText(salary), by: valueText(reached.key), effective };
  }
}

function paramsOf(scheme: Scheme, { params = {} }: Subject): Map<string, Value> {
  const values = new Map([...scheme.params].map(([name, { value }]) => [name, value] as const));
  for (const [name, text] of Object.entries(params)) {
    const param = scheme.params.get(name);
    if (!param || param.override.length === 0) throw new SubjectError('param-unknown', { param: name });
    const value = parseValue(text, param.unit);
    if (value === undefined)
      throw new SubjectError('value-wrong', { param: name, found: text, unit: param.unit });
    values.set(name, value);
  }
  return values;
}
