import { decimal, toText } from './decimal.js';
import { ceilTo, floorTo, ROUNDING_MODES, round } from './rounding.js';

const at = (value: string, to: string, mode: (typeof ROUNDING_MODES)[number]) =>
  toText(round(decimal(value), { to: decimal(to), mode }));

// Worked by hand: value, step, then half-away, half-even, up, down.
const table: [string, string, string, string, string, string][] = [
  ['191.10', '1', '191', '191', '192', '191'],
  ['95.55', '1', '96', '96', '96', '95'],
  ['782.60', '1', '783', '783', '783', '782'],
  ['0.5', '1', '1', '0', '1', '0'],
  ['1.5', '1', '2', '2', '2', '1'],
  ['2.5', '1', '3', '2', '3', '2'],
  ['2.005', '0.01', '2.01', '2', '2.01', '2'],
  ['0.125', '0.01', '0.13', '0.12', '0.13', '0.12'],
  ['0.91304', '0.01', '0.91', '0.91', '0.92', '0.91'],
  ['125', '50', '150', '100', '150', '100'],
  ['125', '10', '130', '120', '130', '120'],
  ['1250', '100', '1300', '1200', '1300', '1200'],
  ['0.075', '0.05', '0.1', '0.1', '0.1', '0.05'],
  ['7', '3', '6', '6', '9', '6'],
  ['12', '1', '12', '12', '12', '12'],
  ['0', '0.01', '0', '0', '0', '0'],
];

describe.each(table)('%s to a step of %s', (value, to, ...expected) => {
  it.each(ROUNDING_MODES.map((mode, index) => [mode, expected[index]!] as const))(
    '%s gives %s',
    (mode, rounded) => {
      expect(at(value, to, mode)).toBe(rounded);
    },
  );

  it.each(ROUNDING_MODES.map((mode, index) => [mode, expected[index]!] as const))(
    '%s is symmetric about zero',
    (mode, rounded) => {
      expect(at(`-${value}`, to, mode)).toBe(rounded === '0' ? '0' : `-${rounded}`);
    },
  );
});

describe('rounding', () => {
  it('snaps first: a half that a division made 41.8749…9 rounds up', () => {
    const raw = decimal('335').times(decimal('125').div('300')).times('0.3');
    expect(toText(round(raw, { to: decimal('0.01'), mode: 'half-away' }))).toBe('41.88');
  });

  it.each([
    ['-1.5', '-2', '-1'],
    ['1.5', '1', '2'],
    ['2', '2', '2'],
    ['-0.3', '-1', '0'],
  ])('FLOOR and CEIL of %s go towards and away from minus infinity', (value, floor, ceil) => {
    expect(toText(floorTo(decimal(value), decimal('1')))).toBe(floor);
    expect(toText(ceilTo(decimal(value), decimal('1')))).toBe(ceil);
  });

  it.each(['0', '-1'])('refuses the step %s', (step) => {
    expect(() => round(decimal('1'), { to: decimal(step), mode: 'up' })).toThrow(
      new RangeError('a rounding step must be above zero'),
    );
  });
});
