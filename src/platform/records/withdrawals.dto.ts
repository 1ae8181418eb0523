import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { Code, Text, Whole } from './noun.js';

const ITEMS_MAX = 1_000;

/** Withdrawal of a fact by the number its sender gave it. */
export class FactKeyDto {
  /** The sending system. */
  @Text(100, { fallback: 'api' })
  source?: string;

  @Code()
  externalId!: string;

  /**
   * The sender's version of the withdrawal: it withdraws revisions up to it, and only a higher one brings the fact back.
   * With it, a fact may be withdrawn before it comes.
   */
  @Whole(0, 2_000_000_000, { optional: true })
  sourceVersion?: number;
}

export class WithdrawalDto {
  @ApiProperty({ type: [FactKeyDto], minItems: 1, maxItems: ITEMS_MAX })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ITEMS_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FactKeyDto)
  items!: FactKeyDto[];
}

export class WithdrawalCountsDto {
  read!: number;
  /** Facts withdrawn now, among them those that have not come yet. */
  withdrawn!: number;
  /** Withdrawn before, named twice, or known in a higher version. */
  unchanged!: number;
}
