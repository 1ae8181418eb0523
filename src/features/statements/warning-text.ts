import {
  decimal,
  type Failure,
  failureText,
  type Language,
  numberForReading,
  toPercentText,
} from '../../calc/index.js';
import { adjustmentKind } from './adjustments-text.js';

export const WARNING_CODES = [
  'incomplete',
  'zero-pay',
  'pay-change',
  'outlier',
  'pay-mix',
  'pay-mix-hint',
  'adjustment-limited',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];
type SchemeWarningCode = 'pay-mix-of-scheme';

/** A warning as it is found: figures as text. */
export interface FoundWarning {
  code: WarningCode | SchemeWarningCode;
  figures: Record<string, string> & { failure?: Failure };
}

type Figures = FoundWarning['figures'];
type Texts = (figures: Figures, language: Language) => string;

const amount = (text: string | undefined, language: Language): string =>
  numberForReading(text ?? '0', language);
const percent = (ratio: string | undefined, language: Language): string =>
  inLanguage(toPercentText(decimal(ratio ?? '0')), language);
const inLanguage = (percentText: string | undefined, language: Language): string =>
  (percentText ?? '').replace('.', language === 'ru' ? ',' : '.');

const sides: Record<Language, Record<string, string>> = {
  en: { above: 'above', below: 'below' },
  ru: { above: 'больше', below: 'меньше' },
};

const texts: Record<FoundWarning['code'], Record<Language, Texts>> = {
  incomplete: {
    en: ({ scheme, line, failure }) =>
      `${scheme}, ${line}: could not be computed: ${failure ? failureText(failure, 'en') : ''}`,
    ru: ({ scheme, line, failure }) =>
      `${scheme}, ${line}: не рассчитано: ${failure ? failureText(failure, 'ru') : ''}`,
  },
  'zero-pay': { en: () => 'Nothing is paid', ru: () => 'Начислено 0' },
  'pay-change': {
    en: ({ total, before, period, share }, language) =>
      `Pay is ${amount(total, language)}, after ${amount(before, language)} in ${period}${share ? `: a change of ${percent(share, language)}` : ''}`,
    ru: ({ total, before, period, share }, language) =>
      `Начислено ${amount(total, language)}, а за ${period} — ${amount(before, language)}${share ? `: изменение на ${percent(share, language)}` : ''}`,
  },
  outlier: {
    en: ({ scheme, period, amount: pay, side }, language) =>
      `Pay by ${scheme} for ${period}, ${amount(pay, language)}, is far ${sides.en[side ?? '']} what others get by it`,
    ru: ({ scheme, period, amount: pay, side }, language) =>
      `Начислено по системе ${scheme} за ${period}: ${amount(pay, language)} — намного ${sides.ru[side ?? '']}, чем у других по ней`,
  },
  'pay-mix': {
    en: ({ scheme, share, side, limit }) =>
      `Salary is ${share} of pay by ${scheme}, ${sides.en[side ?? '']} ${limit}`,
    ru: ({ scheme, share, side, limit }, language) =>
      `Оклад — ${inLanguage(share, language)} оплаты по системе ${scheme}, ${sides.ru[side ?? '']} ${inLanguage(limit, language)}`,
  },
  'pay-mix-hint': {
    en: ({ scheme, share, limit }) => `Salary is ${share} of pay by ${scheme}; up to ${limit} is better`,
    ru: ({ scheme, share, limit }, language) =>
      `Оклад — ${inLanguage(share, language)} оплаты по системе ${scheme}; лучше до ${inLanguage(limit, language)}`,
  },
  'adjustment-limited': {
    en: ({ kind, asked, applied }, language) =>
      `${adjustmentKind(kind ?? '', language)}: ${amount(applied, language)} of ${amount(asked, language)} goes into pay, the rest is beyond the limit`,
    ru: ({ kind, asked, applied }, language) =>
      `${adjustmentKind(kind ?? '', language)}: учтено ${amount(applied, language)} из ${amount(asked, language)}, остальное сверх предела`,
  },
  'pay-mix-of-scheme': {
    en: ({ scheme, count, of, side, limit }) =>
      `${scheme}: salary is ${sides.en[side ?? '']} ${limit} of pay for ${count} of ${of}; that is the scheme, not these people`,
    ru: ({ scheme, count, of, side, limit }, language) =>
      `${scheme}: оклад ${sides.ru[side ?? '']} ${inLanguage(limit, language)} оплаты у ${count} из ${of}; дело в системе, а не в этих людях`,
  },
};

/** A warning as it is told: whether it is more than a remark, and the figures in words. */
export const warningDto = ({ code, figures }: FoundWarning, language: Language) => ({
  code,
  level: code === 'pay-mix-hint' ? 'hint' : 'warning',
  figures,
  text: texts[code][language](figures, language),
});
