import { ADJUSTMENT_KINDS } from '../../calc/index.js';
import { decimal } from '../../platform/records/field-kinds.js';
import { Code, Day, FieldIs, Flag, MonthCode, OneOf, Text, Whole } from '../../platform/records/noun.js';

/** Whole cents: they go into pay as they are. */
const cents = decimal({ min: '-999999999999999.99', max: '999999999999999.99', scale: 2 });

export class NewAdjustmentDto {
  /** Pay month, calculated or in review. */
  @MonthCode()
  period!: string;

  /** Personnel number. */
  @Code()
  manager!: string;

  /** `agreed` sum, reasoned `correction`, contest `prize`, `reduction` for a disciplinary sanction. */
  @OneOf(ADJUSTMENT_KINDS)
  kind!: string;

  /** Above zero for agreed sums and prizes, below zero for reductions, not zero for corrections; up to 2 decimals. */
  @FieldIs(cents)
  amount!: string;

  @Text(1_000)
  reason!: string;

  /** Clause of the bonus regulation that allows it. */
  @Text(200)
  clause!: string;

  /** Number of the order; of reductions only, and needed there, like the three below. */
  @Text(200, { optional: true })
  orderNumber?: string;

  @Day({ optional: true })
  orderDate?: string;

  /** First day on which the sanction is in force, not before the order. */
  @Day({ optional: true })
  sanctionFrom?: string;

  /** First day on which it is no longer. A day of the month must lie in between. */
  @Day({ optional: true })
  sanctionUntil?: string;
}

export class AdjustmentWithdrawalDto {
  @Text(1_000)
  reason!: string;
}

export class AdjustmentQueryDto {
  /** Pay month. */
  @MonthCode({ optional: true })
  period?: string;

  /** Personnel number. */
  @Code({ optional: true })
  manager?: string;

  @OneOf(ADJUSTMENT_KINDS, { optional: true })
  kind?: string;

  /** Only those that are withdrawn, or only those that are not. */
  @Flag({ optional: true })
  withdrawn?: string;

  /** How many at most; 100 without it. */
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(50, { optional: true })
  cursor?: string;
}

export class AdjustmentDto {
  id!: string;
  period!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  kind!: string;
  /** As asked, as text. */
  amount!: string;
  /** What of it goes into pay; null when pay is not known, when it is withdrawn, and without a statement. */
  applied!: string | null;
  reason!: string;
  clause!: string;
  orderNumber!: string | null;
  orderDate!: string | null;
  sanctionFrom!: string | null;
  sanctionUntil!: string | null;
  /** Name of the user or token it was entered with. */
  author!: string;
  createdAt!: Date;
  /** Null while it is in force. */
  withdrawnAt!: Date | null;
  withdrawnBy!: string | null;
  withdrawalReason!: string | null;
}

export class AdjustmentPageDto {
  items!: AdjustmentDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}
