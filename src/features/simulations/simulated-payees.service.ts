import { Injectable } from '@nestjs/common';
import { type Period, periodRange, type Result, sum } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import { CalculationService, type Known } from '../payroll/index.js';
import { isEmployedIn, lastEmployedDay, type Payee, valueOn } from '../people/index.js';
import type { Lack } from './simulation.entity.js';
import { SimulationsRepository } from './simulations.repository.js';

/** Whom a simulation is about. */
export interface Scope {
  periods: readonly Period[];
  /** Code of the scheme that pays now. */
  against: string;
  watermark: string;
  teamId: string | null;
  managerId: string | null;
}

/** Pay of a period as a run posted it. */
interface PostedPay {
  total: string | null;
  lack: Lack | null;
}

/** Who is simulated in each period, and what they have been paid by the scheme in force where a run says so. */
export interface Simulated {
  known: Known;
  idsOf: ReadonlyMap<Period, string[]>;
  posted(managerId: string, period: Period): PostedPay | undefined;
}

@Injectable()
export class SimulatedPayeesService {
  constructor(
    private readonly calculation: CalculationService,
    private readonly simulations: SimulationsRepository,
  ) {}

  /**
   * Whom the scheme in force pays in some of the periods: who is assigned to it, or has a result of it. Where nobody is and has, as of a scheme
   * that was only tried, everybody employed.
   */
  async of(
    tx: Tx,
    { periods: all, against, watermark, teamId, managerId }: Scope,
    periods: readonly Period[],
  ): Promise<Simulated> {
    const [known, rows, isAnyPosted] = await together([
      this.calculation.known(tx, watermark, null),
      this.simulations.posted(tx, against, periods),
      this.simulations.isAnyPosted(tx, against, all),
    ]);
    const { payees, assigned } = known;
    const posted = new Map<Period, Map<string, PostedPay>>();
    for (const { period, ofManagers } of rows) {
      const ofPeriod = new Map<string, PostedPay>();
      posted.set(period, ofPeriod);
      for (const [id, total, content] of ofManagers) {
        const before = ofPeriod.get(id); // of another part of the period
        const lack = before?.lack ?? (content && lackOf(content.result));
        ofPeriod.set(id, {
          total: before ? sum([{ amount: before.total }, { amount: total }]) : total,
          lack,
        });
      }
    }
    const isPaid = (payee: Payee, period: Period) =>
      posted.get(period)?.has(payee.id) || assigned.isAssigned(payee, against, period);
    const isInScope = (payee: Payee, period: Period) =>
      (managerId === null || payee.id === managerId) &&
      (teamId === null || valueOn(payee.teams, lastEmployedDay(payee, periodRange(period))) === teamId);
    const isForAll = !isAnyPosted && !all.some((period) => payees.some((payee) => isPaid(payee, period)));
    const idsOf = new Map(
      periods.map((period) => [
        period,
        payees
          .filter(
            (payee) =>
              isEmployedIn(payee, periodRange(period)) &&
              (isForAll || isPaid(payee, period)) &&
              isInScope(payee, period),
          )
          .map(({ id }) => id),
      ]),
    );
    return { known, idsOf, posted: (id, period) => posted.get(period)?.get(id) };
  }
}

/** The first pay line that failed, else the first line or column of rows, and the root of it; null where pay is known. */
export function lackOf({ totals, lines, rows = {} }: Result): Lack | null {
  if (totals.total !== null && totals.total !== undefined) return null;
  const ofLines = lines.flatMap(({ code, pay, failure }) => (failure ? [{ line: code, pay, failure }] : []));
  const ofRows = Object.entries(rows).flatMap(([set, list]) =>
    list.flatMap(({ failures = {} }) =>
      Object.entries(failures).map(([column, failure]) => ({ line: `${set}.${column}`, failure })),
    ),
  );
  const [first] = [...ofLines.filter(({ pay }) => pay !== undefined), ...ofLines, ...ofRows];
  return first ? { line: first.line, failure: first.failure } : null;
}
