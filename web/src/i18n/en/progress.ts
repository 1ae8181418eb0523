import type { Shown } from '../format.js';
import { pluralEn } from '../plural.js';
import { words } from './words.js';

/** Texts of a manager's own month and statements. */
export const progress = {
  titleOf: (period: Shown) => `My month: ${period}`,
  total: words.total,
  salary: words.salary,
  bonus: words.bonus,
  onMonthBefore: 'on the month before',
  final: 'These figures are final: the month is approved.',
  toStatement: 'How it came about',
  now: 'Now',
  expected: 'Expected',
  atPace: 'At this pace',
  ifItGoesOn: 'if it goes on as it began',
  workingDay: 'Working day',
  dayOf: (day: Shown, days: Shown) => `${day} of ${days}`,
  daysLeft: (days: number) => `${days} ${pluralEn(days, { one: 'day', other: 'days' })} left`,
  asOf: (day: Shown) => `As of ${day}`,
  dataUntil: (at: Shown) => `Data received up to ${at}`,
  incomplete: 'Not everything can be computed yet. What is missing is marked below.',
  nothing: {
    title: 'Nothing to follow in this month',
    hint: 'Nobody has set yet by which scheme you are paid. Your head of sales or HR does that.',
    latest: (period: Shown) => `To ${period}`,
  },
  why: { title: 'How it comes about', link: 'Why' },
  targets: {
    title: 'Plan',
    noPlan: 'No plan is set for this month. Ask your head of sales.',
    done: (done: Shown, plan: Shown, share: Shown) => `${done} of ${plan}, ${share}`,
    pace: (done: Shown | null, share: Shown) =>
      done === null ? `at this pace ${share}` : `at this pace ${done}, ${share}`,
    scale: 'Bar from 0 to 150 %; the line is the plan.',
    scaleWithPace: 'Bar from 0 to 150 %; the line is the plan, the dashes are where this pace leads.',
  },
  next: {
    title: 'What brings more',
    titleOver: 'What would have brought more',
    nothing: 'No single figure brings a jump of pay.',
    more: (title: string, distance: Shown, at: Shown) => `${title}: ${distance} more, up to ${at}`,
    plan: (title: string, missing: Shown) => `${title}: ${missing} more, plan met`,
  },
  cost: {
    title: 'What it cost',
    nothing: 'No complaint, remark or lost client took anything from your pay.',
    taken: (title: string, count: Shown) => `${title}: ${count}`,
    without: (total: Shown) => `Without any of them: ${total} in all`,
    further: 'What more of it would cost',
  },
  ratios: { title: 'KPIs and coefficients', of: (value: Shown, most: Shown) => `${value} of ${most}` },
  statements: {
    caption: (currency: string) => `Statements by month, ${currency}`,
    month: words.month,
    state: words.state,
    change: 'Change on the month before',
    none: 'No statements yet',
    noneHint: 'The first one appears when a month with you in it is computed.',
  },
};
