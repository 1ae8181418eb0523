import {
  addDays,
  nextPeriod,
  PERIOD_KINDS,
  type Period,
  periodOfDay,
  periodRange,
  previousMonths,
} from '../../calc/index.js';
import { type StoredProblem, storedProblem } from '../../platform/jobs/index.js';
import type { ProblemCode } from '../../platform/problem/catalogue.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { firstInstantAt } from '../../platform/time-zones.js';

/** When a month is computed: a day (1–31) and an hour (0–23) of the month after it, by a time zone. */
export interface Rhythm {
  dayOfMonth: number;
  hour: number;
  timeZone: string;
}

/** A month in time: it ends before it is due, or as it is. */
export interface DueMonth {
  period: Period;
  endsAt: Date;
  dueAt: Date;
}

/** A month with a day that the month after it does not have is due on its last. */
export function dueMonth(period: Period, { dayOfMonth, hour, timeZone }: Rhythm): DueMonth {
  const { start, end } = periodRange(nextPeriod(period));
  const [day, lastDay] = [addDays(start, dayOfMonth - 1), addDays(end, -1)];
  return {
    period,
    endsAt: firstInstantAt(start, 0, timeZone),
    dueAt: firstInstantAt(day < lastDay ? day : lastDay, hour, timeZone),
  };
}

/** How far back a schedule begins that knows of no month yet. */
const MONTHS_BACK_MAX = 12;

/** What is known of months before it is planned which are due. */
export interface Horizon {
  /** First month that anybody is assigned in; null while nobody is. */
  assigned: Period | null;
  /** Last month planned; null when none is. */
  planned: Period | null;
}

/** The months up to the present one, in order, without a gap after those planned: none is lost, however long nobody looked. */
export function monthsToPlan({ assigned, planned }: Horizon, present: Period): Period[] {
  if (assigned === null) return [];
  const earliest = previousMonths(present, MONTHS_BACK_MAX)[0]!;
  let month = assigned > earliest ? assigned : earliest;
  if (planned !== null && nextPeriod(planned) < month) month = nextPeriod(planned);
  const months: Period[] = [];
  for (; month <= present; month = nextPeriod(month)) months.push(month);
  return months;
}

/** What falls due in a month's statements: the month, and at their ends the quarter and the year. */
export function coveredBy(month: Period): Period[] {
  const { end } = periodRange(month);
  return PERIOD_KINDS.map((kind) => periodOfDay(`${month}-01`, kind)).filter(
    (period) => periodRange(period).end === end,
  );
}

/** A started month whose job has ended. */
export interface Ended {
  period: Period;
  attempts: number;
  jobId: string;
  jobState: 'done' | 'failed' | 'cancelled';
  result: { run: string } | null;
  problem: StoredProblem | null;
}

export interface Outcome {
  period: Period;
  state: 'waiting' | 'done' | 'failed' | 'skipped';
  runId: string | null;
  problem: StoredProblem | null;
  againAt: Date | null;
}

/** Refusals that say that the schedule has nothing to compute. */
const NOTHING_DUE = new Set<ProblemCode>(['no-assignments', 'period-fixed', 'period-closed']);
const ATTEMPTS_MAX = 5;
const AGAIN_MS = 10 * 60_000;

/** Tried again after 10, 20, 40 and 80 minutes, then not before it is forced; nor where somebody cancelled it. */
export function outcomeOf(ended: Ended, now: Date): Outcome {
  const { period, attempts, jobId, result, problem } = ended;
  const settled = { period, runId: null, problem, againAt: null };
  if (ended.jobState === 'done') return { ...settled, state: 'done', runId: result!.run };
  if (ended.jobState === 'cancelled') {
    const cancelled = storedProblem(new DomainError('job-cancelled', { id: jobId }));
    return { ...settled, state: 'failed', problem: cancelled };
  }
  if (NOTHING_DUE.has(problem!.code)) return { ...settled, state: 'skipped' };
  if (attempts >= ATTEMPTS_MAX) return { ...settled, state: 'failed' };
  const againAt = new Date(now.getTime() + AGAIN_MS * 2 ** (attempts - 1));
  return { ...settled, state: 'waiting', againAt };
}
