import { Code, OneOf } from '../../platform/records/noun.js';
import { PageQueryDto } from './query.dto.js';
import { WARNING_CODES, type WarningCode } from './warning-text.js';

export class WarningQueryDto extends PageQueryDto {
  /** Code of the team. */
  @Code({ optional: true })
  team?: string;

  /** Only those of one code. */
  @OneOf(WARNING_CODES, { optional: true })
  code?: string;

  read() {
    return { ...this.page(), team: this.team, code: this.code as WarningCode | undefined };
  }
}

export class WarningDto {
  code!: string;
  /** `warning` is worth a look before approval, `hint` is only a remark. */
  level!: string;
  /** What it is about, every number as text. */
  figures!: object;
  /** The same in words, in the language asked for. */
  text!: string;
}

export class StatementWarningsDto {
  statementId!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  /** Code of the team at the period's end. */
  team!: string | null;
  total!: string | null;
  warnings!: WarningDto[];
}

export class WarningPageDto {
  /** Statements with something worth a look, those without left out. */
  items!: StatementWarningsDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
  /** What is so of most who are paid by a scheme: to be mended there, and not told of each of them. */
  schemes!: WarningDto[];
  /** Adjustments in force of managers who have no statement in the month. For HR and auditors. */
  adjustmentsWithoutStatement!: string[];
}
