import type { Facts, Texts } from './findings-words.js';

const others = ({ othersEn }: Facts) => (othersEn ? ` (with ${othersEn})` : '');
const othersRu = ({ othersRu: listed }: Facts) => (listed ? ` (при: ${listed})` : '');

/** Where the fall comes from: a row of a table, or a line. */
const cause = ({ table, row, line }: Facts) =>
  table ? (row ? `row ${row} of table ${table}` : `table ${table} under its first row`) : `line ${line}`;
const causeRu = ({ table, row, line }: Facts) =>
  table ? (row ? `строка ${row} таблицы ${table}` : `таблица ${table} ниже первой строки`) : `строка ${line}`;

const step = (f: Facts) => `at ${f.after} instead of ${f.before}`;
const stepRu = (f: Facts) => `при ${f.after} вместо ${f.before}`;
const move = (f: Facts) => `by ${f.size}, from ${f.payBefore} to ${f.payAfter}`;
const moveRu = (f: Facts) => `на ${f.size}: с ${f.payBefore} до ${f.payAfter}`;

/** What lint finds in a scheme that compiles. */
export const lintTexts = {
  cliff: {
    en: (f) =>
      `A cliff in "${f.inputEn}": ${step(f)} pay falls ${move(f)}. It comes from ${cause(f)}${others(f)}.`,
    ru: (f) =>
      `Обрыв по «${f.inputRu}»: ${stepRu(f)} выплата падает ${moveRu(f)}. Причина: ${causeRu(f)}${othersRu(f)}.`,
  },
  'cliff-down': {
    en: (f) =>
      `More of "${f.inputEn}" pays more: ${step(f)} pay rises ${move(f)}. It comes from ${cause(f)}${others(f)}.`,
    ru: (f) =>
      `Чем больше «${f.inputRu}», тем больше выплата: ${stepRu(f)} она растёт ${moveRu(f)}. Причина: ${causeRu(f)}${othersRu(f)}.`,
  },
  slope: {
    en: (f) =>
      `The more of "${f.inputEn}", the less pay: from ${f.before} to ${f.after} it falls ${move(f)}${others(f)}.`,
    ru: (f) =>
      `Чем больше «${f.inputRu}», тем меньше выплата: от ${f.before} до ${f.after} она падает ${moveRu(f)}${othersRu(f)}.`,
  },
  'slope-down': {
    en: (f) =>
      `The more of "${f.inputEn}", the more pay: from ${f.before} to ${f.after} it rises ${move(f)}${others(f)}.`,
    ru: (f) =>
      `Чем больше «${f.inputRu}», тем больше выплата: от ${f.before} до ${f.after} она растёт ${moveRu(f)}${othersRu(f)}.`,
  },
  'flag-pays-less': {
    en: (f) => `"${f.inputEn}" pays less when it is ${f.after}: pay falls ${move(f)}${others(f)}.`,
    ru: (f) =>
      `«${f.inputRu}»: при ${f.after} выплата ниже, чем при ${f.before}; она падает ${moveRu(f)}${othersRu(f)}.`,
  },
  gap: {
    en: (f) => `Line "${f.line}" has no value: ${f.whyEn}. Add a row, or "below" to the table${others(f)}.`,
    ru: (f) =>
      `У строки «${f.line}» нет значения: ${f.whyRu}. Добавьте строку таблицы или «below»${othersRu(f)}.`,
  },
  'divisor-zero': {
    en: (f) =>
      `Line "${f.line}" may divide by zero: ${f.whyEn}. DIVIDE(a, b, x) says what counts then${others(f)}.`,
    ru: (f) =>
      `В строке «${f.line}» возможно деление на ноль: ${f.whyRu}. DIVIDE(a, b, x) задаёт значение для этого случая${othersRu(f)}.`,
  },
  'line-fails': {
    en: (f) => `Line "${f.line}" has no value: ${f.whyEn}${others(f)}.`,
    ru: (f) => `У строки «${f.line}» нет значения: ${f.whyRu}${othersRu(f)}.`,
  },
  'pay-negative': {
    en: (f) =>
      `Line "${f.line}" pays ${f.value}, less than nothing${others(f)}. MAX(0, …) keeps it from that.`,
    ru: (f) =>
      `Строка «${f.line}» выплачивает ${f.value}, меньше нуля${othersRu(f)}. Этого не будет с MAX(0, …).`,
  },
  'start-needed': {
    en: (f) =>
      `In the first period there is no earlier result of "${f.inputEn}", and line "${f.line}" fails. Add "start".`,
    ru: (f) =>
      `В первом периоде прежних результатов «${f.inputRu}» нет, и строка «${f.line}» не считается. Добавьте «start».`,
  },
  'newcomer-fails': {
    en: (f) =>
      `A newcomer has no "${f.inputEn}" yet, and line "${f.line}" fails. Add "missing", or use DEFAULT.`,
    ru: (f) =>
      `У новичка ещё нет «${f.inputRu}», и строка «${f.line}» не считается. Добавьте «missing» или используйте DEFAULT.`,
  },
  'row-unreached': {
    en: (f) => `Row ${f.row} of table ${f.table} (${f.start}) never answers for any value its key may have.`,
    ru: (f) =>
      `Строка ${f.row} таблицы ${f.table} (${f.start}) не сработает ни при каком возможном значении.`,
  },
  'match-gap': {
    en: (f) =>
      `Table ${f.table} has no row for ${f.key}, which the listed values allow. Add one, or a row without keys.`,
    ru: (f) =>
      `В таблице ${f.table} нет строки для ${f.key}, а такие значения допустимы. Добавьте её или строку без ключей.`,
  },
  'weights-sum': {
    en: (f) => `${f.column} adds up to ${f.found}, not to 100%. If that is meant, say so in checks: adds_up.`,
    ru: (f) =>
      `Сумма ${f.column} равна ${f.found}, а не 100%. Если так задумано, укажите это в checks: adds_up.`,
  },
  'mix-below': {
    en: (f) => `As a rule the salary is ${f.share} of pay, below the ${f.min} wanted${others(f)}.`,
    ru: (f) => `Обычно оклад составит ${f.share} выплаты, меньше желаемых ${f.min}${othersRu(f)}.`,
  },
  'mix-above': {
    en: (f) => `As a rule the salary is ${f.share} of pay, above the ${f.max} wanted${others(f)}.`,
    ru: (f) => `Обычно оклад составит ${f.share} выплаты, больше желаемых ${f.max}${othersRu(f)}.`,
  },
  'mix-above-hint': {
    en: (f) => `As a rule the salary is ${f.share} of pay; up to ${f.hint} is better${others(f)}.`,
    ru: (f) => `Обычно оклад составит ${f.share} выплаты; лучше не больше ${f.hint}${othersRu(f)}.`,
  },
  unused: {
    en: (f) => `Nothing reads "${f.name}": it changes nobody's pay. Use it, or take it out.`,
    ru: (f) => `«${f.name}» нигде не используется и на выплату не влияет. Используйте или уберите.`,
  },
  'line-unused': {
    en: (f) => `Line "${f.name}" neither pays nor is read, and cites no clause.`,
    ru: (f) =>
      `Строка «${f.name}» не выплачивается, нигде не используется и не ссылается на пункт положения.`,
  },
} satisfies Record<string, Texts>;
