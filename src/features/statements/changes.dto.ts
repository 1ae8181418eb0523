import { Code, OneOf } from '../../platform/records/noun.js';
import { MOMENTS, type Moment } from '../payroll/index.js';

export class ChangesQueryDto {
  /** Code of the team. */
  @Code({ optional: true })
  team?: string;

  /** `draft`, without it: the draft before the one shown. `submitted`: as it was when the team was last submitted. */
  @OneOf(MOMENTS, { optional: true })
  since?: Moment;
}

export class FormerFiguresDto {
  complete!: boolean;
  salary!: string | null;
  /** With what adjustments come to. */
  bonus!: string | null;
  total!: string | null;
}

export class ChangedStatementDto {
  /** changed, added (nothing was paid then), gone (nothing is paid now). */
  kind!: 'changed' | 'added' | 'gone';
  /** Null where it is gone. */
  statementId!: string | null;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  team!: string | null;
  /** Null where there was none that you may see. */
  before!: FormerFiguresDto | null;
  now!: FormerFiguresDto | null;
  /** Of the total, as text; null unless both are known. */
  change!: string | null;
}

export class ChangedAdjustmentDto {
  id!: string;
  event!: 'added' | 'withdrawn';
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  team!: string | null;
  kind!: string;
  /** As asked. */
  amount!: string;
  reason!: string;
  by!: string;
  at!: string;
}

export class ComparedWithDto {
  team!: string | null;
  runId!: string;
  /** The run's place among those of the month, from 1. */
  runNumber!: number;
  /** When that draft was replaced, or the team submitted. */
  at!: string;
}

export class ChangeCountsDto {
  changed!: number;
  added!: number;
  gone!: number;
  unchanged!: number;
}

export class ChangeTotalsDto {
  /** Sums over the statements that are complete, as text; null without any. */
  before!: string | null;
  now!: string | null;
  change!: string | null;
}

export class ChangesDto {
  period!: string;
  since!: string;
  /** What each team is compared with; empty where nothing earlier is known: then nothing is listed. */
  against!: ComparedWithDto[];
  counts!: ChangeCountsDto;
  totals!: ChangeTotalsDto;
  /** Statements whose figures differ, by name. */
  items!: ChangedStatementDto[];
  /** Adjustments added or withdrawn since, in order. */
  adjustments!: ChangedAdjustmentDto[];
}
