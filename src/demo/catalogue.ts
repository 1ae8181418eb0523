import type { Period } from '../calc/period.js';
import type { DemoBatch } from './batch.js';
import { demoMonths } from './calendar.js';

export interface DemoProduct {
  code: string;
  title: string;
  group: string;
  /** Price of one piece, in cents. */
  priceCents: number;
}

const product = (code: string, title: string, group: string, priceCents: number): DemoProduct => ({
  code,
  title,
  group,
  priceCents,
});

/** What the mass market orders by the piece. */
export const MASS_PRODUCTS: readonly DemoProduct[] = [
  product('MM-01', 'Бумага офисная / Office paper', 'stationery', 345),
  product('MM-02', 'Папки / Folders', 'stationery', 118),
  product('MM-03', 'Картридж / Cartridge', 'stationery', 1990),
  product('MM-04', 'Кофе в зёрнах / Coffee beans', 'kitchen', 1275),
  product('MM-05', 'Вода питьевая / Drinking water', 'kitchen', 230),
  product('MM-06', 'Средства для уборки / Cleaning agents', 'household', 465),
];

/** What key accounts buy by the project; their orders have a total and no price list. */
export const KEY_PRODUCTS: readonly DemoProduct[] = [
  product('KA-11', 'Стеллажи / Shelving', 'storage', 0),
  product('KA-12', 'Складская тара / Containers', 'storage', 0),
  product('KA-21', 'Рабочие места / Workplaces', 'furniture', 0),
  product('KA-22', 'Переговорные / Meeting rooms', 'furniture', 0),
  product('KA-31', 'Свет / Lighting', 'electrics', 0),
  product('KA-32', 'Кабельные системы / Cabling', 'electrics', 0),
  product('KA-41', 'Упаковка / Packaging', 'packaging', 0),
  product('KA-42', 'Этикетка / Labels', 'packaging', 0),
  product('KA-51', 'Монтаж / Installation', 'services', 0),
  product('KA-52', 'Обслуживание / Maintenance', 'services', 0),
];

/** KPIs that somebody reads by hand; remarks and complaints are counted from their own records. */
export const KPI_CODES = [
  'mystery_shopper',
  'calls_answered',
  'call_list_done',
  'documents_clean',
  'improvement',
] as const;

const kpiTitles: Record<(typeof KPI_CODES)[number], { en: string; ru: string }> = {
  mystery_shopper: { en: 'Mystery-shopper check passed', ru: 'Проверка «тайный покупатель» пройдена' },
  calls_answered: { en: 'No missed calls', ru: 'Нет пропущенных звонков' },
  call_list_done: { en: 'Call list worked through', ru: 'Список обзвона отработан' },
  documents_clean: { en: 'No errors in documents', ru: 'Нет ошибок в документах' },
  improvement: { en: 'Takes part in improving the department', ru: 'Участвует в улучшении работы отдела' },
};

export type LevelRank = 'high' | 'middle' | 'low';

const LEVEL_POINTS: Record<LevelRank, number> = { high: 60, middle: 30, low: 10 };

export const CRITERIA = ['standing', 'deal_complexity', 'deal_size'] as const;
export type Criterion = (typeof CRITERIA)[number];

type Level = [code: string, en: string, ru: string];

/** The scorecard: three criteria of three levels each. Source: domain §4, salary by portfolio complexity. */
const levels: Record<Criterion, Record<LevelRank, Level>> = {
  standing: {
    high: ['national', 'Known all over the country', 'Известна всей стране'],
    middle: ['regional', 'Known in its region', 'Известна в регионе'],
    low: ['local', 'Known in its town', 'Известна в городе'],
  },
  deal_complexity: {
    high: ['project', 'Projects made to order', 'Проекты под заказ'],
    middle: ['assembled', 'Sets of several suppliers', 'Комплекты от нескольких поставщиков'],
    low: ['stock', 'Goods from stock', 'Товар со склада'],
  },
  deal_size: {
    high: ['large', 'Large deals', 'Крупные сделки'],
    middle: ['medium', 'Medium deals', 'Средние сделки'],
    low: ['small', 'Small deals', 'Мелкие сделки'],
  },
};

export const levelCode = (criterion: Criterion, rank: LevelRank): string => levels[criterion][rank][0];

/** Products, KPIs and the scorecard: what other records refer to. */
export function catalogueBatches(lastMonth: Period): DemoBatch[] {
  const from = `${demoMonths(lastMonth)[0]}-01`;
  return [
    {
      noun: 'products',
      rows: [...MASS_PRODUCTS, ...KEY_PRODUCTS].map(({ code, title, group }) => ({ code, title, group })),
    },
    {
      noun: 'kpis',
      rows: KPI_CODES.map((code) => ({ code, title: kpiTitles[code], unit: 'flag', direction: 'up' })),
    },
    {
      noun: 'score-levels',
      rows: CRITERIA.flatMap((criterion) =>
        (Object.keys(LEVEL_POINTS) as LevelRank[]).map((rank) => {
          const [level, en, ru] = levels[criterion][rank];
          return { criterion, level, title: { en, ru }, points: String(LEVEL_POINTS[rank]), from };
        }),
      ),
    },
  ];
}
