import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The measures every company starts with. A company changes one by sending its code again. */
export class BuiltInMeasures1764000000001 implements MigrationInterface {
  name = 'BuiltInMeasures1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    const [{ seq }] = await runner.query(
      `insert into intakes (kind, noun, actor) values ('system', 'measures', 'migration') returning seq`,
    );
    for (const [code, unit, direction, en, ru, definition] of measures) {
      await runner.query(
        'insert into measures (written_seq, code, title, unit, direction, definition) values ($1, $2, $3, $4, $5, $6)',
        [seq, code, { en, ru }, unit, direction, definition],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from measures where code = any($1)', [measures.map(([code]) => code)]);
  }
}

const won = { status: ['won'] };

const measures: [
  code: string,
  unit: string,
  direction: string,
  en: string,
  ru: string,
  definition: object,
][] = [
  [
    'orders_processed',
    'count',
    'up',
    'Orders processed',
    'Обработано заказов',
    { facts: 'orders', aggregate: 'count', where: won },
  ],
  [
    'deals_won',
    'count',
    'up',
    'Deals won',
    'Выигранные сделки',
    { facts: 'orders', aggregate: 'count', where: won },
  ],
  [
    'deals_closed',
    'count',
    'none',
    'Deals closed, won and lost',
    'Закрытые сделки, выигранные и проигранные',
    { facts: 'orders', aggregate: 'count', where: { status: ['won', 'lost'] } },
  ],
  [
    'won_amount',
    'money',
    'up',
    'Sales',
    'Продажи',
    { facts: 'orders', aggregate: 'sum', field: 'amount', where: won },
  ],
  [
    'won_groups',
    'count',
    'up',
    'Product groups sold',
    'Продано товарных групп',
    { facts: 'orders', aggregate: 'distinct', field: 'product_group', where: won },
  ],
  [
    'average_order',
    'money',
    'up',
    'Average order',
    'Средний заказ',
    { facts: 'orders', aggregate: 'average', field: 'amount', where: won },
  ],
  [
    'clients_served',
    'count',
    'up',
    'Clients served',
    'Обслужено клиентов',
    { facts: 'orders', aggregate: 'distinct', field: 'client', where: won },
  ],
  ['clients_new', 'count', 'up', 'New clients', 'Новые клиенты', { facts: 'clients', rule: 'new' }],
  [
    'clients_lost',
    'count',
    'down',
    'Clients lost',
    'Потеряно клиентов',
    { facts: 'clients', rule: 'lost-own-intervals', n: 3, regularFrom: 3 },
  ],
  [
    'clients_lost_silent',
    'count',
    'down',
    'Clients lost: bought in the period before, not in this one',
    'Потеряно клиентов: покупали в прошлом периоде, не покупали в этом',
    { facts: 'clients', rule: 'lost-silent-period' },
  ],
  ['returned_amount', 'money', 'down', 'Returned', 'Возвращено', { facts: 'returns', aggregate: 'sum' }],
  ['complaints', 'count', 'down', 'Complaints', 'Жалобы', { facts: 'complaints', aggregate: 'count' }],
  ['remarks', 'count', 'down', 'Remarks', 'Замечания', { facts: 'remarks', aggregate: 'count' }],
  [
    'portfolio_complexity',
    'count',
    'up',
    'Complexity of the portfolio',
    'Сложность клиентской базы',
    { facts: 'portfolio', aggregate: 'points' },
  ],
  [
    'portfolio_clients',
    'count',
    'up',
    'Clients in the portfolio',
    'Клиентов в базе',
    { facts: 'portfolio', aggregate: 'clients' },
  ],
];
