import { combine, dimensionOf, parseUnit, type Unit, unitOfDimension } from './units.js';

describe('units', () => {
  it.each(['money', 'ratio', 'text', 'EUR', 'money/EUR', 'USD/money', 'EUR/USD'])('%s is one', (text) => {
    expect(parseUnit(text)).toBe(text);
  });

  it.each([
    ...['', 'euro', 'Money', 'EURO', '/', 'EUR/', '/EUR', 'EUR/EUR', 'money/money'],
    ...['EUR/USD/GBP', 'money/count', 'count/money', 'EUR USD', 'money//EUR'],
  ])('%p is none', (text) => {
    expect(parseUnit(text)).toBeUndefined();
  });

  // Source: language, Semantics 4: only currencies carry dimension; money times money is none.
  it.each<[a: string, sign: '*' | '/', b: string, unit: string | null | undefined]>([
    ['money', '*', 'count', 'money'],
    ['count', '*', 'money', 'money'],
    ['count', '/', 'days', null],
    ['money', '/', 'money', null],
    ['money', '/', 'EUR', 'money/EUR'],
    ['EUR', '*', 'money/EUR', 'money'],
    ['money', '/', 'money/EUR', 'EUR'],
    ['money/EUR', '*', 'EUR/USD', 'money/USD'],
    ['money/EUR', '/', 'money/EUR', null],
    ['money', '*', 'money', undefined],
    ['money', '*', 'money/EUR', undefined],
    ['money', '*', 'EUR', undefined],
    ['count', '/', 'money', undefined],
    ['money/EUR', '/', 'EUR', undefined],
    ['money/EUR', '/', 'USD', undefined],
  ])('%s %s %s is %p', (a, sign, b, unit) => {
    const powers = combine(dimensionOf(a as Unit), dimensionOf(b as Unit), sign === '*' ? 1 : -1);
    expect(unitOfDimension(powers)).toBe(unit);
  });
});
