import { changeText, type Language, numberForReading, type WhatIf, whatIfText } from '../../calc/index.js';
import type { FactBehind } from '../measures/index.js';
import type { ChangedInputDto, FactWhatIfDto, ResultWhatIfDto } from './answers.dto.js';
import { factKind } from './explanation-text.js';

const words = {
  en: {
    without: (fact: string) => `Without ${fact}`,
    returned: (fact: string) => `If ${fact} were returned`,
    unchanged: 'pay stays as it is: the scheme reads nothing that would change',
    inAll: 'in all',
    unknown: 'not known',
    row: 'row',
    asBefore: 'Left as they are, since they follow rules about clients',
  },
  ru: {
    without: (fact: string) => `Если бы не было: ${fact}`,
    returned: (fact: string) => `Если бы вернули: ${fact}`,
    unchanged: 'выплата не изменится: система не учитывает ничего из того, что стало бы иным',
    inAll: 'всего',
    unknown: 'неизвестно',
    row: 'строка',
    asBefore: 'Взято как есть, потому что следует правилам о клиентах',
  },
} as const;

/** What would change the pay of a result, as text: whose it is, then the answer. */
export function whatIfOfResult(result: ResultWhatIfDto, language: Language): string {
  const answer = result.whatIf
    ? whatIfText(result.whatIf as WhatIf, language)
    : result.fact
      ? factText(result.fact, language)
      : `${result.scheme}, ${result.period}: ${words[language].unchanged}`;
  return `${result.name} (${result.personnelNumber})\n${answer}`;
}

function factText({ how, fact, inputs, asBefore, pay }: FactWhatIfDto, language: Language): string {
  const own = words[language];
  const kind = fact.kind === 'row' ? own.row : factKind(fact.kind as FactBehind['kind'], language);
  const named = `${kind} ${fact.externalId}${fact.date ? `, ${fact.date}` : ''}`;
  const amount = (text: string | null) => (text === null ? own.unknown : numberForReading(text, language));
  const title = ({ name, title: given }: ChangedInputDto) =>
    (given as Record<string, string> | null)?.[language] ?? name;
  return [
    `${own[how](named)}: ${changeText(pay.change, language)}, ${own.inAll} ${amount(pay.total)}`,
    ...inputs.map((input) => `  ${title(input)}: ${amount(input.before)} → ${amount(input.after)}`),
    ...(inputs.length === 0 && pay.lines.length === 0 ? [`  ${own.unchanged}`] : []),
    ...(asBefore.length > 0 ? [`  ${own.asBefore}: ${asBefore.join(', ')}`] : []),
  ].join('\n');
}
