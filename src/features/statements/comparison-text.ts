import { type Comparison, changeText, comparisonText, type Language } from '../../calc/index.js';
import { adjustmentKind } from './adjustments-text.js';
import type { ResultComparisonDto, StatementComparisonDto } from './answers.dto.js';

const words = {
  en: {
    only: 'of one of both statements only',
    inParts: 'computed in parts of the period, here together',
    other: 'Adjustments',
  },
  ru: {
    only: 'только в одном из двух листков',
    inParts: 'рассчитано по частям периода, здесь вместе',
    other: 'Корректировки',
  },
} as const;

export function comparisonOfResult({ comparison }: ResultComparisonDto, language: Language): string {
  return comparisonText(comparison as Comparison, language);
}

/** Scheme by scheme what changed, then what is not of results. */
export function comparisonOfStatements(
  { results, adjustments, other }: StatementComparisonDto,
  language: Language,
): string {
  const parts = results.map(({ scheme, comparison, inParts, difference }) =>
    comparison
      ? comparisonText(comparison as Comparison, language)
      : `${scheme} (${words[language][inParts ? 'inParts' : 'only']}): ${changeText(difference, language)}`,
  );
  const each = adjustments.map(
    ({ kind, reason, difference }) =>
      `  ${adjustmentKind(kind, language)}: ${changeText(difference, language)} (${reason})`,
  );
  const rest = each.length
    ? [[`${words[language].other}: ${changeText(other, language)}`, ...each].join('\n')]
    : [];
  return [...parts, ...rest].join('\n\n');
}
