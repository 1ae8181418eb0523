import type { Shown } from '../format.js';
import { pluralEn } from '../plural.js';
import { words } from './words.js';

const PERIODS: Record<string, string> = {
  month: 'Computed every month',
  quarter: 'Computed every quarter',
  year: 'Computed every year',
};
const SEVERITIES: Record<string, string> = { error: 'Error', warning: 'Warning', hint: 'Hint' };
const PAYS: Record<string, string> = { salary: 'salary', bonus: 'bonus' };
const WINDOWS: Record<string, string> = {
  'this period': 'this period',
  previous: 'the period before',
  'quarter to date': 'the quarter up to this month',
  'year to date': 'the year up to this month',
  'quarter so far': 'the quarter before this month',
  'year so far': 'the year before this month',
};
const TAKES: Record<string, string> = {
  sum: 'sum',
  average: 'average',
  last: 'last value',
  max: 'largest',
  min: 'smallest',
  count: 'how many',
};

export const schemes = {
  title: 'Schemes',
  scheme: 'Scheme',
  version: 'Version',
  versionNumber: (number: string) => `version ${number}`,
  inForceFrom: 'In force from',
  inForceSince: (day: Shown) => `in force from ${day}`,
  published: 'Published',
  none: 'No scheme is published yet',
  noneHint: 'HR publishes schemes through the API or the command line for now.',
  tabs: {
    rules: 'Rules',
    curve: 'Pay curve',
    findings: (count: number) => (count === 0 ? 'Findings' : `Findings (${count})`),
    source: 'Source',
  },
  every: (period: string) => PERIODS[period] ?? period,
  forWhom: (subject: string): string => (subject === 'team' ? 'for a team' : 'for each manager'),
  lines: 'What is computed',
  rows: (title: string) => `For each of: ${title}`,
  rest: 'Also',
  grade: (table: string, input: string) => `Proposes a grade by the table “${table}”, from: ${input}.`,
  payMix: (min?: string, max?: string, hint?: string) =>
    `Salary should be ${[min && `at least ${min}`, max && `at most ${max}`, hint && `better up to ${hint}`].filter(Boolean).join(', ')} of pay.`,
  inputs: 'What is read',
  input: 'Figure',
  source: 'From',
  over: 'Over',
  params: 'Figures of the scheme',
  pay: (pay: string) => PAYS[pay] ?? pay,
  round: (to: string) => `rounded to ${to}`,
  sources: {
    measure: 'records:',
    target: 'the plan:',
    kpi: 'readings:',
    line: 'earlier results:',
    attribute: 'about the manager:',
    calendar: 'the calendar:',
    rate: 'exchange rate:',
  },
  window: (window: string) =>
    WINDOWS[window] ?? window.replace(/^previous (\d+) months$/, 'the $1 months before'),
  take: (take: string) => TAKES[take] ?? take,
  heads: {
    count: 'Number',
    ratio: 'Share',
    money: words.amount,
    score: 'Score',
    days: 'Days',
    grade: words.grade,
    salary: words.salary,
    percent: 'Percent',
    rate: 'Percent',
    weight: 'Weight',
    factor: 'Coefficient',
    norm: 'Norm',
  } as Record<string, string>,
  curve: {
    input: 'Pay against',
    none: 'Pay follows from no number that could be drawn',
    unknown: 'The formulas could not be followed everywhere: there may be more jumps.',
    ends: (from: Shown, first: Shown, to: Shown, last: Shown) =>
      `At ${from} pay is ${first}, at ${to} it is ${last}.`,
    jumps: (count: number) =>
      count === 0 ? 'It jumps nowhere.' : `It jumps ${count === 1 ? 'once' : `${count} times`}.`,
    cliffs: (count: number, isUp: boolean) => {
      const what = isUp ? 'More pays less' : 'More pays more, though less of it is better,';
      const places = pluralEn(count, { one: 'place', other: 'places' });
      return count === 0
        ? `Nowhere does ${isUp ? 'more pay less' : 'more of it pay more'}.`
        : `${what} in ${count} ${places}.`;
    },
    cliff: (isUp: boolean): string => (isUp ? 'more pays less' : 'more pays more'),
    others: 'Everything else as usual',
    assumed: 'The document declares no range: this one is assumed.',
    typical: 'usual',
    jumpsTitle: 'Where pay jumps',
    before: 'Just before',
    pay: 'Pay',
    jump: 'Jump',
  },
  noFindings: 'Nothing was found',
  noFindingsHint:
    'The scheme was tried over the ranges of what it reads: more never pays less, and nothing fails.',
  severity: (severity: string) => SEVERITIES[severity] ?? severity,
  place: (path: string, line: number) => `${path}, line ${line}`,
  accepted: (by: string, at: Shown, reason: string) => `Accepted by ${by}, ${at}: ${reason}`,
};
