import {
  addDays,
  type DayRange,
  monthsOf,
  type Period,
  type PeriodKind,
  periodKind,
  periodOfDay,
  periodRange,
} from '../../calc/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { SchemeInForce } from '../schemes/index.js';

/** Versions by scheme code, in order of time. */
type VersionsInForce = ReadonlyMap<string, readonly SchemeInForce[]>;

/** One version that is computed, and the period of it. */
export interface Due {
  version: SchemeInForce;
  period: Period;
  /** Whether it is in force at the end of the period. */
  isLast: boolean;
}

const lastDay = (period: Period): string => addDays(periodRange(period).end, -1);

/** The longest period that ends with a month: what falls due in the month has its days in it. */
export const longestEndingWith = (month: Period): Period =>
  (['year', 'quarter'] as const)
    .map((kind) => periodOfDay(lastDay(month), kind))
    .find((period) => lastDay(period) === lastDay(month)) ?? month;

/** The versions in force on any day of their periods that end with the pay month, each after those it reads. */
export function assignedSchemes(month: Period, inForce: VersionsInForce): Due[] {
  const periodOf = ({ scheme }: SchemeInForce): Period => periodOfDay(lastDay(month), scheme.period);
  const isDue = (version: SchemeInForce): boolean =>
    lastDay(periodOf(version)) === lastDay(month) && isInForceIn(version, periodOf(version));
  const due = new Map([...inForce].map(([code, versions]) => [code, versions.filter(isDue)]));
  return inReadingOrder([...due.keys()], due)
    .flat()
    .map((version) => ({
      version,
      period: periodOf(version),
      isLast: version === inForce.get(version.scheme.code)!.at(-1),
    }));
}

const isInForceIn = ({ from, until }: SchemeInForce, period: Period): boolean => {
  const { start, end } = periodRange(period);
  return from < end && (until === null || until > start);
};

/** The days of a period on which a version is in force. */
export function daysInForce({ from, until }: SchemeInForce, period: Period): DayRange {
  const { start, end } = periodRange(period);
  return { start: from > start ? from : start, end: until !== null && until < end ? until : end };
}

/** The trial's scheme, and before it, for each of their periods inside, the versions then in force of the schemes it reads. */
export async function trialSchemes(
  period: Period,
  code: string,
  inForce: (period: Period) => Promise<VersionsInForce>,
): Promise<Due[]> {
  const atEnd = lastOf(await inForce(period));
  const [version] = atEnd.get(code) ?? [];
  if (!version) throw new DomainError('scheme-unknown', { scheme: code, period, known: [...atEnd.keys()] });
  if (version.scheme.period !== periodKind(period)) {
    throw new DomainError('scheme-period', { scheme: code, kind: version.scheme.period, period });
  }
  const due: Due[] = [];
  for (const [read] of inReadingOrder([code], atEnd)) {
    if (read === version) due.push({ version, period, isLast: true });
    else {
      for (const part of periodsInside(period, read!.scheme.period)) {
        const [then] = lastOf(await inForce(part)).get(read!.scheme.code) ?? [];
        due.push({ version: then ?? read!, period: part, isLast: true });
      }
    }
  }
  return due;
}

/** A trial is of whole periods: by the version in force on their last day. */
const lastOf = (inForce: VersionsInForce): Map<string, [SchemeInForce]> =>
  new Map([...inForce].map(([code, versions]) => [code, [versions.at(-1)!]]));

const periodsInside = (period: Period, kind: PeriodKind): Period[] => [
  ...new Set(monthsOf(period).map((month) => periodOfDay(`${month}-01`, kind))),
];

/** The schemes named and those they read, each after what it reads. A circle among schemes is refused by name. */
function inReadingOrder(codes: readonly string[], inForce: VersionsInForce): (readonly SchemeInForce[])[] {
  const ordered = new Map<string, readonly SchemeInForce[]>();
  const visit = (code: string, path: readonly string[]): void => {
    const versions = inForce.get(code);
    if (!versions || ordered.has(code)) return;
    if (path.includes(code)) throw new DomainError('scheme-circle', { schemes: [...path, code] });
    for (const { scheme } of versions)
      for (const input of scheme.inputs.values()) if (input.scheme) visit(input.scheme, [...path, code]);
    ordered.set(code, versions);
  };
  for (const code of codes) visit(code, []);
  return [...ordered.values()];
}
