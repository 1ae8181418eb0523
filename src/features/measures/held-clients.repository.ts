import { Injectable } from '@nestjs/common';
import { type Day, type Period, periodRange } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { CREDITS_NOW, heldOn } from './credited.js';
import { lostClients, newClients, outgrown, portfolioOn, type Reading } from './measure-sql.js';
import type { KnownMeasure } from './measures.service.js';

/** A client held on a day. Amounts as text; orders are those won, by whoever the client bought from. */
export interface HeldClient {
  managerId: string;
  clientId: string;
  code: string;
  name: string;
  segment: string | null;
  kind: string | null;
  /** First day of the holding. */
  since: Day;
  /** Share of the client held; null for the whole. */
  share: string | null;
  /** Points that the client adds to the portfolio's complexity. */
  complexity: string;
  /** Null for a client without an order. */
  lastOrder: { externalId: string; date: Day; amount: string | null } | null;
  /** In the month of the day, up to it. */
  ordersOfMonth: number;
  amountOfMonth: string;
  /** Mean days between days with orders, rounded down; null with fewer than two. */
  intervalDays: number | null;
  /** The first day on which the silence counts as the loss of the client; null where no rule tells. */
  lostOn: Day | null;
  /** Codes of the measures by whose rule the client is new or lost in the month. */
  marks: string[];
}

/** A client that a rule speaks of in a month: the day is that of the first order of a new one, of the last one of a lost one. */
export interface MarkedRow {
  managerId: string;
  clientId: string;
  code: string;
  name: string;
  /** Code of the measure whose rule it is. */
  measure: string;
  date: Day;
}

/** Clients with what happened to them, for all managers asked for at once. `rules` are measures of new and lost clients. */
@Injectable()
export class HeldClientsRepository {
  /** How facts are read as they are known now. */
  async reading(tx: Tx): Promise<Reading> {
    const [credits] = await tx.query(`select ${CREDITS_NOW}`);
    return { mark: { parameter: '$1', isLatest: true }, credits };
  }

  /** Clients that the managers hold on a day, by name. */
  on(
    tx: Tx,
    managerIds: readonly string[],
    day: Day,
    rules: readonly KnownMeasure[],
    reading: Reading,
  ): Promise<HeldClient[]> {
    const values: unknown[] = [managerIds, day];
    const bind = { add: (value: unknown) => `$${values.push(value)}` };
    return tx.query(
      `with held as materialized (
        select h.manager_id, h.client_id, h.share, h.valid_from from portfolio_assignments h
          where not h.withdrawn and h.manager_id = any($1::bigint[]) and ${heldOn('h', '$2::date')}),
      points as (select manager_id, client_id, sum(points) as points from ${portfolioOn(reading.mark, '(select $2::date as day)')} f
        where f.manager_id = any($1::bigint[]) group by 1, 2),
      bought as (
        select o.client_id, max(o.business_date) as last, min(o.business_date) as first, count(distinct o.business_date)::int as purchases,
            count(*) filter (where o.business_date >= date_trunc('month', $2::date))::int as orders,
            sum(o.amount) filter (where o.business_date >= date_trunc('month', $2::date)) as amount
          from orders o where o.client_id in (select client_id from held) and o.status = 'won' and not o.withdrawn and o.business_date <= $2
          group by 1),
      marked as (select manager_id, client_id, json_agg(distinct code) as codes from (${marksOf(rules, day.slice(0, 7), reading, bind)}) m group by 1, 2)
      select h.manager_id as "managerId", h.client_id as "clientId", c.code, c.name, c.segment, c.kind, h.valid_from::text as since,
          nullif(trim_scale(h.share), 1)::text as share, trim_scale(coalesce(p.points, 0))::text as complexity,
          (select json_build_object('externalId', o.external_id, 'date', o.business_date::text, 'amount', trim_scale(o.amount)::text)
            from orders o where o.client_id = h.client_id and o.business_date = w.last and o.status = 'won' and not o.withdrawn
            order by o.source desc, o.external_id collate "C" desc limit 1) as "lastOrder",
          coalesce(w.orders, 0) as "ordersOfMonth", trim_scale(coalesce(w.amount, 0))::text as "amountOfMonth",
          (w.last - w.first) / nullif(w.purchases - 1, 0) as "intervalDays", ${lostOn(rules, bind)} as "lostOn",
          coalesce(m.codes, '[]') as marks
        from held h join clients c on c.id = h.client_id left join points p on p.manager_id = h.manager_id and p.client_id = h.client_id
        left join bought w on w.client_id = h.client_id left join marked m on m.manager_id = h.manager_id and m.client_id = h.client_id
        order by c.name, c.code`,
      values,
    );
  }

  /** Clients that rules call new or lost in a month, by day. */
  marked(
    tx: Tx,
    managerIds: readonly string[],
    month: Period,
    rules: readonly KnownMeasure[],
    reading: Reading,
  ): Promise<MarkedRow[]> {
    const values: unknown[] = [managerIds];
    const bind = { add: (value: unknown) => `$${values.push(value)}` };
    return tx.query(
      `select m.manager_id as "managerId", m.client_id as "clientId", c.code, c.name, m.code as measure, m.date::text as date
        from (${marksOf(rules, month, reading, bind)}) m join clients c on c.id = m.client_id order by m.date, c.name, m.code`,
      values,
    );
  }
}

type Bind = { add(value: unknown): string };

/** Manager, client and code of each rule that says something of a client in the day's month. */
function marksOf(rules: readonly KnownMeasure[], month: Period, reading: Reading, bind: Bind): string {
  const range = periodRange(month);
  const parts = rules.map(({ code, definition }) => {
    const isNew = definition.facts === 'clients' && definition.rule === 'new';
    const facts = isNew
      ? newClients(reading, { from: bind.add(range.start), until: bind.add(range.end) })
      : lostClients({ key: code, definition, range }, reading.mark, bind);
    return `select f.manager_id, f.client_id, ${bind.add(code)}::text as code, ${isNew ? 'f.business_date' : 'f.last'} as date from ${facts} f where f.manager_id = any($1::bigint[])`;
  });
  return (
    parts.join(' union all ') ||
    `select 0::bigint as manager_id, 0::bigint as client_id, '' as code, null::date as date where false`
  );
}

/** By the built-in measure, where its rule is that of the client's own intervals. */
function lostOn(rules: readonly KnownMeasure[], bind: Bind): string {
  const definition = rules.find(({ code }) => code === 'clients_lost')?.definition;
  if (definition?.facts !== 'clients' || definition.rule !== 'lost-own-intervals') return 'null';
  const { n, regularFrom } = definition;
  return `case when w.purchases >= ${bind.add(regularFrom)}::int then (${outgrown(`${bind.add(n)}::int`)})::text end`;
}
