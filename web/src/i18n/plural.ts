const english = new Intl.PluralRules('en');
const russian = new Intl.PluralRules('ru');

/** English forms by number. */
export const pluralEn = (count: number, forms: { one: string; other: string }): string =>
  english.select(count) === 'one' ? forms.one : forms.other;

/** Russian forms by number: 1 заказ, 2 заказа, 5 заказов; `other` serves fractions: 1,5 заказа. */
export function pluralRu(
  count: number,
  forms: { one: string; few: string; many: string; other: string },
): string {
  const form = russian.select(count);
  return form === 'one' || form === 'few' || form === 'many' ? forms[form] : forms.other;
}
