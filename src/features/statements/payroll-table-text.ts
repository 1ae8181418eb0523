import type { Language, PayMix } from '../../calc/index.js';
import type { DomainError } from '../../platform/problem/domain-error.js';
import { problemBody } from '../../platform/problem/problem.filter.js';

const inLanguage = (percent: string | undefined, language: Language): string =>
  (percent ?? '').replace('.', language === 'ru' ? ',' : '.');

const texts: Record<PayMix['status'], Record<Language, (share: string, bound: string) => string>> = {
  inside: {
    en: (share) => `Salary is ${share} of pay, within the range`,
    ru: (share) => `Оклад — ${share} оплаты, в рекомендуемых пределах`,
  },
  'above-hint': {
    en: (share, bound) => `Salary is ${share} of pay; up to ${bound} is better`,
    ru: (share, bound) => `Оклад — ${share} оплаты; лучше до ${bound}`,
  },
  'below-min': {
    en: (share, bound) => `Salary is ${share} of pay, below ${bound}`,
    ru: (share, bound) => `Оклад — ${share} оплаты, меньше ${bound}`,
  },
  'above-max': {
    en: (share, bound) => `Salary is ${share} of pay, above ${bound}`,
    ru: (share, bound) => `Оклад — ${share} оплаты, больше ${bound}`,
  },
};

/** How the salary's share lies to the scheme's range, as a sentence. */
export function mixText({ shareText, status, min, max, hint }: PayMix, language: Language): string {
  const bound = { inside: undefined, 'above-hint': hint, 'below-min': min, 'above-max': max }[status];
  return texts[status][language](inLanguage(shareText, language), inLanguage(bound, language));
}

/** Steps that are HR's, as whoever is not is told. */
const ofHr: Record<string, Record<Language, string>> = {
  calculated: { en: 'HR computes the month', ru: 'Месяц рассчитывает отдел кадров' },
  in_review: { en: 'HR sends the month to review', ru: 'На проверку месяц передаёт отдел кадров' },
  closed: { en: 'HR closes the month', ru: 'Месяц закрывает отдел кадров' },
};

/** Why the viewer may not take a step. */
export const whyNotText = (to: string, refusal: DomainError, language: Language): string =>
  (refusal.code === 'forbidden' && ofHr[to]?.[language]) || problemBody(refusal, language).detail;
