import { type Comparison, changeText, comparisonText, type Language } from '../../calc/index.js';
import type { ResultComparisonDto, StatementComparisonDto } from './answers.dto.js';

const words = {
  en: { only: 'of one of both statements only', other: 'Corrections and adjustments' },
  ru: { only: 'только в одном из двух листков', other: 'Перерасчёты и корректировки' },
} as const;

export function comparisonOfResult({ comparison }: ResultComparisonDto, language: Language): string {
  return comparisonText(comparison as Comparison, language);
}

/** Scheme by scheme what changed, then what is not of results. */
export function comparisonOfStatements(
  { results, other }: StatementComparisonDto,
  language: Language,
): string {
  const parts = results.map(({ scheme, comparison, difference }) =>
    comparison
      ? comparisonText(comparison as Comparison, language)
      : `${scheme} (${words[language].only}): ${changeText(difference, language)}`,
  );
  const rest = other === '0' ? [] : [`${words[language].other}: ${changeText(other, language)}`];
  return [...parts, ...rest].join('\n\n');
}
