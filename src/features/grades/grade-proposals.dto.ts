import { ApiProperty } from '@nestjs/swagger';
import type { Observation } from '../../calc/index.js';
import { Code, MonthCode, OneOf, Text, Whole } from '../../platform/records/noun.js';

const STATES = ['open', 'accepted', 'refused'] as const;
const LIMIT_STANDARD = 100;

export class GradeProposalQueryDto {
  /** Pay month. */
  @MonthCode()
  period!: string;

  @OneOf(STATES, { optional: true })
  state?: (typeof STATES)[number];

  /** Personnel number. */
  @Code({ optional: true })
  manager?: string;

  /** How many at most; 100 without it. */
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(50, { optional: true })
  cursor?: string;

  read() {
    const { period, state, manager, cursor } = this;
    return { period, state, manager, cursor, limit: Number(this.limit ?? LIMIT_STANDARD) };
  }
}

export class GradeAcceptanceDto {
  @Text(1_000, { optional: true })
  reason?: string;
}

export class GradeRefusalDto {
  @Text(1_000)
  reason!: string;
}

/** What the grade was found by. */
export class GradeFigureDto {
  /** Name of the scheme's input or line. */
  name!: string;

  @ApiProperty({ type: Object, nullable: true })
  title!: { en?: string; ru?: string } | null;

  value!: string;

  /** What an input was taken from: by period or day its value as text, null where there was none. */
  @ApiProperty({ type: [Object] })
  observed!: readonly Observation[];
}

export class GradeProposalDto {
  /** Number of the result that proposes; it explains itself under `/v1/results/{id}/explanation`. */
  id!: string;

  period!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  team!: string | null;

  scheme!: string;
  version!: number;

  /** The grade proposed and its salary by the scheme's table, as texts. */
  grade!: string;
  salary!: string;

  /** Its salary by `grades` on the first day; where it is not the one proposed, the proposal cannot be accepted. */
  @ApiProperty({ type: String, nullable: true })
  salaryOfGrade!: string | null;

  /** The grade in force before; null where there was none. */
  @ApiProperty({ type: String, nullable: true })
  gradeBefore!: string | null;

  /** First day of the next period. */
  effectiveFrom!: string;

  /** `automatic` takes effect by itself when the month is approved. */
  @ApiProperty({ enum: ['proposed', 'automatic'] })
  effective!: 'proposed' | 'automatic';

  figure!: GradeFigureDto;

  @ApiProperty({ enum: STATES })
  state!: (typeof STATES)[number];

  /** Whether it was accepted by itself; null while it is open. */
  @ApiProperty({ type: Boolean, nullable: true })
  automatic!: boolean | null;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty({ type: String, nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  decidedAt!: Date | null;
}

export class GradeProposalPageDto {
  @ApiProperty({ type: [GradeProposalDto] })
  items!: GradeProposalDto[];

  /** Sent as `cursor`, gives the next page; null on the last. */
  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export class OrderCostDto {
  /** Grade in force on the last day employed in the month; null for managers without one. */
  @ApiProperty({ type: String, nullable: true })
  grade!: string | null;

  managers!: number;

  /** Salaries paid, as text; null where one could not be computed. */
  @ApiProperty({ type: String, nullable: true })
  salary!: string | null;

  /** Orders processed, as text. */
  orders!: string;

  /** Salary by order, to the cent; null where either is not known or there was no order. */
  @ApiProperty({ type: String, nullable: true })
  costOfOrder!: string | null;
}
