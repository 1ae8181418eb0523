import type { ChangedPart, Comparison, Contribution } from './compare.js';
import type { Language } from './findings.js';
import { numberForReading, periodForReading, quoted, titleIn, valueForReading } from './reading.js';
import { changeText } from './what-if-text.js';
import { words } from './what-if-words.js';

/** A comparison as plain text that a manager understands: the lines of pay, then what each change did to the total. */
export function comparisonText(comparison: Comparison, language: Language = 'en'): string {
  const { before, after, difference, lines, contributions } = comparison;
  const own = words[language];
  const amount = (text: string | null) => (text === null ? own.unknown : numberForReading(text, language));
  const changed = lines.filter((line) => line.difference !== '0');
  const effects = contributions.filter(({ change }) => change !== '0' && change !== null);
  const idle = contributions.filter(({ change }) => change === '0');
  const unknown = contributions.filter(({ change }) => change === null);
  const named = (group: readonly Contribution[]) => group.map((each) => partsText(each, language)).join(', ');
  const sides = [before, after].map((side) => periodForReading(side.period, side.stretch)).join(' → ');
  return [
    `${sides}: ${own.difference(amount(before.total), amount(after.total))}: ${changeText(difference, language)}`,
    ...changed.map(
      (line) =>
        `  ${titleIn(line.title, language, line.code)}: ${own.difference(amount(line.before), amount(line.after))}: ${changeText(line.difference, language)}`,
    ),
    ...(contributions.length === 0 ? ['', own.nothing] : []),
    ...(effects.length === 0 ? [] : ['']),
    ...effects.map((each) => `  ${partsText(each, language)}: ${changeText(each.change, language)}`),
    ...(idle.length === 0 ? [] : ['', `${own.noEffect}: ${named(idle)}`]),
    ...(unknown.length === 0 ? [] : ['', `${own.notKnown}: ${named(unknown)}`]),
  ].join('\n');
}

const partsText = ({ parts }: Contribution, language: Language): string =>
  parts.map((part) => partText(part, language)).join(words[language].together);

/** `Sales 80,374 → 86,000`, `table “Progressive percent”`. */
function partText({ kind, name, title, unit, how, before, after }: ChangedPart, language: Language): string {
  const own = words[language];
  if (kind === 'rest') return own.rest;
  const read = (text: string | null) =>
    text === null ? own.none : unit ? valueForReading(text, unit, language) : text;
  const called = titleIn(title, language, name);
  const note = how === 'added' ? ` (${own.added})` : how === 'removed' ? ` (${own.removed})` : '';
  if (kind === 'table') return `${own.table} ${quoted(called, language)}${note}`;
  if (kind === 'line') return `${own.formula} ${quoted(called, language)}${note}`;
  if (kind === 'rows') return `${own.rows} ${quoted(called, language)}${note}`;
  return before === after ? `${called}${note}` : `${called} ${read(before)} → ${read(after)}${note}`;
}
