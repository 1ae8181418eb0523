import { type FormulaNode, partsOf } from './formula/tree.js';
import { addDays } from './period.js';
import type { Stretch } from './result.js';
import type { Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import { keyOf, readsOf } from './scheme-graph.js';

/** How a scheme counts for a part of its period. Source: language, Semantics 13; docs/semantics.md, Changes within the period. */
export interface PartRules {
  /** Targets and salaries that are handed in for the whole period: they count by their share of norm days. */
  shared: ReadonlySet<string>;
  /** Inputs of which the scheme does not tell how they count for a part: they fail. */
  unclear: ReadonlySet<string>;
  /** Pay lines that nothing of the part's own days goes into: paid in full for each part, they fail. */
  undated: ReadonlySet<string>;
}

/** The days of a part as failures name them: the first and the last. */
export const daysOfPart = ({ from, until }: Stretch): { from: string; last: string } => ({
  from,
  last: addDays(until, -1),
});

const known = new WeakMap<Scheme, PartRules>();

export function partRules(scheme: Scheme): PartRules {
  let rules = known.get(scheme);
  if (!rules) {
    rules = new Reader(scheme).rules();
    known.set(scheme, rules);
  }
  return rules;
}

/** Attributes that are of the part's own days. */
const TIME: ReadonlySet<string> = new Set(['worked_days', 'worked_hours', 'worked_share', 'employed_share']);
const SALARIES: ReadonlySet<string> = new Set(['grade_salary', 'salary']);
/** Windows that end before the period: a part of it changes nothing in them. */
const EARLIER: ReadonlySet<string> = new Set(['previous', 'previous periods', 'same period last year']);

export const isOfEarlier = ({ window }: SchemeInput): boolean => EARLIER.has(window.kind);
const isTime = ({ source, key }: SchemeInput): boolean => source === 'attribute' && TIME.has(key);

/** Whether a formula totals or counts rows. */
const mentionsSet = (node: FormulaNode, rows: Scheme['rows']): boolean =>
  (node.kind === 'name' && rows.has(node.name)) || partsOf(node).some((part) => mentionsSet(part, rows));

class Reader {
  /** What each input, line and column reads. */
  private readonly reads = new Map<string, readonly string[]>();
  private readonly lines: { key: string; line: SchemeLine }[];

  constructor(private readonly scheme: Scheme) {
    const { inputs, lines, rows } = scheme;
    for (const name of inputs.keys()) this.reads.set(name, readsOf(scheme, name));
    this.lines = [...lines.values()].map((line) => ({ key: line.code, line }));
    for (const line of lines.keys()) this.reads.set(line, readsOf(scheme, line));
    for (const set of rows.values())
      for (const line of set.lines.values()) {
        this.lines.push({ key: keyOf(line.code, set), line });
        this.reads.set(keyOf(line.code, set), readsOf(scheme, line.code, set));
      }
  }

  rules(): PartRules {
    const shared = new Set<string>();
    const unclear = new Set<string>();
    for (const input of this.scheme.inputs.values()) {
      const how = this.howCounted(input);
      if (how === 'shared') shared.add(input.name);
      if (how === 'unclear') unclear.add(input.name);
    }
    const undated = [...this.scheme.lines.values()].filter(
      ({ code, pay }) => pay !== undefined && !this.isDated(code, shared),
    );
    return { shared, unclear, undated: new Set(undated.map(({ code }) => code)) };
  }

  /** Undefined where the scheme itself weighs the input by the time of the part, or a part changes nothing in it. */
  private howCounted(input: SchemeInput): 'shared' | 'unclear' | undefined {
    const isSalary = input.source === 'attribute' && SALARIES.has(input.key);
    if ((input.source !== 'target' && !isSalary) || isOfEarlier(input)) return undefined;
    if (input.prorate !== undefined && isTime(this.scheme.inputs.get(input.prorate)!)) return undefined;
    if (input.window.kind !== 'this period') return 'unclear';
    const after = this.lines.filter(({ key }) => this.reaches(key, input.name));
    if (!after.some(({ key }) => this.readsTime(key))) return 'shared';
    const readers = after.filter(({ key }) => this.reads.get(key)!.includes(input.name));
    return isSalary && readers.every(({ key }) => this.readsTime(key)) ? undefined : 'unclear';
  }

  /** Whether a line itself reads time worked, or a line made of nothing else. */
  private readsTime(key: string): boolean {
    return this.reads.get(key)!.some((name) => this.isTimeAlone(name));
  }

  private isTimeAlone(name: string): boolean {
    const input = this.scheme.inputs.get(name);
    if (input) return isTime(input);
    const reads = this.reads.get(name)!;
    const isNeutral = (read: string) => {
      const of = this.scheme.inputs.get(read);
      return of !== undefined && (of.source === 'calendar' || /^norm_/.test(of.key));
    };
    return (
      reads.some((read) => this.isTimeAlone(read)) &&
      reads.every((read) => isNeutral(read) || this.isTimeAlone(read))
    );
  }

  private reaches(from: string, to: string): boolean {
    return this.walk(from, (name) => name === to);
  }

  /** Whether anything of the part's own days goes into a line. */
  private isDated(code: string, shared: ReadonlySet<string>): boolean {
    const { inputs, lines, rows } = this.scheme;
    return this.walk(code, (name) => {
      const input = inputs.get(name);
      if (!input) return !lines.has(name) || mentionsSet(lines.get(name)!.tree, rows);
      if (input.source === 'line' || isTime(input) || shared.has(name)) return true;
      return (
        (input.source === 'measure' || input.source === 'kpi') &&
        /this period|to date/.test(input.window.kind)
      );
    });
  }

  private walk(from: string, found: (name: string) => boolean): boolean {
    const seen = new Set<string>();
    const left = [from];
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (found(name)) return true;
      left.push(...(this.reads.get(name) ?? []));
    }
    return false;
  }
}
