import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { Code, Text } from './noun.js';

const ITEMS_MAX = 1_000;

/** A fact by the number its sender gave it. */
export class FactKeyDto {
  /** The sending system. */
  @Text(100, { fallback: 'api' })
  source?: string;

  @Code()
  externalId!: string;
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
  withdrawn!: number;
  /** Withdrawn before, or named twice. */
  unchanged!: number;
}
