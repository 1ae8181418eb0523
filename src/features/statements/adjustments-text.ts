import { decimal, type Language, numberForReading, toPercentText } from '../../calc/index.js';
import type { AdjustingDto, StatementExplanationDto, StatementLineDto } from './statements.dto.js';

interface Words {
  title: string;
  kinds: Record<string, string>;
  clause(number: string): string;
  order(number: string, date: string, from: string, until: string): string;
  limited(asked: string): string;
  limit(share: string, base: string, most: string): string;
  unknown: string;
}

const words: Record<Language, Words> = {
  en: {
    title: 'Adjustments',
    kinds: {
      agreed: 'Agreed sum',
      correction: 'Correction',
      prize: 'Contest prize',
      reduction: 'Disciplinary reduction',
    },
    clause: (number) => `clause ${number}`,
    order: (number, date, from, until) =>
      `order ${number} of ${date}, sanction in force from ${from} until before ${until}`,
    limited: (asked) => `${asked} was asked; the rest is beyond what may be taken`,
    limit: (share, base, most) =>
      `Reductions take at most ${share} of ${base}, and nothing of the salary: ${most}`,
    unknown: 'unknown',
  },
  ru: {
    title: 'Корректировки',
    kinds: {
      agreed: 'Согласованная сумма',
      correction: 'Корректировка',
      prize: 'Приз за конкурс',
      reduction: 'Снижение в связи с взысканием',
    },
    clause: (number) => `пункт ${number}`,
    order: (number, date, from, until) =>
      `приказ ${number} от ${date}, взыскание действует с ${from} и до ${until}, не включая его`,
    limited: (asked) => `назначено ${asked}; остальное больше того, что можно удержать из премии`,
    limit: (share, base, most) => `Снижения — не больше ${share} от ${base} и не из оклада: ${most}`,
    unknown: 'неизвестно',
  },
};

/** What is called an adjustment of a kind. */
export const adjustmentKind = (kind: string, language: Language): string =>
  words[language].kinds[kind] ?? kind;

/** The adjustments of a statement as text: amount, clause, reason, and what limited it. Nothing without any. */
export function explanationOfAdjustments(
  { adjustments, adjusting }: Pick<StatementExplanationDto, 'adjustments' | 'adjusting'>,
  language: Language,
): string[] {
  if (adjustments.length === 0 || !adjusting) return [];
  const lines = adjustments.flatMap((line) => lineText(line, language));
  const limit = adjustments.some(({ pay }) => pay === 'reduction') ? limitText(adjusting, language) : [];
  return [[words[language].title, ...lines, ...limit].join('\n')];
}

function lineText({ pay, clause, amount, adjustment }: StatementLineDto, language: Language): string[] {
  const own = words[language];
  const { asked, reason, order } = adjustment!;
  const isLimited = amount !== null && amount !== asked;
  return [
    `  ${own.kinds[pay]} (${own.clause(clause ?? '')}): ${reading(amount, language)}`,
    `    ${reason}`,
    ...(order ? [`    ${own.order(order.number, order.date, order.from, order.until)}`] : []),
    ...(isLimited ? [`    ${own.limited(reading(asked, language))}`] : []),
  ];
}

function limitText({ reductionShareMax, reductionBase, reductionMax }: AdjustingDto, language: Language) {
  const share = toPercentText(decimal(reductionShareMax));
  return [
    `  ${words[language].limit(share, reading(reductionBase, language), reading(reductionMax, language))}`,
  ];
}

const reading = (amount: string | null, language: Language): string =>
  amount === null ? words[language].unknown : numberForReading(amount, language);
