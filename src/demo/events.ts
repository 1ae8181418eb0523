import { type Day, type Period, periodRange } from '../calc/period.js';
import { addWeekdays, demoMonths, weekdaysOf } from './calendar.js';
import { KPI_CODES } from './catalogue.js';
import { centsText, wholeParts } from './cents.js';
import type { DemoClient } from './clients.js';
import { isPlanted, type KeyMonth, type MassMonth } from './figures.js';
import { CRM, contact } from './key-orders.js';
import { hiredOn } from './people.js';
import { type Random, randomFor } from './random.js';
import { type DemoLanguage, ELKIN, PAYEES } from './roster.js';
import { LOST_CLIENT, lostClientDays } from './stories.js';

type Texts = Record<DemoLanguage, readonly string[]>;

const remarkTexts: Texts = {
  ru: ['Резкий тон в разговоре с клиентом', 'Заказ оформлен без подтверждения', 'Опоздание к началу смены'],
  en: ['Curt tone on the telephone', 'Order entered without confirmation', 'Late for the start of the shift'],
};

const complaintTexts: Texts = {
  ru: ['Не перезвонили в обещанный срок', 'Поставка пришла неполной', 'Ошибка в счёте'],
  en: ['Nobody called back as promised', 'The delivery was incomplete', 'A mistake in the invoice'],
};

const LOST_CLIENT_COMPLAINT = 'Третья поставка подряд с опозданием, никто не предупредил';

/** Remarks of the head of the mass market, each on a day its manager was employed. */
export function remarkRows(seed: number, lastMonth: Period, figures: readonly MassMonth[]) {
  return figures.flatMap(({ manager, month, remarks }) => {
    const random = randomFor(seed, 'remarks', manager, month);
    const { language, days } = employed(manager, month, lastMonth);
    return Array.from({ length: remarks }, (_, place) => ({
      source: 'head',
      externalId: `R-${manager}-${month}-${place + 1}`,
      date: random.pick(days),
      manager,
      text: random.pick(remarkTexts[language]),
    }));
  });
}

/** Complaints of key accounts, and the one before the lost client's silence. */
export function complaintRows(
  seed: number,
  lastMonth: Period,
  clients: readonly DemoClient[],
  figures: readonly KeyMonth[],
) {
  const rows = figures.flatMap(({ manager, month, complaints }) => {
    const random = randomFor(seed, 'complaints', manager, month);
    const days = weekdaysOf(month);
    return Array.from({ length: complaints }, (_, place) => {
      const { day, client } = contact(random, clients, manager, random.pick(days));
      const text = random.pick(complaintTexts[client.language]);
      return complaint(`K-${manager}-${month}-${place + 1}`, day, manager, client.code, text);
    });
  });
  const date = lostClientDays(demoMonths(lastMonth)[0]!, lastMonth).complaint;
  return [...rows, complaint(`K-${LOST_CLIENT}`, date, ELKIN, LOST_CLIENT, LOST_CLIENT_COMPLAINT)];
}

const complaint = (externalId: string, date: Day, manager: string, client: string, text: string) => ({
  source: CRM,
  externalId,
  date,
  manager,
  client,
  text,
});

interface SoldOrder {
  source: string;
  externalId: string;
  date: Day;
  manager: string;
  status: string;
  amount: string;
}

/** A few goods come back one or two weeks later, a quarter of the order or all of it; none of a planted month. */
export function returnRows(seed: number, lastMonth: Period, orders: readonly SoldOrder[]) {
  const random = randomFor(seed, 'returns');
  const { end } = periodRange(lastMonth);
  const rows = [];
  for (const { source, externalId, date, manager, status, amount } of orders) {
    if (status !== 'won' || random.between(1, 400) > 1) continue;
    const day = addWeekdays(date, random.between(5, 10));
    const isFixed = [date, day].some((one) => isPlanted(manager, one.slice(0, 7), lastMonth));
    if (day >= end || isFixed) continue;
    const cents = Number(amount.replace('.', ''));
    const returned = random.chance(30) ? cents : wholeParts(cents, 4);
    rows.push({
      source,
      externalId: `B-${externalId}`,
      date: day,
      order: externalId,
      amount: centsText(returned),
      reason: 'брак / defect',
    });
  }
  return rows;
}

/** The month's KPI readings of the mass market, taken on its last weekday. */
export function kpiReadingRows(seed: number, lastMonth: Period, figures: readonly MassMonth[]) {
  return figures.flatMap(({ manager, month }) => {
    const random = randomFor(seed, 'kpi readings', manager, month);
    const date = weekdaysOf(month).at(-1)!;
    return KPI_CODES.map((kpi) => ({
      source: 'quality',
      externalId: `${kpi}-${manager}-${month}`,
      date,
      manager,
      kpi,
      value: isPlanted(manager, month, lastMonth) || isMet(random) ? '1' : '0',
    }));
  });
}

const isMet = (random: Random): boolean => random.chance(88);

function employed(
  manager: string,
  month: Period,
  lastMonth: Period,
): { language: DemoLanguage; days: Day[] } {
  const payee = PAYEES.find(({ personnelNumber }) => personnelNumber === manager)!;
  return { language: payee.language, days: weekdaysOf(month, hiredOn(payee, lastMonth)) };
}
