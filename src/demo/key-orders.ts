import type { Day, Period } from '../calc/period.js';
import { weekdaysOf } from './calendar.js';
import { type DemoProduct, KEY_PRODUCTS, type LevelRank } from './catalogue.js';
import { centsText, divideBy } from './cents.js';
import { type DemoClient, holderOn } from './clients.js';
import type { KeyMonth } from './figures.js';
import { monthKey, type Purchase, regularPurchases } from './purchases.js';
import { type Random, randomFor } from './random.js';
import { LOST_CLIENT } from './stories.js';

export const CRM = 'crm';

/** How large the deals of a client are against each other. */
const dealWeights: Record<LevelRank, number> = { high: 40, middle: 20, low: 10 };

const OPEN_DAYS = 5;

/** The orders of key accounts: those won add up to each month's sales, in number and amount. */
export function keyOrders(
  seed: number,
  lastMonth: Period,
  clients: readonly DemoClient[],
  figures: readonly KeyMonth[],
) {
  const regular = regularPurchases(seed, lastMonth, clients);
  return figures.flatMap((figure) => {
    const random = randomFor(seed, 'key orders', figure.manager, figure.month);
    const days = weekdaysOf(figure.month);
    const among = (from: readonly Day[], count: number): Purchase[] =>
      Array.from({ length: count }, () => contact(random, clients, figure.manager, random.pick(from)));
    // the month's number of orders is fixed: it cuts off what a busy month has too many
    const asked = (regular.get(monthKey(figure.manager, figure.month)) ?? []).slice(0, figure.won);
    const won = [...asked, ...among(days, figure.won - asked.length)];
    const isLast = figure.month === lastMonth;
    return numbered(figure, [
      ...wonOrders(random, figure, won),
      ...unsold(random, 'lost', among(days, figure.lost)),
      ...unsold(random, 'cancelled', among(days, random.between(0, 2))),
      ...unsold(random, 'open', among(days.slice(-OPEN_DAYS), isLast ? random.between(2, 5) : 0)),
    ]);
  });
}

/** A client of the manager on a day, other than the one whose silence is a story. */
export function contact(random: Random, clients: readonly DemoClient[], manager: string, day: Day): Purchase {
  const held = clients.filter((client) => client.code !== LOST_CLIENT && holderOn(client, day) === manager);
  return { day, client: random.pick(held) };
}

interface KeyOrder {
  date: Day;
  client: string;
  product: string;
  status: string;
  amount: string;
}

function wonOrders(random: Random, { sales, groups }: KeyMonth, purchases: readonly Purchase[]): KeyOrder[] {
  const weights = purchases.map(
    ({ client }) => dealWeights[client.levels.deal_size] * random.between(60, 140),
  );
  const amounts = divideBy(weights, sales * 100);
  const range = productRange(random, groups);
  return purchases.map(({ day, client }, place) => ({
    date: day,
    client: client.code,
    // one of each group first, so that all of them are sold
    product: random.pick(range[place] ?? random.pick(range)).code,
    status: 'won',
    amount: centsText(amounts[place]!),
  }));
}

/** Products of some of the groups, by group. */
function productRange(random: Random, groups: number): DemoProduct[][] {
  const names = [...new Set(KEY_PRODUCTS.map(({ group }) => group))];
  const chosen = random.shuffled(names).slice(0, groups);
  return chosen.map((name) => KEY_PRODUCTS.filter(({ group }) => group === name));
}

function unsold(random: Random, status: string, contacts: readonly Purchase[]): KeyOrder[] {
  return contacts.map(({ day, client }) => ({
    date: day,
    client: client.code,
    product: random.pick(KEY_PRODUCTS).code,
    status,
    amount: centsText(dealWeights[client.levels.deal_size] * random.between(60, 140) * 100),
  }));
}

function numbered({ manager, month }: KeyMonth, orders: readonly KeyOrder[]) {
  return orders
    .toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
    .map((order, place) => ({
      source: CRM,
      externalId: `${manager}-${month}-${String(place + 1).padStart(3, '0')}`,
      manager,
      ...order,
    }));
}
