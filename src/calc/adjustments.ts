import { Decimal, decimal, toText, ZERO } from './decimal.js';
import { type Rounding, round } from './rounding.js';

/** Agreed sum, reasoned correction, contest prize, reduction for a disciplinary sanction. */
export const ADJUSTMENT_KINDS = ['agreed', 'correction', 'prize', 'reduction'] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

/** What somebody has added to a manager's month. Ids are decimal texts. */
export interface Adjustment {
  id: string;
  kind: AdjustmentKind;
  /** Above zero for agreed sums and prizes, below for reductions, not zero for corrections; canonical text. */
  asked: string;
  reason: string;
  /** Clause of the bonus regulation. */
  clause: string;
  /** Number of the user or the token it was entered by. */
  author: string;
  /** Instant in UTC to the microsecond. */
  at: string;
  /** Of a reduction: the order, and the half-open interval in which its sanction is in force. */
  order?: { number: string; date: string; from: string; until: string } | undefined;
}

/** What the company lets adjustments take away; kept with the statement, so that it is computed anew alike. */
export interface AdjustmentRules {
  /** Largest share of the month's pay that reductions may take, as a ratio. */
  reductionShareMax: string;
  /** Whether corrections may take of the salary; else they take of what is above it. */
  correctionsLowerSalary: boolean;
}

/** A statement's pay by results, before any adjustment; null when it could not be computed. */
export interface PayByResults {
  salary: string | null;
  total: string | null;
}

export interface AppliedAdjustments extends AdjustmentRules {
  /** Each with the amount that goes into pay; null while pay by results is not known. */
  applied: { adjustment: Adjustment; amount: string | null }[];
  /** Pay of the month before reductions: by results, agreed sums, prizes, corrections. */
  reductionBase: string | null;
  /** The most that all reductions together take of it. */
  reductionMax: string | null;
}

const CENT: Rounding = { to: decimal('0.01'), mode: 'down' };

/**
 * What adjustments come to, in their order. Corrections take no more than there is above the salary (or above zero, by the
 * rules); reductions together no more than their share of the month's pay, and never of the salary. What exceeds it falls
 * away. Source: domain §7.
 */
export function applyAdjustments(
  pay: PayByResults,
  adjustments: readonly Adjustment[],
  { reductionShareMax, correctionsLowerSalary }: AdjustmentRules,
): AppliedAdjustments {
  const rules = { reductionShareMax, correctionsLowerSalary };
  if (pay.total === null || pay.salary === null) {
    const applied = adjustments.map((adjustment) => ({ adjustment, amount: null }));
    return { ...rules, applied, reductionBase: null, reductionMax: null };
  }
  const salary = decimal(pay.salary);
  const gains = adjustments.filter(({ asked }) => decimal(asked).gt(0));
  const increased = gains.reduce((sum, { asked }) => sum.plus(asked), decimal(pay.total));
  const taking = (kind: AdjustmentKind) =>
    adjustments.filter((each) => each.kind === kind && decimal(each.asked).lt(0));
  const corrections = withinRoom(
    taking('correction'),
    increased.minus(correctionsLowerSalary ? ZERO : salary),
  );
  const base = [...corrections.values()].reduce((sum, amount) => sum.plus(amount), increased);
  const reductionMax = round(
    Decimal.max(ZERO, Decimal.min(base.times(reductionShareMax), base.minus(salary))),
    CENT,
  );
  const reductions = withinRoom(taking('reduction'), reductionMax);
  const amountOf = ({ id, asked }: Adjustment): string =>
    toText(corrections.get(id) ?? reductions.get(id) ?? decimal(asked));
  return {
    ...rules,
    applied: adjustments.map((adjustment) => ({ adjustment, amount: amountOf(adjustment) })),
    reductionBase: toText(base),
    reductionMax: toText(reductionMax),
  };
}

/** Amounts below zero by id: as asked, one after the other, as long as there is room above zero. */
function withinRoom(adjustments: readonly Adjustment[], room: Decimal): Map<string, Decimal> {
  const amounts = new Map<string, Decimal>();
  let left = Decimal.max(ZERO, room);
  for (const { id, asked } of adjustments) {
    const taken = Decimal.min(decimal(asked).abs(), left);
    left = left.minus(taken);
    amounts.set(id, ZERO.minus(taken));
  }
  return amounts;
}
