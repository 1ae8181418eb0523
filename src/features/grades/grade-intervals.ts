/** A grade in force from a day, until the first day no longer; null while it has no end. */
export interface GradeInForce {
  grade: string;
  from: string;
  until: string | null;
}

/**
 * What has to be written so that a grade is in force from a day: what is in force then ends on it, and the new one lasts as
 * long as that would have, or until the next that is known. `known` holds what is in force then or later, in order of time.
 */
export function withGrade(known: readonly GradeInForce[], grade: string, from: string): GradeInForce[] {
  const present = known.find((row) => row.from <= from && (row.until === null || from < row.until));
  const next = known.find((row) => row.from > from);
  const until = present ? present.until : (next?.from ?? null);
  const ended = present && present.from < from ? [{ ...present, until: from }] : [];
  return [...ended, { grade, from, until }];
}
