import { type Explanation, explanationText, type Language, numberForReading } from '../../calc/index.js';
import type { FactBehind } from '../measures/index.js';
import type { ResultExplanationDto } from './statements.dto.js';

/** A result's explanation with its types, as the service itself uses it. */
export type ResultExplanation = ResultExplanationDto & { explanation: Explanation };

const FACTS_PRINTED = 20;

interface Words {
  facts: string;
  more(count: number): string;
  none: string;
  kinds: Record<FactBehind['kind'], string>;
}

const words: Record<Language, Words> = {
  en: {
    facts: 'Facts behind the measures',
    more: (count) => `… and ${count} more`,
    none: 'none',
    kinds: {
      order: 'order',
      return: 'return',
      complaint: 'complaint',
      remark: 'remark',
      'kpi-reading': 'reading',
      client: 'client',
    },
  },
  ru: {
    facts: 'Факты за показателями',
    more: (count) => `… и ещё ${count}`,
    none: 'нет',
    kinds: {
      order: 'заказ',
      return: 'возврат',
      complaint: 'жалоба',
      remark: 'замечание',
      'kpi-reading': 'отметка',
      client: 'клиент',
    },
  },
};

/** An explanation as text: whose it is, how each figure came about, and the facts behind each measure. */
export function explanationOfResult(result: ResultExplanation, language: Language): string {
  const titles = new Map(
    result.explanation.inputs.map(({ name, title }) => [name, title?.[language] ?? title?.en ?? name]),
  );
  const facts = result.facts.flatMap(({ input, of, total, facts: listed }) => [
    `  ${titles.get(input)}, ${of}: ${total === 0 ? words[language].none : total}`,
    ...(listed as FactBehind[]).slice(0, FACTS_PRINTED).map((fact) => `    ${factText(fact, language)}`),
    ...(total > FACTS_PRINTED ? [`    ${words[language].more(total - FACTS_PRINTED)}`] : []),
  ]);
  return [
    `${result.name} (${result.personnelNumber})`,
    explanationText(result.explanation, language),
    '',
    words[language].facts,
    ...facts,
  ].join('\n');
}

/** How a kind of fact is called. */
export const factKind = (kind: FactBehind['kind'], language: Language): string => words[language].kinds[kind];

function factText(
  { kind, date, externalId, client, product, status, text, amount, share }: FactBehind,
  language: Language,
): string {
  const named = `${factKind(kind, language)} ${externalId}`;
  const parts = [date, named, client, product, status, text].filter((part) => part !== undefined);
  const money = amount === undefined ? '' : `  ${numberForReading(amount, language)}`;
  return `${parts.join('  ')}${money}${share === undefined ? '' : `  (× ${numberForReading(share, language)})`}`;
}
