import { type PayMix, payMix } from './checks.js';
import { decimal, toText } from './decimal.js';
import type { Result } from './result.js';
import type { Scheme } from './scheme-document.js';

/** What is stored of a result: whose, by which version, and the result with its frozen inputs. */
export interface ResultContent {
  manager: string;
  /** `hash` is the SHA-256 of the version's source. */
  version: { number: string; hash: string };
  result: Result;
}

interface StatementLine {
  scheme: string;
  period: string;
  line: string;
  pay: string;
  clause?: string | undefined;
  /** Null when it could not be computed. */
  amount: string | null;
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
}

/** A result on its way into a statement: with the scheme that computed it and the SHA-256 of its document. */
export interface PaidResult {
  scheme: Scheme;
  result: Result;
  hash: string;
}

/** One manager's pay of a month: the pay lines of all results falling due in it. */
export function statementContent(
  of: Pick<StatementContent, 'manager' | 'period' | 'currency'>,
  results: readonly PaidResult[],
): StatementContent {
  const lines = results.flatMap(({ result }) => payLines(result));
  const mixes = results.flatMap(({ scheme, result }) => {
    const mix = payMix(scheme, result);
    return mix ? [{ scheme: result.scheme, ...mix }] : [];
  });
  const salary = sum(lines.filter(({ pay }) => pay === 'salary'));
  const bonus = sum(lines.filter(({ pay }) => pay !== 'salary'));
  const { manager, period, currency } = of;
  return {
    manager,
    period,
    currency,
    lines,
    totals: { salary, bonus, total: sum(lines) },
    payMix: mixes,
    results: results.map(({ hash }) => hash),
  };
}

const payLines = ({ scheme, period, lines }: Result): StatementLine[] =>
  lines.flatMap(({ code, pay, clause, value }) =>
    pay === undefined ? [] : [{ scheme, period, line: code, pay, clause, amount: value }],
  );

/** Sum of amounts as canonical text; unknown when one of them is: silently low is worse than none. */
export function sum(lines: readonly { amount: string | null }[]): string | null {
  let total = decimal('0');
  for (const { amount } of lines) {
    if (amount === null) return null;
    total = total.plus(decimal(amount));
  }
  return toText(total);
}
