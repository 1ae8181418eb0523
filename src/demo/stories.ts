import { addDays, type Day, type Period, shiftPeriod } from '../calc/period.js';
import { addWeekdays, middleWeekday, weekdayUntil } from './calendar.js';
import { ELKIN, MID_MONTH_HIRE, NEW_STAR, SOKOLOVA, VOLKOVA } from './roster.js';

interface Bilingual {
  en: string;
  ru: string;
}

/** Something worth finding in the demo company: where to look, and what a reader should see. */
export interface DemoStory {
  id: 'cliff' | 'lost-client' | 'new-star' | 'hired-mid-month' | 'one-remark' | 'one-norm-failed';
  manager: string;
  client?: string;
  /** The month in which it shows. */
  month: Period;
  title: Bilingual;
  what: Bilingual;
}

/** The client who falls silent: one of Ёлкин's. */
export const LOST_CLIENT = 'C007';
export const LOST_CLIENT_NAME = 'ООО «Тихая гавань»';
const LOST_CLIENT_RHYTHM_DAYS = 28;

/** Every purchase of the client who falls silent, four weeks apart, and the complaint that the last one led to. */
export function lostClientDays(firstMonth: Period, lastMonth: Period): { purchases: Day[]; complaint: Day } {
  // three silent months and 85 days after about the 20th: the silence outgrows three intervals in the last month
  const last = weekdayUntil(`${shiftPeriod(lastMonth, -3)}-20`);
  const purchases: Day[] = [];
  for (let day = last; day >= `${firstMonth}-01`; day = addDays(day, -LOST_CLIENT_RHYTHM_DAYS))
    purchases.unshift(day);
  return { purchases, complaint: addWeekdays(last, 3) };
}

/** The stories planted in a demo company that ends with this month. */
export function demoStories(lastMonth: Period): DemoStory[] {
  return [...storiesOfPeople(lastMonth), ...storiesOfFigures(lastMonth)];
}

function storiesOfPeople(lastMonth: Period): DemoStory[] {
  return [
    {
      id: 'cliff',
      manager: VOLKOVA,
      month: lastMonth,
      title: { en: 'The cliff', ru: 'Обрыв' },
      what: {
        en: 'Sales of 89 500 against a plan of 90 000 are 99.44 %, which rounds to 99 %: the lower rate and no percents for the plan, so the bonus of the month is 537. With 50 more it would have been 1 075.',
        ru: 'Продажи 89 500 при плане 90 000 — это 99,44 %, округляется до 99 %: ставка ниже и нет процентов за план, премия за месяц 537. Ещё 50 — и было бы 1 075.',
      },
    },
    {
      id: 'lost-client',
      manager: ELKIN,
      client: LOST_CLIENT,
      month: lastMonth,
      title: { en: 'The lost client', ru: 'Потерянный клиент' },
      what: {
        en: 'A client who bought every four weeks complained after a delivery three months ago and has not bought since.',
        ru: 'Клиент покупал каждые четыре недели, три месяца назад пожаловался после поставки и с тех пор молчит.',
      },
    },
    {
      id: 'new-star',
      manager: NEW_STAR,
      month: lastMonth,
      title: { en: 'The new star', ru: 'Новая звезда' },
      what: {
        en: 'In the fifth month at work 62 orders won for 118 000, more than anybody in the department; the first month had 20 orders for 21 400.',
        ru: 'На пятом месяце работы 62 заказа на 118 000 — больше всех в отделе; в первый месяц было 20 заказов на 21 400.',
      },
    },
    {
      id: 'hired-mid-month',
      manager: MID_MONTH_HIRE,
      month: lastMonth,
      title: { en: 'Hired in the middle of the month', ru: 'Приём в середине месяца' },
      what: {
        en: `Hired on ${middleWeekday(lastMonth)}: plan and salary count for the days worked, so 168 orders are measured against about half of the plan of 360.`,
        ru: `Приём ${middleWeekday(lastMonth)}: план и оклад считаются за отработанные дни, поэтому 168 заказов сравниваются примерно с половиной плана 360.`,
      },
    },
  ];
}

function storiesOfFigures(lastMonth: Period): DemoStory[] {
  return [
    {
      id: 'one-remark',
      manager: SOKOLOVA,
      month: lastMonth,
      title: { en: 'What one remark costs', ru: 'Цена одного замечания' },
      what: {
        en: '2 100 orders of 2 300 are 91 %; one remark leaves 30 % of 40 %. 700 × 30 % × 91 % = 191, together 891; the month before, without a remark, 955.',
        ru: '2 100 заказов из 2 300 — 91 %; одно замечание оставляет 30 % из 40 %. 700 × 30 % × 91 % = 191, всего 891; месяцем раньше, без замечания, 955.',
      },
    },
    {
      id: 'one-norm-failed',
      manager: ELKIN,
      month: lastMonth,
      title: { en: 'One norm failed', ru: 'Один норматив не выполнен' },
      what: {
        en: 'Sales of 86 000 at 107 % of plan make a fund of 1 118. 41 deals won of 69 are under 60 %: 70 % of the fund, 783, and with the salary 1 183. One more deal won would have brought the other 335.',
        ru: 'Продажи 86 000 при 107 % плана — фонд 1 118. Выиграна 41 сделка из 69, меньше 60 %: 70 % фонда, 783, с окладом 1 183. Ещё одна выигранная сделка дала бы остальные 335.',
      },
    },
  ];
}
