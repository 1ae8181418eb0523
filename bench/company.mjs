// The company that the benchmarks measure: managers, a month of orders, plan targets, remarks; the same for the same seed.

/** 32-bit generator; the sequence is fixed by the seed. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Orders as fields: external id, day, manager's place, client's place, product's place, status, amount. */
export function* orders({ managers, orders: count, seed, month }) {
  const next = random(seed);
  for (let place = 0; place < count; place++) {
    const day = 1 + (next() % 28);
    const amount = `${100 + (next() % 90000)}.${String(next() % 100).padStart(2, '0')}`;
    yield [
      `O${place}`,
      `${month}-${String(day).padStart(2, '0')}`,
      place % managers,
      next() % (managers * 10),
      next() % 20,
      next() % 10 === 0 ? 'lost' : 'won',
      amount,
    ];
  }
}

/** Lines in pieces, so that the text of a million rows is never held at once. */
export function* inPieces(lines) {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  if (piece) yield piece;
}

/**
 * Everything but the orders, written straight into the tables as one intake, with targets of `earlier` months too. Answers
 * its number.
 */
export async function loadPeople(client, { managers, month, earlier = [], schemes }) {
  const { rows } = await client.query(
    `insert into intakes (kind, noun, actor) values ('system', 'bench', 'bench') returning seq`,
  );
  const seq = rows[0].seq;
  await client.query('set session_replication_role = replica'); // shares and references are right: no trigger need look
  const sql = (text, values = []) => client.query(text, [seq, ...values]);
  await sql(
    `insert into managers (written_seq, personnel_number, name, payee) select $1, 'M' || n, 'Manager ' || n, true from generate_series(0, $2::int - 1) n`,
    [managers],
  );
  await sql(
    `insert into clients (written_seq, code, name) select $1, 'C' || n, 'Client ' || n from generate_series(0, $2::int - 1) n`,
    [managers * 10],
  );
  await sql(
    `insert into products (written_seq, code, title, product_group) select $1, 'P' || n, 'Product ' || n, 'G' || n % 5 from generate_series(0, 19) n`,
  );
  await sql(`insert into teams (written_seq, code, title) values ($1, 'T', 'Team')`);
  await sql(
    `insert into team_memberships (written_seq, manager_id, team_id, valid_from) select $1, m.id, t.id, '2020-01-01' from managers m, teams t`,
  );
  await sql(
    `insert into manager_attributes (written_seq, manager_id, attribute, value, valid_from) select $1, id, 'salary', '700', '2020-01-01' from managers`,
  );
  await sql(
    `insert into client_scores (written_seq, client_id, criterion, points, valid_from) select $1, id, 'standing', 100 + id % 100, '2020-01-01' from clients`,
  );
  await sql(
    `insert into portfolio_assignments (written_seq, client_id, manager_id, share, valid_from)
    select $1, c.id, m.id, 1, '2020-01-01' from clients c join managers m on m.personnel_number = 'M' || (substr(c.code, 2)::int % $2::int)`,
    [managers],
  );
  for (const [measure, value] of [
    ['orders_processed', '1000'],
    ['won_amount', '45000000'],
  ]) {
    await sql(
      `insert into targets (written_seq, manager_id, measure, period, value) select $1, id, $2, p, $4 from managers, unnest($3::text[]) p`,
      [measure, [...earlier, month], value],
    );
  }
  await sql(
    `insert into remarks (written_seq, source, external_id, business_date, manager_id) select $1, 'bench', 'R' || id, ($2 || '-10')::date, id from managers where id % 3 = 0`,
    [month],
  );
  for (const code of schemes)
    await sql(
      `insert into scheme_assignments (written_seq, scheme_id, team_id, valid_from) select $1, s.id, t.id, '2020-01-01' from schemes s, teams t where s.code = $2`,
      [code],
    );
  await client.query('reset session_replication_role');
  return seq;
}

/** Ids of managers, clients and products by their places. */
export async function idsByPlace(client) {
  const ids = async (table, key) =>
    (await client.query(`select id from ${table} order by substr(${key}, 2)::int`)).rows.map((row) => row.id);
  return {
    managers: await ids('managers', 'personnel_number'),
    clients: await ids('clients', 'code'),
    products: await ids('products', 'code'),
  };
}

/** Columns of the orders that `orderRows` gives. */
export const ORDER_COLUMNS =
  'source, external_id, business_date, manager_id, client_id, product_id, status, amount, written_seq';

/** The orders as `ORDER_COLUMNS` of the table, ids resolved by place. */
export function* orderRows({ managers, clients, products }, seq, options) {
  for (const [id, day, manager, place, product, status, amount] of orders(options))
    yield ['bench', id, day, managers[manager], clients[place], products[product], status, amount, seq];
}

/** The same as COPY reads them. */
export function* orderLines(ids, seq, options) {
  for (const row of orderRows(ids, seq, options)) yield `${row.join('\t')}\n`;
}

/** Orders of a month, made in the database by the same seed; nothing but the rows and their indexes is written. */
export async function loadOrders(client, seq, { orders: count, seed, month }) {
  const { managers, clients, products } = await idsByPlace(client);
  await client.query('set session_replication_role = replica'); // their references are right: no trigger need look
  await client.query(
    `insert into orders (source, external_id, business_date, manager_id, client_id, product_id, status, amount, written_seq)
      select 'bench', $5 || '-' || n, ($5 || '-01')::date + (h % 28)::int, ($6::bigint[])[1 + n % cardinality($6::bigint[])],
        ($7::bigint[])[1 + (h / 28) % cardinality($7::bigint[])], ($8::bigint[])[1 + (h / 1000) % cardinality($8::bigint[])],
        case when h % 10 = 0 then 'lost' else 'won' end, 100 + (h / 7) % 9000000 / 100.0, $1
      from generate_series(0, $2::int - 1) n,
        lateral (select hashint8extended(n, $3::bigint + $4::int) & x'7fffffffffff'::bigint as h) r`,
    [seq, count, seed, Number(month.replace('-', '')), month, managers, clients, products],
  );
  await client.query('reset session_replication_role');
}

/** Does `work`, which fills a table, and makes the table's plain indexes anew afterwards: sorted at once, not row by row. */
export async function withoutIndexes(client, table, work) {
  const { rows } = await client.query(
    `select c.relname as name, pg_get_indexdef(c.oid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = $1::regclass and not i.indisunique`,
    [table],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}
