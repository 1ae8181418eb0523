import { FactDto } from '../../platform/records/fact.dto.js';
import { Amount, Code, FieldIs, OneOf, RecordOf, Ref, Text, Titles } from '../../platform/records/noun.js';
import { creditList } from './credits.js';

export const ORDER_STATUSES = ['open', 'won', 'lost', 'cancelled'] as const;

@RecordOf({
  name: 'orders',
  table: 'orders',
  key: ['source', 'externalId'],
  filters: ['source', 'externalId', 'manager', 'client', 'product', 'status'],
  checks: ['CK_orders_status', 'CK_orders_quantity', 'CK_orders_credit'],
  indices: [
    'IX_orders_date',
    'IX_orders_manager_date',
    'IX_orders_client_date',
    'IX_orders_split',
    'IX_orders_held',
  ],
  rules: [
    {
      field: 'currency',
      expected: 'company-currency',
      sql: `select row_no, i.currency as value, jsonb_build_object('currency', c.currency) as facts
        from incoming i, company c where i.currency <> c.currency`,
    },
    {
      field: 'credits',
      expected: 'at-most-one',
      sql: `select row_no, credits::text as value, '{"fields": "manager, credits"}'::jsonb as facts
        from incoming where num_nonnulls(manager_id, credits) > 1`,
    },
    {
      field: 'credits',
      expected: 'existing',
      sql: `select row_no, c->>'manager' as value, '{"noun": "managers", "key": "personnelNumber"}'::jsonb as facts
        from incoming, jsonb_array_elements(credits) c where not exists (select from managers m
          where m.personnel_number = c->>'manager' and not m.withdrawn)`,
    },
  ],
  afterChange: [
    `insert into order_credits_history (id, written_seq, withdrawn, order_id, manager_id, share, replaced_seq)
      select c.id, c.written_seq, c.withdrawn, c.order_id, c.manager_id, c.share, $1
      from order_credits c join orders o on o.id = c.order_id where o.written_seq = $1 and c.written_seq < $1`,
    `delete from order_credits c using orders o where o.id = c.order_id and o.written_seq = $1 and c.written_seq < $1`,
  ],
  afterMerge: [
    `insert into order_credits (order_id, manager_id, share, written_seq)
      select o.id, m.id, (c->>'share')::numeric, $1 from orders o, jsonb_array_elements(o.credits) c
      join managers m on m.personnel_number = c->>'manager'
      where o.written_seq = $1 and o.credits is not null and not o.withdrawn
      on conflict (order_id, manager_id) do nothing`,
  ],
})
export class OrderDto extends FactDto {
  /** Manager credited with the whole; without one and without `credits` the client's holders on the day are. */
  @Ref('managers', { optional: true })
  manager?: string;

  @Ref('clients', { optional: true })
  client?: string;

  @Ref('products', { optional: true })
  product?: string;

  /** `won` counts as processed and sold, `won` and `lost` as closed. */
  @OneOf(ORDER_STATUSES, { fallback: 'won' })
  status?: string;

  @Amount({ optional: true })
  amount?: string;

  /** ISO 4217 code of the amount; the company's where none is given. */
  @OneOf(['RUB', 'USD', 'EUR', 'GBP', 'KZT', 'BYN', 'UAH', 'CNY', 'TRY', 'AED', 'INR', 'BRL', 'CHF', 'PLN'], {
    optional: true,
  })
  currency?: string;

  @Amount({ optional: true, min: '0' })
  quantity?: string;

  /** Divided credit: managers and their shares, instead of `manager`. */
  @FieldIs(creditList, { optional: true })
  credits?: { manager: string; share: string }[];
}

@RecordOf({
  name: 'returns',
  table: 'returns',
  key: ['source', 'externalId'],
  filters: ['source', 'externalId', 'order'],
  checks: ['CK_returns_amount', 'CK_returns_quantity'],
  indices: ['IX_returns_order'],
})
export class ReturnDto extends FactDto {
  /** External id of the order, of the same source. */
  @Ref('orders')
  order!: string;

  /** Amount returned, above or equal 0. */
  @Amount({ min: '0' })
  amount!: string;

  @Amount({ optional: true, min: '0' })
  quantity?: string;

  @Text(1000, { optional: true })
  reason?: string;
}

@RecordOf({
  name: 'payments',
  table: 'payments',
  key: ['source', 'externalId'],
  filters: ['source', 'externalId', 'order'],
  checks: ['CK_payments_amount'],
  indices: ['IX_payments_order', 'IX_payments_date'],
})
export class PaymentDto extends FactDto {
  /** External id of the order paid, of the same source. */
  @Ref('orders')
  order!: string;

  /** Amount paid, above or equal 0. */
  @Amount({ min: '0' })
  amount!: string;
}

@RecordOf({
  name: 'complaints',
  table: 'complaints',
  key: ['source', 'externalId'],
  filters: ['source', 'externalId', 'manager', 'client'],
  checks: ['CK_complaints_about'],
  indices: ['IX_complaints_manager_date'],
  rules: [
    {
      field: 'manager',
      expected: 'required',
      sql: 'select row_no, null as value, null::jsonb as facts from incoming where num_nonnulls(manager_id, client_id) = 0',
    },
  ],
})
export class ComplaintDto extends FactDto {
  /** Manager complained of; without one the client's holders on the day. */
  @Ref('managers', { optional: true })
  manager?: string;

  @Ref('clients', { optional: true })
  client?: string;

  @Text(2000, { optional: true })
  text?: string;
}

@RecordOf({
  name: 'remarks',
  table: 'remarks',
  key: ['source', 'externalId'],
  filters: ['source', 'externalId', 'manager'],
  indices: ['IX_remarks_manager_date'],
})
export class RemarkDto extends FactDto {
  @Ref('managers')
  manager!: string;

  @Text(2000, { optional: true })
  text?: string;
}

export const MEASURE_UNITS = ['money', 'ratio', 'count', 'score', 'days', 'flag'] as const;

@RecordOf({
  name: 'kpis',
  table: 'kpis',
  key: ['code'],
  checks: ['CK_kpis_unit', 'CK_kpis_direction'],
  namedBy: [
    {
      by: 'targets',
      sql: 'select from targets t join kpis k on k.code = t.measure where k.id = $1 and not t.withdrawn',
    },
  ],
})
export class KpiDto {
  @Code()
  code!: string;

  @Titles()
  title!: { en: string; ru?: string };

  /** Unit of its readings; a flag is read as 1 or 0. */
  @OneOf(MEASURE_UNITS)
  unit!: string;

  /** Whether more is better (`up`), worse (`down`), or neither. */
  @OneOf(['up', 'down', 'none'], { fallback: 'up' })
  direction?: string;
}

@RecordOf({
  name: 'kpi-readings',
  table: 'kpi_readings',
  key: ['source', 'externalId'],
  filters: ['source', 'externalId', 'manager', 'kpi'],
  indices: ['IX_kpi_readings_manager_date'],
})
export class KpiReadingDto extends FactDto {
  @Ref('managers')
  manager!: string;

  @Ref('kpis')
  kpi!: string;

  @Amount()
  value!: string;
}
