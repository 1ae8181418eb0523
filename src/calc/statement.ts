import { type Adjustment, type AdjustmentRules, applyAdjustments } from './adjustments.js';
import { type PayMix, payMix } from './checks.js';
import { decimal, toText } from './decimal.js';
import type { Result, Stretch } from './result.js';
import type { Scheme } from './scheme-document.js';

/** What is stored of a result: whose, by which version, and the result with its frozen inputs. */
export interface ResultContent {
  manager: string;
  /** `hash` is the SHA-256 of the version's source. */
  version: { number: string; hash: string };
  result: Result;
}

interface StatementLine {
  /** Absent on the line of an adjustment, which is of no scheme. */
  scheme?: string | undefined;
  period: string;
  /** The part of the period that it is for, where it is not the whole; `until` is the first day no longer. */
  stretch?: Pick<Stretch, 'from' | 'until'> | undefined;
  line: string;
  pay: string;
  clause?: string | undefined;
  /** Null when it could not be computed. */
  amount: string | null;
  /** The adjustment that the line is for; `pay` is its kind then. */
  adjustment?: Adjustment | undefined;
}

/** What the adjustments of a statement were applied by, and what they come to. */
interface Adjusting extends AdjustmentRules {
  reductionBase: string | null;
  reductionMax: string | null;
  total: string | null;
}

/** What is stored of a statement. `results` are the SHA-256 of the documents it was gathered from, in their order. */
export interface StatementContent {
  manager: string;
  period: string;
  currency: string;
  lines: StatementLine[];
  totals: { salary: string | null; bonus: string | null; total: string | null };
  /** Share of salary in pay against the scheme's range, by scheme. */
  payMix: (PayMix & { scheme: string })[];
  results: string[];
  /** Absent on a statement without adjustments. */
  adjusting?: Adjusting | undefined;
}

/** A result on its way into a statement: with the scheme that computed it and the SHA-256 of its document. */
export interface PaidResult {
  scheme: Scheme;
  result: Result;
  hash: string;
}

/** One manager's pay of a month: the pay lines of all results falling due in it, and what adjustments come to on top. */
export function statementContent(
  of: Pick<StatementContent, 'manager' | 'period' | 'currency'>,
  results: readonly PaidResult[],
  adjusting?: GivenAdjustments,
): StatementContent {
  const lines = results.flatMap(({ result }) => payLines(result));
  const mixes = results.flatMap(({ scheme, result }) => {
    const mix = payMix(scheme, result);
    return mix ? [{ scheme: result.scheme, ...mix }] : [];
  });
  const { manager, period, currency } = of;
  const content = {
    manager,
    period,
    currency,
    lines,
    totals: totalsOf(lines),
    payMix: mixes,
    results: results.map(({ hash }) => hash),
  };
  return adjusting ? adjusted(content, adjusting) : content;
}

interface GivenAdjustments {
  adjustments: readonly Adjustment[];
  rules: AdjustmentRules;
}

/** The statement with these adjustments in the place of those it has; what its results pay stays. */
export function adjusted(
  content: StatementContent,
  { adjustments, rules }: GivenAdjustments,
): StatementContent {
  const lines = content.lines.filter(({ adjustment }) => adjustment === undefined);
  const { adjusting: _, ...before } = { ...content, lines, totals: totalsOf(lines) };
  if (adjustments.length === 0) return before;
  const { applied, ...limits } = applyAdjustments(before.totals, adjustments, rules);
  const added = applied.map(
    ({ adjustment, amount }): StatementLine => ({
      period: content.period,
      line: `adjustment-${adjustment.id}`,
      pay: adjustment.kind,
      clause: adjustment.clause,
      amount,
      adjustment,
    }),
  );
  const all = [...lines, ...added];
  return { ...before, lines: all, totals: totalsOf(all), adjusting: { ...limits, total: sum(added) } };
}

/** The adjustments of a statement as they were given, and the rules they were applied by; undefined without any. */
export function adjustmentsIn({ lines, adjusting }: StatementContent): GivenAdjustments | undefined {
  const adjustments = lines.flatMap(({ adjustment }) => adjustment ?? []);
  return adjusting && adjustments.length > 0 ? { adjustments, rules: adjusting } : undefined;
}

const totalsOf = (lines: readonly StatementLine[]): StatementContent['totals'] => ({
  salary: sum(lines.filter(({ pay }) => pay === 'salary')),
  bonus: sum(lines.filter(({ pay }) => pay !== 'salary')),
  total: sum(lines),
});

function payLines({ scheme, period, stretch, lines }: Result): StatementLine[] {
  const days = stretch && { stretch: { from: stretch.from, until: stretch.until } };
  return lines.flatMap(({ code, pay, clause, value }) =>
    pay === undefined ? [] : [{ amount: value, clause, line: code, pay, period, scheme, ...days }],
  );
}

/** Sum of amounts as canonical text; unknown when one of them is: silently low is worse than none. */
export function sum(lines: readonly { amount: string | null }[]): string | null {
  let total = decimal('0');
  for (const { amount } of lines) {
    if (amount === null) return null;
    total = total.plus(decimal(amount));
  }
  return toText(total);
}
