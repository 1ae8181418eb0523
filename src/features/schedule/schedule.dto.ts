import { Flag, Whole } from '../../platform/records/noun.js';

export class ScheduleSettingsDto {
  /** Day on which the month before is computed, 1–31; in a shorter month its last. */
  @Whole(1, 31)
  dayOfMonth!: number;

  /** Hour of that day, 0–23, by the company's time zone. */
  @Whole(0, 23)
  hour!: number;

  /** While paused nothing is started; what fell due meanwhile is computed when it goes on. */
  @Flag()
  paused!: boolean;
}

export class ScheduleDto extends ScheduleSettingsDto {
  /** The company's time zone. */
  timeZone!: string;
}

export class DuePeriodDto {
  /** The month computed. */
  period!: string;
  /** What falls due in it: the month, and at their ends the quarter and the year. */
  covers!: string[];
  /** The first instant after it, by the company's time zone. */
  endsAt!: Date;
  dueAt!: Date;
  /**
   * `skipped`: computed by somebody after its end (`runId`), of before a closed month, or nobody is paid in it (`problem`);
   * `failed`: not tried again until it is forced.
   */
  state!: 'waiting' | 'started' | 'done' | 'failed' | 'skipped';
  /** How often it was started. */
  attempts!: number;
  /** After a failure: when it is tried again. */
  againAt!: Date | null;
  jobId!: string | null;
  runId!: string | null;
  /** Problem details of the last attempt that failed. */
  problem!: object | null;
  /** Name of the user or token that forced it. */
  forcedBy!: string | null;
  changedAt!: Date;
}
