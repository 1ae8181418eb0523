import { type Decimal, decimal, type Period, toText } from '../../calc/index.js';
import type { Computed } from './calculation.service.js';
import type { RunCountsDto } from './payroll.dto.js';

/** Counts and sums what a run computes, payee by payee. */
export class RunCounter {
  private managers = 0;
  private results = 0;
  private incomplete = 0;
  private total: Decimal | null = decimal('0');

  constructor(
    private readonly period: Period,
    private readonly isTrial: boolean,
  ) {}

  add(computed: readonly Computed[]): void {
    this.managers++;
    for (const { period, result } of computed) {
      this.results++;
      if (!result.complete) this.incomplete++;
      // a trial's total is that of its own period, without the months computed on the way
      if (!this.isTrial || period === this.period) this.sum(result.totals.total ?? null);
    }
  }

  counts(): RunCountsDto {
    const { managers, results, incomplete, total } = this;
    return {
      managers,
      results,
      incomplete,
      statements: this.isTrial ? 0 : managers,
      total: total && toText(total),
    };
  }

  private sum(amount: string | null): void {
    this.total = this.total && amount !== null ? this.total.plus(decimal(amount)) : null;
  }
}
