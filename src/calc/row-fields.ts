import type { Known } from './formula/check-context.js';
import { COUNT, DATE, DAYS, MONEY, RATIO, TEXT, type Unit } from './units.js';
import type { Title } from './values.js';

/** Facts the service itself can hand in; a company may have others. */
export const FACTS = ['orders_won', 'returns', 'payments'];

/** The fact set whose rows take back what was sold: more than was sold is refused. */
export const RETURNS = 'returns';

/** Published fields of every fact, amounts in the company's currency. */
const FACT_FIELDS: readonly (readonly [name: string, unit: Unit])[] = [
  ['date', DATE],
  ['amount', MONEY],
  ['original_amount', COUNT],
  ['quantity', COUNT],
  ['product', TEXT],
  ['product_group', TEXT],
  ['client', TEXT],
  ['segment', TEXT],
  ['client_age', COUNT],
  ['order_number_of_client', COUNT],
  ['credit', RATIO],
];

/** The amount in the fact's own currency: a bare number, since each fact may have another one. */
const ORIGINAL_AMOUNT = 'original_amount';

/** What earlier rows of a linked set took from the same origin, earlier periods included. */
export const DONE_BEFORE = 'done_before';
/** Months since a kept row's own period: 1 in the month after. */
export const AGE = 'age';

export const factFields = (isLinked: boolean): Map<string, Unit> =>
  new Map([...FACT_FIELDS, ...(isLinked ? [[DONE_BEFORE, MONEY] as const] : [])]);

export const keptFields = (): Map<string, Unit> => new Map([[AGE, COUNT]]);

export const partFields = (unit: Unit): Map<string, Unit> =>
  new Map([
    ['value', unit],
    ['days', DAYS],
    ['worked_days', DAYS],
    ['norm_days', DAYS],
    ['part_share', RATIO],
  ]);

/** How explanations call what a row has. */
export const FIELD_TITLES: Readonly<Record<string, Title>> = {
  date: { en: 'Day', ru: 'День' },
  amount: { en: 'Amount', ru: 'Сумма' },
  original_amount: { en: 'Amount in its own currency', ru: 'Сумма в валюте заказа' },
  quantity: { en: 'Quantity', ru: 'Количество' },
  product: { en: 'Product', ru: 'Товар' },
  product_group: { en: 'Product group', ru: 'Товарная группа' },
  client: { en: 'Client', ru: 'Клиент' },
  segment: { en: 'Segment', ru: 'Сегмент' },
  client_age: { en: 'Months since the client’s first order', ru: 'Месяцев с первого заказа клиента' },
  order_number_of_client: { en: 'Number of the client’s order', ru: 'Номер заказа клиента' },
  credit: { en: 'Share of credit', ru: 'Доля в заказе' },
  [DONE_BEFORE]: { en: 'Done before', ru: 'Сделано ранее' },
  [AGE]: { en: 'Months since', ru: 'Прошло месяцев' },
  value: { en: 'Value of the part', ru: 'Значение части' },
  days: { en: 'Days', ru: 'Дней' },
  worked_days: { en: 'Days worked', ru: 'Отработано дней' },
  norm_days: { en: 'Norm of days', ru: 'Норма дней' },
  part_share: { en: 'Share of the period worked', ru: 'Отработанная доля периода' },
};

/** What formulas know of a field. */
export function knownField(name: string, unit: Unit): Known {
  return { kind: 'value', unit, ...(name === ORIGINAL_AMOUNT && { isBare: true }) };
}
