import { PayCurves } from '../../src/calc/index.js';
import { schemeOf, shippedScheme } from './support.js';

describe('the pay curve', () => {
  const keyAccounts = new PayCurves(shippedScheme('schemes/key-accounts.yaml'));

  it('may be asked for of every number that pay follows from, those of which more is better first', () => {
    expect(keyAccounts.choices.map(({ name, direction }) => [name, direction])).toEqual([
      ['complexity', 'up'],
      ['sales', 'up'],
      ['groups', 'up'],
      ['won', 'up'],
      ['plan_sales', 'none'],
      ['closed', 'none'],
      ['complaints', 'down'],
      ['worked_share', 'none'],
    ]);
    expect(keyAccounts.of('nothing')).toBeUndefined();
  });

  it('has each jump with the value at which it lies, to the step', () => {
    const curve = keyAccounts.of('sales')!;
    // plan 80 374; attainment is rounded to whole percents, so 70 % begins at 69.5 % of it; salary 400, norms of range and
    // deals 60 % of the fund, with the plan 100 %
    const jump = (before: string, at: string, payBefore: string, pay: string, change: string) => ({
      before,
      at,
      payBefore,
      pay,
      change,
      isCliff: false,
    });
    expect(curve.jumps).toEqual([
      jump('55859.92', '55859.93', '400', '668', '268'), // 0.8 % is 446.88, 60 % of it 268
      jump('71934.72', '71934.73', '745', '832', '87'), // 575.48 × 60 % = 345; 719.35 × 60 % = 432
      jump('79972.12', '79972.13', '880', '1360', '480'), // 799.72 × 60 % = 480; 1.2 %, and the plan is met: 960
      jump('83990.82', '83990.83', '1408', '1492', '84'), // 1 007.89; 1.3 % is 1 091.88
      jump('96046.92', '96046.93', '1649', '1841', '192'), // 1 248.61; 1.5 % is 1 440.70
    ]);
    expect(curve.areJumpsKnown).toBe(true);
    expect(curve.others).toContainEqual({
      name: 'complexity',
      title: { en: 'Portfolio complexity', ru: 'Коэффициент сложности клиентской базы' },
      unit: 'score',
      value: '1680',
    });
    expect([curve.points[0], curve.points.at(-1)]).toEqual([
      { x: '0', pay: '400' },
      { x: '200000', pay: '3400' }, // 1.5 % of 200 000
    ]);
    for (const { before, at } of curve.jumps)
      expect(curve.points.map(({ x }) => x)).toEqual(expect.arrayContaining([before, at]));
  });

  it('falls where more is worse, which is no cliff', () => {
    const { jumps, input } = keyAccounts.of('complaints')!;
    expect(input).toMatchObject({ from: '0', to: '10', typical: '0', isDeclared: true });
    // 86 000 at 107 % make 1 118; 80 % of it are 894, 50 % are 559
    expect(jumps).toMatchObject([
      { before: '1', at: '2', payBefore: '1518', pay: '1294', change: '-224', isCliff: false },
      { before: '2', at: '3', payBefore: '1294', pay: '959', change: '-335', isCliff: false },
    ]);
  });

  it('marks a cliff', () => {
    const scheme = schemeOf(`code: cliff
title: {en: Cliff}
period: month
inputs: {sales: {measure: won_amount, unit: money, range: {min: 0, max: 2000, typical: 500}}}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'IF(sales > 1000, sales * 5%, sales * 10%)', unit: money, round: 0.01, pay: bonus, clause: "1"}
`);
    expect(new PayCurves(scheme).of('sales')!.jumps).toEqual([
      { before: '1000', at: '1000.01', payBefore: '100', pay: '50', change: '-50', isCliff: true },
    ]);
  });

  it('has no jump where a line only bends', () => {
    const scheme = schemeOf(`code: bend
title: {en: Bend}
period: month
inputs: {sales: {measure: won_amount, unit: money, range: {min: 0, max: 2000, typical: 500}}}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'MIN(sales, 1000) * 10%', unit: money, round: 0.01, pay: bonus, clause: "1"}
`);
    const { jumps, points } = new PayCurves(scheme).of('sales')!;
    expect(jumps).toEqual([]);
    expect(points).toEqual(
      expect.arrayContaining([
        { x: '1000', pay: '100' },
        { x: '2000', pay: '100' },
      ]),
    );
  });
});
