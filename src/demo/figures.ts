import { type Period, shiftPeriod } from '../calc/period.js';
import { demoMonths } from './calendar.js';
import { wholeParts } from './cents.js';
import { type Random, randomFor } from './random.js';
import { ELKIN, MID_MONTH_HIRE, NEW_STAR, payeesOf, SOKOLOVA, VOLKOVA } from './roster.js';

/** What one manager's month comes to; the orders are made so that they add up to it. */
export interface MassMonth {
  manager: string;
  month: Period;
  plan: number;
  processed: number;
  remarks: number;
}

/** Plan and sales in whole units of money; `groups` is how many product groups are sold. */
export interface KeyMonth {
  manager: string;
  month: Period;
  plan: number;
  sales: number;
  won: number;
  lost: number;
  groups: number;
  complaints: number;
}

type Planted<T> = Record<string, Record<number, Omit<T, 'manager' | 'month'>>>;

/** Months fixed by a story or by the domain's figures: manager, then months before the last one. */
const plantedMass: Planted<MassMonth> = {
  [SOKOLOVA]: {
    2: { plan: 2300, processed: 2040, remarks: 0 },
    1: { plan: 2300, processed: 2085, remarks: 0 },
    0: { plan: 2300, processed: 2100, remarks: 1 },
  },
  [MID_MONTH_HIRE]: { 0: { plan: 360, processed: 168, remarks: 0 } },
};

const plantedKey: Planted<KeyMonth> = {
  [ELKIN]: {
    3: { plan: 80400, sales: 77200, won: 40, lost: 23, groups: 3, complaints: 0 },
    2: { plan: 80400, sales: 81300, won: 40, lost: 24, groups: 4, complaints: 1 },
    1: { plan: 80400, sales: 86000, won: 43, lost: 24, groups: 4, complaints: 0 },
    0: { plan: 80400, sales: 86000, won: 41, lost: 28, groups: 4, complaints: 0 },
  },
  [VOLKOVA]: {
    1: { plan: 88000, sales: 91100, won: 44, lost: 24, groups: 4, complaints: 0 },
    0: { plan: 90000, sales: 89500, won: 45, lost: 25, groups: 4, complaints: 0 },
  },
  [NEW_STAR]: {
    4: { plan: 30000, sales: 21400, won: 20, lost: 19, groups: 2, complaints: 0 },
    3: { plan: 40000, sales: 39800, won: 29, lost: 18, groups: 3, complaints: 0 },
    2: { plan: 50000, sales: 64300, won: 40, lost: 20, groups: 4, complaints: 1 },
    1: { plan: 60000, sales: 91700, won: 51, lost: 22, groups: 5, complaints: 0 },
    0: { plan: 70000, sales: 118000, won: 62, lost: 21, groups: 5, complaints: 0 },
  },
};

/** Usual plan of a manager in the first and in the last month; orders for the mass market, money for key accounts. */
const usualPlans: Record<string, [first: number, last: number]> = {
  [SOKOLOVA]: [420, 440],
  '1002': [340, 425],
  '1003': [330, 335],
  '1004': [440, 410],
  '1005': [330, 420],
  '1006': [305, 315],
  [ELKIN]: [72000, 80000],
  [VOLKOVA]: [78000, 88000],
  '2003': [70000, 76000],
  '2004': [84000, 92000],
  '2005': [74000, 78000],
  '2006': [70000, 72000],
};

/** Business in percent of an average month, January to December. */
const seasons = [91, 95, 101, 102, 94, 98, 96, 97, 104, 105, 106, 111];

function usualPlan(
  manager: string,
  months: readonly Period[],
  place: number,
  step: number,
): number | undefined {
  const plans = usualPlans[manager];
  if (!plans) return undefined;
  const [first, last] = plans;
  const grown = first * (months.length - 1 - place) + last * place;
  const season = seasons[Number(months[place]!.slice(5)) - 1]!;
  return wholeParts(grown * season, (months.length - 1) * 100 * step) * step;
}

/** The months of the mass market, by manager, then month. */
export function massMonths(seed: number, lastMonth: Period): MassMonth[] {
  return figuresOf('mass-market', plantedMass, lastMonth, 10, (manager, month, plan) => {
    const random = randomFor(seed, 'figures', manager, month);
    const processed = wholeParts(plan * random.between(91, 107), 100);
    return { plan, processed, remarks: fewOf(random, [80, 96, 100]) };
  });
}

/** The months of key accounts, by manager, then month. */
export function keyMonths(seed: number, lastMonth: Period): KeyMonth[] {
  return figuresOf('key-accounts', plantedKey, lastMonth, 500, (manager, month, plan) => {
    const random = randomFor(seed, 'figures', manager, month);
    const won = random.between(38, 46);
    return {
      plan,
      sales: wholeParts(plan * random.between(86, 112), 100),
      won,
      lost: wholeParts(won * random.between(40, 72), 100),
      groups: 1 + fewOf(random, [8, 30, 60, 90, 100]),
      complaints: fewOf(random, [72, 93, 98, 100]),
    };
  });
}

/** 0, 1, 2 …: the place of the first of the rising percents that a roll of 1 to 100 stays within. */
function fewOf(random: Random, percents: readonly number[]): number {
  const roll = random.between(1, 100);
  return percents.findIndex((percent) => roll <= percent);
}

function figuresOf<T extends { manager: string; month: Period }>(
  team: 'mass-market' | 'key-accounts',
  planted: Planted<T>,
  lastMonth: Period,
  planStep: number,
  usual: (manager: string, month: Period, plan: number) => Omit<T, 'manager' | 'month'>,
): T[] {
  const months = demoMonths(lastMonth);
  const figures: T[] = [];
  for (const { personnelNumber: manager } of payeesOf(team)) {
    for (const [place, month] of months.entries()) {
      const plan = usualPlan(manager, months, place, planStep);
      const fixed = planted[manager]?.[months.length - 1 - place];
      const rest = fixed ?? (plan === undefined ? undefined : usual(manager, month, plan));
      // a newcomer has no figures before the hire
      if (rest) figures.push({ manager, month, ...rest } as T);
    }
  }
  return figures;
}

/** Whether a story or a figure of the domain depends on this manager's month, so that nothing may be added to it. */
export function isPlanted(manager: string, month: Period, lastMonth: Period): boolean {
  const months = { ...plantedMass, ...plantedKey }[manager] ?? {};
  return Object.keys(months).some((back) => shiftPeriod(lastMonth, -Number(back)) === month);
}
