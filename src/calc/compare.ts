import {
  type Computation,
  changedParts,
  declarationOf,
  isRedefined,
  mixed,
  type Part,
  type PartKind,
} from './compare-parts.js';
import { evaluate } from './evaluate.js';
import { SubjectError } from './inputs.js';
import { ENGINE, type Result, type Stretch } from './result.js';
import { run } from './run.js';
import { compileScheme } from './scheme.js';
import type { Scheme } from './scheme-document.js';
import type { SourceNode } from './source.js';
import type { Unit } from './units.js';
import { type Title, valueText } from './values.js';
import { difference } from './what-if.js';

/**
 * One thing that is not the same in both: an input with its values before proration, a param, a table, rows handed
 * in, a formula. `how` says whether its value or its definition differs, or that only one of both has it.
 */
export interface ChangedPart {
  kind: PartKind;
  name: string;
  title: Title | null;
  unit: Unit | null;
  how: 'value' | 'definition' | 'added' | 'removed';
  before: string | null;
  after: string | null;
}

/** What changed together, and what it did to the total and to each pay line. Parts that need each other go together. */
export interface Contribution {
  parts: ChangedPart[];
  change: string | null;
  lines: { code: string; change: string | null }[];
}

interface ComparedSide {
  scheme: string;
  period: string;
  stretch?: Stretch;
  total: string | null;
}

/** One pay line; a line that one of both does not have pays 0 there, null is not known. */
interface LineDifference {
  code: string;
  title: Title | null;
  before: string | null;
  after: string | null;
  difference: string | null;
}

/**
 * Why two results differ. The contributions add up to the difference, of the total and of every pay line, exactly.
 * Where pay of one of them is not known there is one contribution, of everything, with null.
 */
export interface Comparison {
  engine: typeof ENGINE;
  before: ComparedSide;
  after: ComparedSide;
  difference: string | null;
  lines: LineDifference[];
  contributions: Contribution[];
}

/**
 * Puts what is in `after` in the place of what was in `before`, part by part in declared order, and tells what each
 * step does to pay. Pure. Throws `SubjectError` as `evaluate` does, and TypeError for a document that does not compile.
 */
export function compare(before: Computation, after: Computation): Comparison {
  return new Comparer(before, after).compare();
}

/** A computation worked out; pay by line, `total` among them. */
interface Worked {
  scheme: Scheme;
  result: Result;
  pay: ReadonlyMap<string, string | null>;
}

class Comparer {
  private readonly compiled = new Map<string, Scheme | undefined>();
  private readonly first: Worked;
  private readonly last: Worked;

  constructor(
    private readonly before: Computation,
    private readonly after: Computation,
  ) {
    this.first = workedOut(before, schemeOf(before.document));
    this.last = workedOut(after, schemeOf(after.document));
  }

  compare(): Comparison {
    const { first, last } = this;
    const codes = [...new Set([...first.pay.keys(), ...last.pay.keys()])].filter((code) => code !== TOTAL);
    return {
      engine: ENGINE,
      before: sideOf(first.result),
      after: sideOf(last.result),
      difference: difference(payOf(first, TOTAL), payOf(last, TOTAL)),
      lines: codes.map((code) => ({
        code,
        title: (last.scheme.lines.get(code) ?? first.scheme.lines.get(code))?.title ?? null,
        before: payOf(first, code),
        after: payOf(last, code),
        difference: difference(payOf(first, code), payOf(last, code)),
      })),
      contributions: this.contributions(codes),
    };
  }

  private contributions(codes: readonly string[]): Contribution[] {
    const contributions: Contribution[] = [];
    const taken: Part[] = [];
    let waiting: Part[] = [];
    let now = this.first;
    const parts = changedParts(this.before, this.after);
    if (!this.known(this.first) || !this.known(this.last)) {
      return parts.length === 0 ? [] : [this.contribution(parts, this.first, this.last, codes)];
    }
    const add = (group: readonly Part[], next: Worked) => {
      contributions.push(this.contribution(group, now, next, codes));
      taken.push(...group);
      now = next;
    };
    for (const part of parts) {
      const alone = this.known(this.worked([...taken, part], parts));
      if (alone) {
        add([part], alone);
        continue;
      }
      // such as a table with new columns, which waits for the formulas that read them
      waiting.push(part);
      const together =
        waiting.length > 1 ? this.known(this.worked([...taken, ...waiting], parts)) : undefined;
      if (together) {
        add(waiting, together);
        waiting = [];
      }
    }
    if (waiting.length > 0) add(waiting, this.last);
    return contributions;
  }

  /** With everything taken it is the later computation itself, whatever the order of its parts. */
  private worked(taken: readonly Part[], all: readonly Part[]): Worked | undefined {
    if (taken.length === all.length) return this.last;
    const { document, subject } = mixed(this.before, this.after, taken);
    const scheme = this.schemeOfMix(document, taken);
    if (!scheme) return undefined;
    try {
      return workedOut({ document, subject }, scheme);
    } catch (error) {
      if (error instanceof SubjectError) return undefined;
      throw error;
    }
  }

  /** Compiled once for all steps that only put other values in. */
  private schemeOfMix(document: SourceNode, taken: readonly Part[]): Scheme | undefined {
    const redefined = taken.filter((part) => isRedefined(this.before, this.after, part));
    const key = redefined.map(({ kind, name }) => `${kind} ${name}`).join('\n');
    if (!this.compiled.has(key)) this.compiled.set(key, compileScheme(document).scheme);
    return this.compiled.get(key);
  }

  private known(worked: Worked | undefined): Worked | undefined {
    return worked && [...worked.pay.values()].every((amount) => amount !== null) ? worked : undefined;
  }

  private contribution(
    group: readonly Part[],
    now: Worked,
    next: Worked,
    codes: readonly string[],
  ): Contribution {
    return {
      parts: group.map((part) => this.describe(part)),
      change: difference(payOf(now, TOTAL), payOf(next, TOTAL)),
      lines: codes
        .map((code) => ({ code, change: difference(payOf(now, code), payOf(next, code)) }))
        .filter(({ change }) => change !== '0'),
    };
  }

  private describe(part: Part): ChangedPart {
    const { before, after, first, last } = this;
    const [old, now] = [declarationOf(before, part), declarationOf(after, part)];
    const how = part.kind === 'rest' || (old && now) ? undefined : old ? 'removed' : 'added';
    const declared = partOf(last.scheme, part) ?? partOf(first.scheme, part);
    return {
      ...part,
      title: declared?.title ?? null,
      unit: declared?.unit ?? null,
      how: how ?? (isRedefined(before, after, part) ? 'definition' : 'value'),
      before: valueIn(before, first.scheme, part),
      after: valueIn(after, last.scheme, part),
    };
  }
}

const TOTAL = 'total';

function schemeOf(document: SourceNode): Scheme {
  const { scheme } = compileScheme(document);
  if (!scheme) throw new TypeError('a document to be compared does not compile');
  return scheme;
}

function workedOut({ subject }: Computation, scheme: Scheme): Worked {
  const result = evaluate(scheme, subject);
  const lines = result.lines.filter(({ pay }) => pay !== undefined);
  const pay = new Map(lines.map(({ code, value }) => [code, value]));
  return { scheme, result, pay: pay.set(TOTAL, result.totals.total ?? null) };
}

/** A line that one of both does not have pays nothing there. */
const payOf = ({ pay }: Worked, code: string): string | null => (pay.has(code) ? pay.get(code)! : '0');

const sideOf = ({ scheme, period, stretch, totals }: Result): ComparedSide => ({
  scheme,
  period,
  ...(stretch && { stretch }),
  total: totals.total ?? null,
});

function partOf(scheme: Scheme, { kind, name }: Part): { title?: Title; unit?: Unit } | undefined {
  if (kind === 'input') return scheme.inputs.get(name);
  if (kind === 'param') return scheme.params.get(name);
  if (kind === 'table') return scheme.tables.get(name);
  return kind === 'rows' ? scheme.rows.get(name) : scheme.lines.get(name);
}

/** The value of an input or param, the formula of a line, how many rows were handed in. */
function valueIn({ subject }: Computation, scheme: Scheme, { kind, name }: Part): string | null {
  if (kind === 'line') return scheme.lines.get(name)?.formula ?? null;
  if (kind === 'rows') return scheme.rows.has(name) ? String(subject.rows?.[name]?.length ?? 0) : null;
  if (kind !== 'input' && kind !== 'param') return null;
  const outcome = run(scheme, subject, { isTraced: false });
  const value = kind === 'param' ? outcome.params.get(name) : outcome.inputs.get(name)?.whole;
  return value === undefined ? null : valueText(value);
}
