import { Code, Day, MonthCode, Text, Whole } from '../../platform/records/noun.js';
import type { ResultQuery, StatementQuery } from './statements.repository.js';

const LIMIT_STANDARD = 100;

export class PageQueryDto {
  /** How many at most; 100 without it. */
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(50, { optional: true })
  cursor?: string;

  protected page() {
    return { limit: Number(this.limit ?? LIMIT_STANDARD), cursor: this.cursor };
  }
}

export class StatementQueryDto extends PageQueryDto {
  /** Pay month. */
  @MonthCode({ optional: true })
  period?: string;

  /** Code of the team. */
  @Code({ optional: true })
  team?: string;

  /** Personnel number. */
  @Code({ optional: true })
  manager?: string;

  read(): StatementQuery {
    return { ...this.page(), period: this.period, team: this.team, manager: this.manager };
  }
}

export class ResultQueryDto extends PageQueryDto {
  /** Id of the run. */
  @Text(18, { optional: true })
  run?: string;

  /** Personnel number. */
  @Code({ optional: true })
  manager?: string;

  read(): ResultQuery {
    return { ...this.page(), run: this.run, manager: this.manager };
  }
}

export class ExplanationQueryDto {
  /** How many rows of each row set are explained one by one; 50 without it. */
  @Whole(1, 1_000, { optional: true })
  rows?: string;
}

export class ProgressQueryDto {
  /** Month; that of `on`, or the current one of the company without it. */
  @MonthCode({ optional: true })
  period?: string;

  /** A day of the month: how it stood when this day ended. Without it all facts of the month count. */
  @Day({ optional: true })
  on?: string;
}
