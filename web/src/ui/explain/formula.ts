import { useFormats, useTexts } from '../../i18n/index.js';
import type { ExplainedLine, Explanation } from './tree.js';
import { useTitle } from './values.js';

const TOKENS = /\d{4}-\d\d-\d\d|\d+(?:\.\d+)?%?|[A-Za-z_]\w*(?:\.\w+)?/g;

/** Writes formulas as people read them: titles for names where there are any, figures and functions as the language has them. */
export function useFormulaText(): (formula: string, titles?: ReadonlyMap<string, string>) => string {
  const { common } = useTexts();
  const { language, number, percent, day } = useFormats();
  const quoted = (title: string) => (language === 'en' ? `“${title}”` : `«${title}»`);
  const functions: Readonly<Record<string, string>> = common.explain.functions;
  const token = (text: string) => {
    if (/^\d{4}-/.test(text)) return day(text);
    if (text.endsWith('%')) return percent(text);
    // in English commas stand between arguments, and in no number
    if (/^\d/.test(text)) return language === 'en' ? text : number(text);
    return functions[text] ?? text;
  };
  return (formula, titles) =>
    formula.replace(/[^"]+|"[^"]*"/g, (part) => {
      if (part.startsWith('"')) return part;
      return signs(part.replaceAll(', ', common.explain.separator)).replace(TOKENS, (text) => {
        const title = titles?.get(text);
        return title ? quoted(title) : token(text);
      });
    });
}

const LOOKUP = /\b(?:STEP|BANDS|CURVE|MATCH|MATRIX)\((\w+)(?:\.\w+)?, ([^()]*)\)/g;

/** A formula with titles of what it reads; lookups go by the titles of their tables, which are shown beside it. */
export function useTitledFormula(): (
  formula: string,
  titles: ReadonlyMap<string, string>,
  tables: ReadonlyMap<string, string>,
) => string {
  const written = useFormulaText();
  return (formula, titles, tables) => {
    const all = new Map([...tables, ...titles]);
    const text = formula.replace(LOOKUP, (call: string, table: string, keys: string) => {
      const title = tables.get(table);
      if (!title) return call;
      const stand = `lookup_${all.size}_`;
      const key = /^"([^"]*)"$/.exec(keys)?.[1];
      all.set(stand, key ? `${title}: ${key}` : title);
      return stand;
    });
    return written(text, all);
  };
}

/** The formula of a line as its explanation has it. */
export function useLineFormula(
  explanation: Pick<Explanation, 'lines' | 'rows'>,
): (line: Pick<ExplainedLine, 'formula' | 'uses'>) => string {
  const titleOf = useTitle();
  const written = useTitledFormula();
  const lookups = explanation.lines.flatMap(({ tables }) => tables);
  const tables = new Map(
    lookups.flatMap(({ table, column, title }) => [
      [table, titleOf(title, table)] as const,
      [`${table}.${column}`, titleOf(title, table)] as const,
    ]),
  );
  const sets = (explanation.rows ?? []).flatMap(({ set, title, sums }) => [
    [set, titleOf(title, set)] as const,
    ...sums.map((sum) => [sum.code, titleOf(sum.title, sum.code)] as const),
  ]);
  return ({ formula, uses }) =>
    written(
      formula,
      new Map([...sets, ...uses.map(({ name, title }) => [name, titleOf(title, name)] as const)]),
      tables,
    );
}

/** The language's operators as they are printed: the middle dot and slashes of code are no signs of a school book. */
const signs = (formula: string): string =>
  formula
    .replaceAll(' * ', ' × ')
    .replaceAll(' / ', ' ÷ ')
    .replace(/(^|[\s(])-/g, '$1−')
    .replaceAll('>=', '≥')
    .replaceAll('<=', '≤')
    .replaceAll('<>', '≠');
