import {
  Decimal,
  decimal,
  isInRange,
  parseDecimal,
  parseNumberLiteral,
  snap,
  toPercentText,
  toText,
} from './decimal.js';

describe('decimal text', () => {
  it.each([
    ['191.10', '191.1'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0.00000000000000000001', '0.00000000000000000001'],
    ['100000000000000000000000', '100000000000000000000000'],
    ['.5', '0.5'],
    ['-1.50', '-1.5'],
  ])('reads %s and writes %s', (text, canonical) => {
    expect(toText(decimal(text))).toBe(canonical);
  });

  it.each(['', '1e5', '+1', '1,5', ' 1', 'NaN', 'Infinity', '1.', '0x10', '--1', '1'.repeat(101)])(
    'refuses %p',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
      expect(() => decimal(text)).toThrow(RangeError);
    },
  );

  it('reads a hundred characters, and quotes no more of what it refuses', () => {
    expect(parseDecimal('1'.repeat(100))).toEqual(new Decimal('1'.repeat(100)));
    expect(() => decimal('x'.repeat(101))).toThrow(`"${'x'.repeat(100)}" is not a decimal number`);
  });

  it.each([
    ['1.3%', '0.013'],
    ['-30%', '-0.3'],
    ['107 %', '1.07'],
    ['0%', '0'],
  ])('reads the percent literal %s as %s', (text, ratio) => {
    expect(toText(parseNumberLiteral(text)!)).toBe(ratio);
  });

  it.each(['%', '30%%', 'x%'])('refuses the percent literal %p', (text) => {
    expect(parseNumberLiteral(text)).toBeUndefined();
  });

  it('writes ratios as percents', () => {
    expect(toPercentText(decimal('0.013'))).toBe('1.3%');
    expect(toPercentText(decimal('1.07'))).toBe('107%');
  });
});

describe('snap', () => {
  it('mends what a division left: 335 × 125/300 × 30 % is 41.875', () => {
    const raw = decimal('335').times(decimal('125').div('300')).times('0.3');
    expect(toText(raw)).not.toBe('41.875');
    expect(toText(snap(raw))).toBe('41.875');
  });

  it('keeps twenty decimals', () => {
    expect(toText(snap(new Decimal(1).div(3)))).toBe('0.33333333333333333333');
  });

  it.each([
    ['0.000000000000000000004', '0'],
    ['0.000000000000000000005', '0.00000000000000000001'],
    ['-0.000000000000000000005', '-0.00000000000000000001'],
    ['12345678.123456789012345678905', '12345678.12345678901234567891'],
  ])('rounds at the twentieth decimal: %s is %s', (text, snapped) => {
    expect(toText(snap(decimal(text)))).toBe(snapped);
  });

  it('leaves what is not finite', () => {
    expect(snap(new Decimal(Infinity)).isFinite()).toBe(false);
  });

  it('knows the size it keeps exact', () => {
    expect(isInRange(decimal('99999999999999999999'))).toBe(true);
    expect(isInRange(decimal('100000000000000000000'))).toBe(false);
  });
});
