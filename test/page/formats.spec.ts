import { decimalsOf, formatsOf } from '../../web/src/i18n/format.js';
import { pluralEn, pluralRu } from '../../web/src/i18n/plural.js';
import { typedNumber } from '../../web/src/i18n/typed-number.js';
import { orderOf, sortedBy } from '../../web/src/ui/order.js';

const en = formatsOf('en');
const ru = formatsOf('ru');
const [NBSP, MINUS, ROUBLE] = ['\u00a0', '\u2212', '\u20bd'];

describe('amounts', () => {
  it.each([
    ['1234.5', '₽1,234.50', `1${NBSP}234,50${NBSP}${ROUBLE}`],
    ['-1234.50', `${MINUS}₽1,234.50`, `${MINUS}1${NBSP}234,50${NBSP}${ROUBLE}`],
    ['891', '₽891', `891${NBSP}${ROUBLE}`],
    ['891.00', '₽891', `891${NBSP}${ROUBLE}`],
    ['0', '₽0', `0${NBSP}${ROUBLE}`],
    ['-0.00', '₽0', `0${NBSP}${ROUBLE}`],
    // more digits than a float holds
    ['12345678901234567890.1234', '₽12,345,678,901,234,567,890.1234', undefined],
  ])('in roubles: %s', (value, english, russian) => {
    expect(en.money(value, { currency: 'RUB' })).toBe(english);
    if (russian) expect(ru.money(value, { currency: 'RUB' })).toBe(russian);
  });

  it('in a table have no currency, and the decimals of their column', () => {
    const column = ['191', '782.6', null];
    const decimals = decimalsOf(column);
    expect(column.map((value) => value && ru.money(value, { decimals }))).toEqual(['191,00', '782,60', null]);
    expect(decimalsOf(['191', '210.00'])).toBe(0);
    expect(decimalsOf(['0.1234'])).toBe(4);
  });

  it('that are differences carry their sign; nothing has none', () => {
    expect([en.change('64'), en.change('-64'), en.change('0'), en.change('-0.00')]).toEqual([
      '+64',
      `${MINUS}64`,
      '0',
      '0',
    ]);
    expect(ru.change('-1399', { currency: 'RUB' })).toBe(`${MINUS}1${NBSP}399${NBSP}${ROUBLE}`);
  });

  it('are sorted exactly, those that are not known last either way', () => {
    const amounts = ['10', null, '9.5', '-3', '90071992547409930.01', '90071992547409930.02'];
    const ordered = (isDescending: boolean) =>
      sortedBy(amounts, orderOf, isDescending, en.compare).map((value) => value ?? 'none');
    const rising = ['-3', '9.5', '10', '90071992547409930.01', '90071992547409930.02'];
    expect(ordered(false)).toEqual([...rising, 'none']);
    expect(ordered(true)).toEqual([...rising.reverse(), 'none']);
  });

  it.each([
    ['1 234,50', '1234.50'],
    [`1${NBSP}234.5`, '1234.5'],
    [`${MINUS}64`, '-64'],
    ['-64', '-64'],
    ['1,234.50', null],
    ['a lot', null],
    ['', null],
  ])('are typed as people write them: %j', (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });
});

describe('percents', () => {
  it.each([
    ['0.91', '91%', `91${NBSP}%`],
    ['1.07', '107%', `107${NBSP}%`],
    ['0.786', '78.6%', `78,6${NBSP}%`],
    ['78.6%', '78.6%', `78,6${NBSP}%`],
    ['-0.03', `${MINUS}3%`, `${MINUS}3${NBSP}%`],
    ['0', '0%', `0${NBSP}%`],
  ])('%s', (value, english, russian) => {
    expect([en.percent(value), ru.percent(value)]).toEqual([english, russian]);
  });
});

describe('dates', () => {
  it('of periods begin with a capital letter and have no «г.»', () => {
    expect([en.period('2026-03'), ru.period('2026-03')]).toEqual(['March 2026', 'Март 2026']);
    expect([en.period('2026-Q1'), ru.period('2026-Q1')]).toEqual(['Q1 2026', `1-й${NBSP}квартал 2026`]);
    expect([en.period('2026'), ru.period('2026')]).toEqual(['2026', `2026${NBSP}год`]);
  });

  it('of days and instants, the latter in the zone asked for', () => {
    expect([en.day('2026-03-05'), ru.day('2026-03-05')]).toEqual(['5 March 2026', '5 марта 2026']);
    expect(ru.dayShort('2026-03-05')).toBe('5 марта');
    const instant = '2026-03-27T15:00:00.000Z';
    expect(ru.instant(instant, 'Europe/Moscow')).toBe('27 марта 2026, 18:00');
    expect(en.instant(instant, 'Europe/Moscow')).toMatch(/^27 March 2026(,| at) 18:00$/);
  });
});

describe('words', () => {
  const orders = (count: number) =>
    pluralRu(count, { one: 'заказ', few: 'заказа', many: 'заказов', other: 'заказа' });

  it('follow their number', () => {
    expect([1, 2, 5, 11, 21, 22, 25, 111, 0].map(orders)).toEqual([
      'заказ',
      'заказа',
      'заказов',
      'заказов',
      'заказ',
      'заказа',
      'заказов',
      'заказов',
      'заказов',
    ]);
    expect(orders(1.5)).toBe('заказа');
    expect([1, 2, 0].map((count) => pluralEn(count, { one: 'order', other: 'orders' }))).toEqual([
      'order',
      'orders',
      'orders',
    ]);
  });

  it('are sorted as the language does: ё beside е', () => {
    expect(['Журавлёв', 'Ёлкин', 'Зайцев', 'Емельянов'].sort(ru.compare)).toEqual([
      'Ёлкин',
      'Емельянов',
      'Журавлёв',
      'Зайцев',
    ]);
  });
});
