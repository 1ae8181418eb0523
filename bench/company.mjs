// The company that the benchmarks measure: managers, a month of orders, plan targets, remarks; the same for the same seed.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';

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

/** Copies lines into a table, in pieces so that the text of a million rows is never held at once. */
export async function copyLines(client, statement, lines) {
  function* pieces() {
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
  await pipeline(Readable.from(pieces()), client.query(copyFrom(statement)));
}

/** Everything but the orders, written straight into the tables as one intake. Answers its number. */
export async function loadPeople(client, { managers, month, schemes }) {
  const { rows } = await client.query(
    `insert into intakes (kind, noun, actor) values ('system', 'bench', 'bench') returning seq`,
  );
  const seq = rows[0].seq;
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
      `insert into targets (written_seq, manager_id, measure, period, value) select $1, id, $2, $3, $4 from managers`,
      [measure, month, value],
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
  return seq;
}

/** The orders, copied straight into their table with ids resolved by place. */
export async function loadOrders(client, seq, options) {
  const ids = async (table, key) =>
    (await client.query(`select id from ${table} order by substr(${key}, 2)::int`)).rows.map((row) => row.id);
  const [managers, clients, products] = [
    await ids('managers', 'personnel_number'),
    await ids('clients', 'code'),
    await ids('products', 'code'),
  ];
  function* lines() {
    for (const [id, day, manager, place, product, status, amount] of orders(options)) {
      yield `bench\t${id}\t${day}\t${managers[manager]}\t${clients[place]}\t${products[product]}\t${status}\t${amount}\t${seq}\n`;
    }
  }
  await copyLines(
    client,
    `copy orders (source, external_id, business_date, manager_id, client_id, product_id, status, amount, written_seq) from stdin`,
    lines(),
  );
}
