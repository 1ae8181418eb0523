import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isPeriod, monthsOf, type Period, periodKind, sum } from '../../calc/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from '../access/index.js';
import type { PeriodDto } from './payroll.dto.js';
import { PeriodsRepository } from './periods.repository.js';
import { type State, stateOfMonths } from './review-steps.js';

/** Periods with state and totals: months as they stand, quarters and years as their months make them. */
@Injectable()
export class PeriodsService {
  constructor(
    private readonly source: DataSource,
    private readonly periods: PeriodsRepository,
  ) {}

  /** A head is given the counts and sums of the statements of the teams led and below. */
  async list(viewer: Viewer): Promise<PeriodDto[]> {
    const rows = await this.periods.list(this.source.manager, viewer);
    return rows.map((row) => (periodKind(row.code) === 'month' ? row : ofMonths(row.code, rows)));
  }

  /** Throws `not-found` for a period that nothing was computed in. */
  async one(viewer: Viewer, code: string): Promise<PeriodDto> {
    const codes = isPeriod(code) ? [code, ...monthsOf(code)] : [];
    const rows = await this.periods.list(this.source.manager, viewer, codes);
    if (rows.length === 0) throw new DomainError('not-found', { what: 'periods', id: code });
    return periodKind(code) === 'month' ? rows[0]! : ofMonths(code, rows);
  }
}

/** A quarter or year: results of its schemes fall due in the statements of its last month, so it has no run of its own. */
function ofMonths(code: Period, rows: readonly PeriodDto[]): PeriodDto {
  const months = monthsOf(code).map((month) => rows.find((row) => row.code === month));
  const opened = months.filter((month) => month !== undefined);
  const instants = [...opened, ...rows.filter((row) => row.code === code)].map(({ openedAt }) =>
    openedAt.getTime(),
  );
  return {
    code,
    state: stateOfMonths(months.map((month) => month?.state as State | undefined)),
    runId: null,
    openedAt: new Date(Math.min(...instants)),
    calculatedAt: months.at(-1)?.calculatedAt ?? null,
    statements: opened.reduce((count, { statements }) => count + statements, 0),
    incomplete: opened.reduce((count, { incomplete }) => count + incomplete, 0),
    salary: sumOfKnown(opened.map(({ salary }) => salary)),
    bonus: sumOfKnown(opened.map(({ bonus }) => bonus)),
    total: sumOfKnown(opened.map(({ total }) => total)),
  };
}

function sumOfKnown(amounts: readonly (string | null)[]): string | null {
  const known = amounts.flatMap((amount) => (amount === null ? [] : { amount }));
  return known.length ? sum(known) : null;
}
