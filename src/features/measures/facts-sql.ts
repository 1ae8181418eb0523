import { asOf, type Mark } from '../../platform/records/as-of.js';
import type { MeasureDefinition } from './definition.js';
import {
  amountOf,
  conditionOf,
  factsOf,
  joinsOf,
  lostClients,
  newClients,
  portfolioOn,
  type Reading,
} from './measure-sql.js';
import type { MeasureRequest } from './request.js';

interface FactsScope {
  watermark: string;
  managerId: string;
  limit: number;
}

/** The facts one request counts for one manager, with the names a reader knows them by. */
export function factsQuery(
  request: MeasureRequest,
  scope: FactsScope & Reading,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [scope.watermark, scope.managerId, scope.limit];
  const bind = { add: (value: unknown) => `$${values.push(value)}` };
  const body = bodyOf(request, scope, bind);
  return {
    sql: `${body} and f.manager_id = $2 and $1::bigint is not null order by 2, 3, 4 limit $3`,
    values,
  };
}

const kinds = {
  orders: 'order',
  returns: 'return',
  complaints: 'complaint',
  remarks: 'remark',
  'kpi-readings': 'kpi-reading',
  portfolio: 'client',
  clients: 'client',
} as const;

function bodyOf(request: MeasureRequest, reading: Reading, bind: { add(value: unknown): string }): string {
  const { definition, range } = request;
  const head = `select '${kinds[definition.facts]}' as kind`;
  const client = `left join ${asOf('clients', 'id, code, segment', reading.mark)} cl on cl.id = f.client_id`;
  const total = 'count(*) over () as total';
  if (definition.facts === 'portfolio') {
    const days = `(select ${bind.add(range.end)}::date - 1 as day)`;
    return `${head}, f.day::text as date, cl.code as "externalId", cl.code as "distinct",
      f.criterion as "text", f.points as amount, nullif(f.share, 1) as share, ${total} from ${portfolioOn(reading.mark, days)} f ${client} where true`;
  }
  if (definition.facts === 'clients') {
    const facts =
      definition.rule === 'new'
        ? `(select manager_id, client_id, business_date as last from ${newClients(reading, { from: bind.add(range.start), until: bind.add(range.end) })} n)`
        : lostClients(request, reading.mark, bind);
    return `${head}, f.last::text as date, cl.code as "externalId", ${total} from ${facts} f ${client} where true`;
  }
  const bounds = { from: bind.add(range.start), until: bind.add(range.end) };
  const facts = `${factsOf(definition, reading, bounds)} f`;
  const condition = conditionOf(request, bind);
  return `${head}, f.business_date::text as date, f.source, f.external_id as "externalId", ${total}${ownColumns(definition)}
    from ${facts} ${joinsOf([request], reading.mark)} ${definition.facts === 'kpi-readings' ? '' : client} ${productJoin(definition, reading.mark)} where ${condition}`;
}

/** Columns that only some kinds of facts have. */
function ownColumns(definition: MeasureDefinition): string {
  switch (definition.facts) {
    case 'orders': {
      const names = { client: 'cl.code', product: 'pr.code', product_group: 'pr.product_group' } as Record<
        string,
        string
      >;
      const distinct =
        definition.aggregate === 'distinct' ? `, ${names[definition.field!]} as "distinct"` : '';
      return `, cl.code as client, pr.code as product, pr.product_group as "group", f.status, ${amountOf(definition)} as amount,
        nullif(f.share, 1) as share${distinct}`;
    }
    case 'returns':
      return `, cl.code as client, ${amountOf(definition)} as amount, nullif(f.share, 1) as share`;
    case 'complaints':
      return ', cl.code as client';
    case 'kpi-readings':
      return ', f.value as amount';
    default:
      return '';
  }
}

function productJoin({ facts }: MeasureDefinition, mark: Mark): string {
  return facts === 'orders'
    ? `left join ${asOf('products', 'id, code, product_group', mark)} pr on pr.id = f.product_id`
    : '';
}
