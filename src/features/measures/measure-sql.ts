import { among, asOf, type Mark } from '../../platform/records/as-of.js';
import {
  type Credits,
  creditedComplaints,
  creditedOrders,
  creditedRemarks,
  creditedReturns,
  type DayBounds,
  heldOn,
  holders,
  readings,
} from './credited.js';
import type { MeasureDefinition, OrdersDefinition } from './definition.js';
import { type MeasureRequest, previousStart } from './request.js';

/** A query for many measures at once. Each column answers one request; a `[sum, count]` pair is divided outside. */
export interface MeasureQuery {
  sql: string;
  values: unknown[];
  columns: { request: MeasureRequest; column: string; countColumn?: string }[];
}

/** Values of one query by place: `$1` is the watermark, `$2` the managers asked for or null for all. */
class Bindings {
  readonly values: unknown[];

  constructor(watermark: string, managerIds: readonly string[] | null) {
    this.values = [watermark, managerIds];
  }

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** The days that all requests together need. */
  bounds(requests: readonly MeasureRequest[]): DayBounds {
    const starts = requests.map(({ range }) => range.start).sort();
    const ends = requests.map(({ range }) => range.end).sort();
    return { from: this.add(starts[0]), until: this.add(ends.at(-1)) };
  }
}

/** What a query reads at: its mark, and which ways of crediting occur. */
export interface Reading {
  mark: Mark;
  credits: Credits;
}

export interface Scope {
  watermark: string;
  /** Ids of the managers asked for; null for all. */
  managerIds: readonly string[] | null;
}

/** Names both parameters always, since a query at the latest mark for all needs neither. */
const amongManagers = ({ managerIds }: Scope): string =>
  `${among('f.manager_id', '$2', managerIds)} and $1::bigint is not null`;

type Kind = MeasureDefinition['facts'] | `distinct ${string}` | `rule ${string}`;

/** Requests that one query answers: one pass over each fact table, one more for each thing counted distinctly. */
function kindOf({ definition }: MeasureRequest): Kind {
  if (definition.facts === 'orders' && definition.aggregate === 'distinct')
    return `distinct ${definition.field}`;
  if (definition.facts === 'clients') return `rule ${definition.rule}`;
  return definition.facts;
}

/** All queries for these requests, for all managers at once. */
export function measureQueries(requests: readonly MeasureRequest[], scope: Scope & Reading): MeasureQuery[] {
  const groups = new Map<Kind, MeasureRequest[]>();
  for (const request of requests) {
    const kind = kindOf(request);
    groups.set(kind, [...(groups.get(kind) ?? []), request]);
  }
  return [...groups].flatMap(([kind, group]) => {
    if (kind === 'portfolio') return [portfolioQuery(group, scope)];
    if (kind === 'rule new') return [newClientsQuery(group, scope)];
    if (kind.startsWith('rule ')) return group.map((request) => lostClientsQuery(request, scope));
    if (kind.startsWith('distinct ')) return [distinctQuery(group, scope)];
    return [passQuery(group, scope)];
  });
}

/** The facts behind a kind of measure, each with the manager it counts for. Shared with the listing of facts. */
export function factsOf(
  definition: MeasureDefinition,
  { mark, credits }: Reading,
  bounds: DayBounds,
): string {
  switch (definition.facts) {
    case 'orders':
      return creditedOrders(mark, credits, bounds);
    case 'returns':
      return creditedReturns(mark, credits, bounds);
    case 'complaints':
      return creditedComplaints(mark, bounds);
    case 'remarks':
      return creditedRemarks(mark, bounds);
    default:
      return readings(mark, bounds);
  }
}

function passQuery(requests: MeasureRequest[], scope: Scope & Reading): MeasureQuery {
  const bind = new Bindings(scope.watermark, scope.managerIds);
  const facts = factsOf(requests[0]!.definition, scope, bind.bounds(requests));
  const days = daysToTell(requests);
  const common = commonCondition(requests, bind, days);
  const columns: MeasureQuery['columns'] = [];
  const aggregates = requests.flatMap((request, place) => {
    const filter = common === undefined ? `filter (where ${conditionOf(request, bind, days)})` : '';
    const column = `m${place}`;
    if (!isAverage(request.definition)) {
      columns.push({ request, column });
      return [`${aggregateOf(request.definition, filter)} as ${column}`];
    }
    columns.push({ request, column, countColumn: `${column}n` });
    return [
      `sum(${amountOf(request.definition)}) ${filter} as ${column}`,
      `count(${amountOf(request.definition)}) ${filter} as ${column}n`,
    ];
  });
  const sql = `select f.manager_id, ${aggregates.join(', ')} from ${facts} f ${joinsOf(requests, scope.mark)} where ${amongManagers(scope)} and ${common ?? 'true'} group by 1`;
  return { sql, values: bind.values, columns };
}

const isAverage = (definition: MeasureDefinition): boolean =>
  'aggregate' in definition && definition.aggregate === 'average';

/** Whether requests of one query are for different days; the query as a whole reads no others. */
const daysToTell = (requests: readonly MeasureRequest[]): boolean =>
  new Set(requests.map(({ range }) => `${range.start} ${range.end}`)).size > 1;

/** Whether the definitions of requests count different facts of the same days. */
const differ = (requests: readonly MeasureRequest[]): boolean =>
  new Set(requests.map((request) => conditionOf(request, { add: (value) => JSON.stringify(value) }, false)))
    .size > 1;

/** What all requests ask of a fact, so that rows can be told by it and by an index; undefined where they ask different things. */
const commonCondition = (requests: readonly MeasureRequest[], bind: Bindings, days: boolean) =>
  days || differ(requests) ? undefined : conditionOf(requests[0]!, bind, false);

/** What one fact adds to a sum: money and quantities by share, readings as they are. */
export function amountOf(definition: MeasureDefinition): string {
  if (definition.facts === 'kpi-readings') return 'f.value';
  return definition.facts === 'orders' && definition.field === 'quantity' ? 'f.quantity' : 'f.amount';
}

function aggregateOf(definition: MeasureDefinition, filter: string): string {
  const amount = amountOf(definition);
  switch ('aggregate' in definition ? definition.aggregate : 'count') {
    case 'sum':
      return `coalesce(sum(${amount}) ${filter}, 0)`;
    case 'max':
      return `max(${amount}) ${filter}`;
    case 'min':
      return `min(${amount}) ${filter}`;
    case 'last':
      return `(array_agg(${amount} order by f.business_date desc, f.source desc, f.external_id collate "C" desc) ${filter})[1]`;
    default:
      return `count(*) ${filter}`;
  }
}

/** Which facts a request counts: its days, where they must be told from others, and what its definition says. */
export function conditionOf(
  { definition, range }: MeasureRequest,
  bind: { add(value: unknown): string },
  withDays = true,
): string {
  const conditions = withDays
    ? [`f.business_date >= ${bind.add(range.start)}::date and f.business_date < ${bind.add(range.end)}::date`]
    : [];
  if (definition.facts === 'kpi-readings') conditions.push(`f.kpi = ${bind.add(definition.kpi)}`);
  if (definition.facts === 'orders') {
    for (const [property, accepted] of Object.entries(definition.where ?? {})) {
      const column = filterColumns[property as keyof typeof filterColumns];
      conditions.push(
        accepted.length === 1
          ? `${column} = ${bind.add(accepted[0])}`
          : `${column} = any(${bind.add(accepted)}::text[])`,
      );
    }
  }
  return conditions.join(' and ') || 'true';
}

const filterColumns = {
  status: 'f.status',
  product: 'p.code',
  product_group: 'p.product_group',
  client: 'c.code',
  client_segment: 'c.segment',
} as const;

/** Joins for the names that filters and distinct counts speak of; none where nobody does. */
export function joinsOf(requests: readonly MeasureRequest[], mark: Mark): string {
  const orders = requests
    .map(({ definition }) => definition)
    .filter((definition) => definition.facts === 'orders');
  const speaksOf = (start: string) =>
    orders.some(({ where, field }) =>
      [...Object.keys(where ?? {}), field ?? ''].some((name) => name.startsWith(start)),
    );
  return [
    speaksOf('product')
      ? `left join ${asOf('products', 'id, code, product_group', mark)} p on p.id = f.product_id`
      : '',
    speaksOf('client')
      ? `left join ${asOf('clients', 'id, code, segment', mark)} c on c.id = f.client_id`
      : '',
  ].join(' ');
}

/** The thing a distinct count tells apart. */
function distinctColumn({ field }: OrdersDefinition): string {
  if (field === 'client') return 'f.client_id::text';
  return field === 'product' ? 'f.product_id::text' : 'p.product_group';
}

/** Distinct counts by grouping twice: sorting every fact, as count(distinct) would, costs several times more. */
function distinctQuery(requests: MeasureRequest[], scope: Scope & Reading): MeasureQuery {
  const bind = new Bindings(scope.watermark, scope.managerIds);
  const definition = requests[0]!.definition as OrdersDefinition;
  const facts = factsOf(definition, scope, bind.bounds(requests));
  const days = daysToTell(requests);
  const what = distinctColumn(definition);
  const common = commonCondition(requests, bind, days);
  const seen = (request: MeasureRequest, place: number) =>
    common === undefined ? `, bool_or(${conditionOf(request, bind, days)}) as s${place}` : '';
  const counts = requests.map(
    (_, place) => `count(*) ${common === undefined ? `filter (where g.s${place})` : ''} as m${place}`,
  );
  return {
    sql: `select g.manager_id, ${counts.join(', ')} from (select f.manager_id, ${what} as what ${requests.map(seen).join('')}
      from ${facts} f ${joinsOf(requests, scope.mark)}
      where ${amongManagers(scope)} and ${what} is not null and ${common ?? 'true'} group by 1, 2) g group by 1`,
    values: bind.values,
    columns: requests.map((request, place) => ({ request, column: `m${place}` })),
  };
}

/** Points and clients of the portfolio on the last day of each range. */
function portfolioQuery(requests: MeasureRequest[], scope: Scope & Reading): MeasureQuery {
  const bind = new Bindings(scope.watermark, scope.managerIds);
  const columns = requests.map((request, place) => ({ request, column: `m${place}` }));
  const aggregates = requests.map(({ definition, range }, place) => {
    const onDay = `filter (where f.day = ${bind.add(range.end)}::date - 1)`;
    const counted = 'aggregate' in definition && definition.aggregate === 'clients';
    return counted
      ? `count(distinct f.client_id) ${onDay} as m${place}`
      : `coalesce(sum(f.points) ${onDay}, 0) as m${place}`;
  });
  const days = bind.add([...new Set(requests.map(({ range }) => range.end))]);
  return {
    sql: `select f.manager_id, ${aggregates.join(', ')} from ${portfolioOn(scope.mark, `(select day - 1 as day from unnest(${days}::date[]) as d(day))`)} f
      where ${amongManagers(scope)} group by 1`,
    values: bind.values,
    columns,
  };
}

/** Clients held on the days given, with the share and points each criterion adds. */
export function portfolioOn(mark: Mark, days: string): string {
  return `(select h.manager_id, h.client_id, h.share, d.day, s.criterion, s.level, h.share * coalesce(s.points, l.points) as points
    from ${days} d join ${holders(mark)} h on ${heldOn('h', 'd.day')}
    left join ${asOf('client_scores', 'client_id, criterion, level, points, valid_from, valid_until', mark)} s
      on s.client_id = h.client_id and ${heldOn('s', 'd.day')}
    left join ${asOf('score_levels', 'criterion, level, points, valid_from, valid_until', mark)} l
      on l.criterion = s.criterion and l.level = s.level and ${heldOn('l', 'd.day')})`;
}

/** Clients whose first won order, by anyone, fell into the range; they count for whoever that order counts for. */
export function newClients({ mark, credits }: Reading, bounds: DayBounds): string {
  const past = `business_date < ${bounds.until}::date`;
  const orders = asOf('orders', 'client_id, business_date, status', mark, past);
  // summed up once, whatever the planner thinks of how many rows there are
  return `(with w as materialized (select client_id, min(business_date) as first from ${orders} o
      where status = 'won' and client_id is not null group by 1)
    select distinct f.manager_id, f.client_id, f.business_date from ${creditedOrders(mark, credits, bounds)} f
      join w on w.client_id = f.client_id and w.first = f.business_date where f.status = 'won')`;
}

function newClientsQuery(requests: MeasureRequest[], scope: Scope & Reading): MeasureQuery {
  const bind = new Bindings(scope.watermark, scope.managerIds);
  const facts = newClients(scope, bind.bounds(requests));
  const counts = requests.map(
    (request, place) =>
      `count(distinct f.client_id) filter (where ${conditionOf(request, bind)}) as m${place}`,
  );
  return {
    sql: `select f.manager_id, ${counts.join(', ')} from ${facts} f where ${amongManagers(scope)} group by 1`,
    values: bind.values,
    columns: requests.map((request, place) => ({ request, column: `m${place}` })),
  };
}

/** The first day on which a client's silence exceeds `n` of its own mean intervals; `w` has its first and last purchase and how many. */
export const outgrown = (n: string): string =>
  `w.last + (${n} * (w.last - w.first) / greatest(w.purchases - 1, 1)) + 1`;

/** Clients held on the range's last day that the rule calls lost in it, with the day of their last order. */
export function lostClients(
  request: MeasureRequest,
  mark: Mark,
  bind: { add(value: unknown): string },
): string {
  const { definition, range } = request;
  if (definition.facts !== 'clients') throw new Error(`not a rule about clients: ${definition.facts}`);
  const [start, end] = [bind.add(range.start), bind.add(range.end)];
  const won = asOf('orders', 'client_id, business_date, status', mark, `business_date < ${end}::date`);
  const history = `select client_id, max(business_date) as last, min(business_date) as first,
    count(distinct business_date)::int as purchases from ${won} o where status = 'won' and client_id is not null group by 1`;
  const rule =
    definition.rule === 'lost-own-intervals'
      ? // the first day on which silence exceeds n of the client's own mean intervals falls into the range
        `w.purchases >= ${bind.add(definition.regularFrom)}::int and ${outgrown(`${bind.add(definition.n)}::int`)} between ${start}::date and ${end}::date - 1`
      : `w.last >= ${bind.add(previousStart(range))}::date and w.last < ${start}::date`;
  return `(with w as materialized (${history})
    select h.manager_id, h.client_id, w.last, w.purchases from ${holders(mark)} h join w on w.client_id = h.client_id
      where ${heldOn('h', `(${end}::date - 1)`)} and ${rule})`;
}

function lostClientsQuery(request: MeasureRequest, scope: Scope & Reading): MeasureQuery {
  const bind = new Bindings(scope.watermark, scope.managerIds);
  const facts = lostClients(request, scope.mark, bind);
  return {
    sql: `select f.manager_id, count(*) as m0 from ${facts} f where ${amongManagers(scope)} group by 1`,
    values: bind.values,
    columns: [{ request, column: 'm0' }],
  };
}
