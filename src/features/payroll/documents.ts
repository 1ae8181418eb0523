import { createHash } from 'node:crypto';
import { canonicalText, decimal, type PayMix, payMix, toText } from '../../calc/index.js';
import type { Computed } from './calculation.service.js';

/** A text that is stored and never made anew, with its SHA-256. */
export interface Frozen {
  document: string;
  hash: string;
}

const freeze = (content: object): Frozen => {
  const document = canonicalText(content);
  return { document, hash: createHash('sha256').update(document).digest('hex') };
};

/** A result as stored: ids, no names; equal inputs under an equal version give equal bytes. */
export function resultDocument({ payee, version, result }: Computed): Frozen {
  return freeze({
    manager: payee.id,
    version: { number: String(version.number), hash: version.hash },
    result,
  });
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

export interface StatementContent {
  manager: string;
  period: string;
  currency: string;
  lines: StatementLine[];
  totals: { salary: string | null; bonus: string | null; total: string | null };
  /** Share of salary in pay against the scheme's range, by scheme. */
  payMix: (PayMix & { scheme: string })[];
}

/** One manager's pay of a month: the pay lines of all results falling due in it. */
export function statementContent(
  period: string,
  currency: string,
  results: readonly Computed[],
): StatementContent {
  const lines = results.flatMap(({ result }) =>
    result.lines
      .filter(({ pay }) => pay !== undefined)
      .map(({ code, pay, clause, value }) => ({
        scheme: result.scheme,
        period: result.period,
        line: code,
        pay: pay!,
        clause,
        amount: value,
      })),
  );
  const mixes = results.flatMap(({ version, result }) => {
    const mix = payMix(version.scheme, result);
    return mix ? [{ scheme: result.scheme, ...mix }] : [];
  });
  const salary = sum(lines.filter(({ pay }) => pay === 'salary'));
  const bonus = sum(lines.filter(({ pay }) => pay !== 'salary'));
  return {
    manager: results[0]!.payee.id,
    period,
    currency,
    lines,
    totals: { salary, bonus, total: sum(lines) },
    payMix: mixes,
  };
}

export const statementDocument = (content: StatementContent): Frozen => freeze(content);

/** Sum of amounts as canonical text; unknown when one of them is: silently low is worse than none. */
export function sum(lines: readonly { amount: string | null }[]): string | null {
  let total = decimal('0');
  for (const { amount } of lines) {
    if (amount === null) return null;
    total = total.plus(decimal(amount));
  }
  return toText(total);
}
