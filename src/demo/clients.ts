import type { Day, Period } from '../calc/period.js';
import type { DemoBatch } from './batch.js';
import { demoMonths } from './calendar.js';
import { CRITERIA, type Criterion, type LevelRank, levelCode } from './catalogue.js';
import { clientNames } from './client-names.js';
import { type Random, randomFor } from './random.js';
import { type DemoLanguage, ELKIN, NEW_STAR, VOLKOVA } from './roster.js';
import { LOST_CLIENT, LOST_CLIENT_NAME } from './stories.js';

const CLIENT_COUNT = 120;

interface Holding {
  manager: string;
  from: Day;
  until?: Day;
}

export interface DemoClient {
  code: string;
  name: string;
  language: DemoLanguage;
  levels: Record<Criterion, LevelRank>;
  /** Who held the client, in order; the first day is that of the first contact. */
  holdings: Holding[];
  /** Days between two purchases, about. */
  rhythmDays: number;
}

/**
 * A portfolio at the end: how many clients, and how many of their three levels each are high and middle, which fixes
 * its score: Ёлкин's 15 × 60 + 21 × 30 + 15 × 10 = 1680.
 */
interface Portfolio {
  manager: string;
  clients: number;
  high: number;
  middle: number;
}

const portfolios: readonly Portfolio[] = [
  { manager: ELKIN, clients: 17, high: 15, middle: 21 },
  { manager: VOLKOVA, clients: 18, high: 24, middle: 18 },
  { manager: '2003', clients: 17, high: 9, middle: 15 },
  { manager: '2004', clients: 17, high: 36, middle: 10 },
  { manager: '2005', clients: 17, high: 12, middle: 24 },
  { manager: '2006', clients: 17, high: 6, middle: 12 },
  { manager: NEW_STAR, clients: 17, high: 5, middle: 16 },
];

/** Each hands one client over to the newcomer at the hire. */
const formerHolders = [VOLKOVA, '2003', '2004', '2005', '2006'];

/** The clients of key accounts with their scores and holders. */
export function demoClients(seed: number, lastMonth: Period): DemoClient[] {
  const months = demoMonths(lastMonth);
  const names = clientNames(randomFor(seed, 'client names'), CLIENT_COUNT);
  const clients: DemoClient[] = [];
  for (const portfolio of portfolios) {
    const random = randomFor(seed, 'portfolio', portfolio.manager);
    const ranks = random.shuffled(ranksOf(portfolio));
    for (let place = 0; place < portfolio.clients; place++) {
      const code = `C${String(clients.length + 1).padStart(3, '0')}`;
      const named = names[clients.length]!;
      clients.push({
        code,
        ...(code === LOST_CLIENT ? { name: LOST_CLIENT_NAME, language: 'ru' as const } : named),
        levels: levelsFrom(ranks.slice(place * CRITERIA.length)),
        holdings: holdingsOf(portfolio, place, months, random),
        rhythmDays: random.between(14, 21),
      });
    }
  }
  return clients;
}

function ranksOf({ clients, high, middle }: Portfolio): LevelRank[] {
  const low = clients * CRITERIA.length - high - middle;
  return [
    ...Array<LevelRank>(high).fill('high'),
    ...Array<LevelRank>(middle).fill('middle'),
    ...Array<LevelRank>(low).fill('low'),
  ];
}

function levelsFrom([standing, deal_complexity, deal_size]: LevelRank[]): DemoClient['levels'] {
  return { standing: standing!, deal_complexity: deal_complexity!, deal_size: deal_size! };
}

function holdingsOf(
  { manager, clients }: Portfolio,
  place: number,
  months: Period[],
  random: Random,
): Holding[] {
  const first: Day = `${months[0]}-01`;
  if (manager === NEW_STAR) {
    const hired: Day = `${months.at(-5)}-01`;
    const former = formerHolders[place];
    if (former) {
      return [
        { manager: former, from: first, until: hired },
        { manager, from: hired },
      ];
    }
    // the rest the newcomer wins, a few in each month but the last
    return [{ manager, from: `${months.at(-5 + (place % 4))}-01` }];
  }
  const isLateComer = place >= clients - 2;
  return [{ manager, from: isLateComer ? `${months[random.between(2, 10)]}-01` : first }];
}

/** Who holds the client on a day. */
export function holderOn({ holdings }: DemoClient, day: Day): string | undefined {
  return holdings.find(({ from, until }) => from <= day && (until === undefined || day < until))?.manager;
}

/** Clients, their scores and the portfolios they are in. */
export function clientBatches(clients: readonly DemoClient[]): DemoBatch[] {
  return [
    {
      noun: 'clients',
      rows: clients.map(({ code, name, levels }) => ({
        code,
        name,
        segment: levelCode('deal_size', levels.deal_size),
        kind: 'b2b',
      })),
    },
    {
      noun: 'client-scores',
      rows: clients.flatMap(({ code, levels, holdings }) =>
        CRITERIA.map((criterion) => ({
          client: code,
          criterion,
          level: levelCode(criterion, levels[criterion]),
          from: holdings[0]!.from,
        })),
      ),
    },
    {
      noun: 'portfolio-assignments',
      rows: clients.flatMap(({ code, holdings }) =>
        holdings.map((holding) => ({ client: code, ...holding })),
      ),
    },
  ];
}
