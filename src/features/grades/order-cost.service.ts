import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Decimal, decimal, type Period, periodRange, round, toText, ZERO } from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from '../access/index.js';
import { MeasuresService } from '../measures/index.js';
import { visibleStatements } from '../payroll/index.js';
import { lastEmployedDay, PayeesRepository, valueOn } from '../people/index.js';
import type { OrderCostDto } from './grade-proposals.dto.js';

/** The measure whose count divides salaries. */
const ORDERS = 'orders_processed';
const CENT = { to: decimal('0.01'), mode: 'half-away' } as const;

interface Group {
  managers: number;
  salary: Decimal | null;
  orders: Decimal;
}

/** What an order costs in salary, by grade. Source: domain §3. */
@Injectable()
export class OrderCostService {
  constructor(
    private readonly source: DataSource,
    private readonly payees: PayeesRepository,
    private readonly measures: MeasuresService,
  ) {}

  /** Of the statements shown for a month that the viewer may see, as known at their run's watermark. Throws `not-found`. */
  async of(viewer: Viewer, period: Period): Promise<OrderCostDto[]> {
    return inSnapshot(this.source, async (tx) => {
      const [run] = await tx.query(
        'select r.watermark from periods p join payroll_runs r on r.id = p.run_id where p.code = $1',
        [period],
      );
      if (!run) throw new DomainError('not-found', { what: 'periods', id: period });
      return grouped(await this.managersOf(tx, viewer, period, run.watermark));
    });
  }

  private async managersOf(tx: Tx, viewer: Viewer, period: Period, watermark: string) {
    const values: unknown[] = [period];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    const salaries: { managerId: string; salary: string | null }[] = await tx.query(
      `select st.manager_id as "managerId", st.salary::text as salary
        from periods p join statements st on st.run_id = p.run_id where p.code = $1 and ${visible}`,
      values,
    );
    const range = periodRange(period);
    const payees = await this.payees.known(tx, watermark, null);
    const grades = new Map(
      payees.map((payee) => [payee.id, valueOn(payee.attributes.grade, lastEmployedDay(payee, range))]),
    );
    const { measures, reading } = await this.measures.at(tx, watermark);
    const measure = measures.get(ORDERS);
    if (!measure) throw new DomainError('not-found', { what: 'measures', id: ORDERS });
    const request = { key: ORDERS, definition: measure.definition, range };
    const orders = await this.measures.take(tx, [request], { watermark, managerIds: null, ...reading });
    return salaries.map(({ managerId, salary }) => ({
      grade: grades.get(managerId) ?? null,
      salary: salary === null ? null : decimal(salary),
      orders: decimal(orders.get(request, managerId) ?? '0'),
    }));
  }
}

/** By grade in their order, those without one last. */
function grouped(
  managers: readonly { grade: string | null; salary: Decimal | null; orders: Decimal }[],
): OrderCostDto[] {
  const groups = new Map<string | null, Group>();
  for (const { grade, salary, orders } of managers) {
    const sum = groups.get(grade) ?? { managers: 0, salary: ZERO, orders: ZERO };
    groups.set(grade, {
      managers: sum.managers + 1,
      salary: sum.salary && salary && sum.salary.plus(salary),
      orders: sum.orders.plus(orders),
    });
  }
  const inOrder = [...groups].sort(([a], [b]) =>
    a === null ? 1 : b === null ? -1 : decimal(a).cmp(decimal(b)),
  );
  return inOrder.map(([grade, { managers: count, salary, orders }]) => ({
    grade,
    managers: count,
    salary: salary && toText(salary),
    orders: toText(orders),
    costOfOrder: salary && !orders.isZero() ? toText(round(salary.div(orders), CENT)) : null,
  }));
}
