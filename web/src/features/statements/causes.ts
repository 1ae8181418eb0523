import type { StatementComparisonDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';

/** What the service's comparison of two results holds, as far as it is shown. */
interface ChangedPart {
  kind: 'input' | 'param' | 'table' | 'rows' | 'line' | 'rest';
  name: string;
  title: Titled | null;
  unit: string | null;
  how: 'value' | 'definition' | 'added' | 'removed';
  before: string | null;
  after: string | null;
}

interface ComparisonOfResults {
  contributions: { parts: ChangedPart[]; change: string | null }[];
}

export interface Cause {
  key: string;
  text: string;
  /** What it does to the total; null where that is not known. */
  change: string | null;
}

/** The causes of a difference in words, in the service's order, and what changed without any effect. */
export function useCauses({ results, adjustments }: StatementComparisonDto): {
  causes: Cause[];
  idle: string[];
} {
  const { statements: texts } = useTexts();
  const titleOf = useTitle();
  const partText = usePartText();
  const ofResults = results.flatMap(({ scheme, title, comparison, inParts, difference }): Cause[] => {
    const name = titleOf(title as Titled, scheme);
    if (!comparison)
      return [
        {
          key: scheme,
          text: inParts ? texts.compared.inParts(name) : texts.compared.onlyOne(name),
          change: difference,
        },
      ];
    const { contributions } = comparison as object as ComparisonOfResults;
    return contributions.map(({ parts, change }) => ({
      key: `${scheme} ${parts.map((part) => `${part.kind} ${part.name}`).join()}`,
      text: parts.map(partText).join(texts.compared.together),
      change,
    }));
  });
  const all = [
    ...ofResults,
    ...adjustments.map(({ id, kind, reason, difference }, place) => ({
      key: `adjustment ${id} ${place}`,
      text: `${texts.adjustments.kindOf(kind)}: ${reason}`,
      change: difference,
    })),
  ];
  return {
    causes: all.filter(({ change }) => change !== '0'),
    idle: all.filter(({ change }) => change === '0').map(({ text }) => text),
  };
}

/** `Sales 80 374 → 86 000`, `table “Progressive percent”`. */
function usePartText(): (part: ChangedPart) => string {
  const { statements: texts } = useTexts();
  const titleOf = useTitle();
  const { money, number, percent } = useFormats();
  const written = (value: string | null, unit: string | null) => {
    if (value === null) return texts.compared.missing;
    if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
    return unit === 'money' ? money(value) : unit === 'ratio' ? percent(value) : number(value);
  };
  return ({ kind, name, title, unit, how, before, after }) => {
    if (kind === 'rest') return texts.compared.rest;
    const called = titleOf(title, name);
    const note = how === 'added' ? texts.compared.added : how === 'removed' ? texts.compared.removed : '';
    if (kind === 'table' || kind === 'line' || kind === 'rows')
      return `${texts.compared[kind](called)}${note}`;
    return before === after
      ? called + note
      : `${called}: ${written(before, unit)} → ${written(after, unit)}${note}`;
  };
}
