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

  describe('of inputs of which less is better, or neither', () => {
    const curves = new PayCurves(
      schemeOf(`code: down
title: {en: Down}
period: month
inputs:
  remarks: {measure: remarks, unit: count, range: {min: 0, max: 4, typical: 1}}
  calls: {measure: calls, title: {en: Calls}, unit: count, range: {min: 0, max: 9, typical: 3}}
  vip: {kpi: vip, unit: flag}
  idle: {measure: idle, unit: count, range: {min: 0, max: 9, typical: 3}}
lines:
  - {code: unpaid, title: {en: Unpaid}, formula: idle, unit: count}
  - {code: bonus, title: {en: Bonus}, formula: 'IF(remarks >= 2, 200, 100) + IF(calls > 5, 50, 80) + IF(vip, 1, 1) - 1', unit: money, round: 0.01, pay: bonus, clause: "1"}
`),
    );
    const others = (name: string) => curves.of(name)!.others.map((other) => other.name);

    it('marks a cliff where more of what is worse pays more, and none where neither is said', () => {
      // 100 or 200 and the 80 of three calls; 80 or 50 and the 100 of one remark
      expect(curves.of('remarks')!.jumps).toEqual([
        { before: '1', at: '2', payBefore: '180', pay: '280', change: '100', isCliff: true },
      ]);
      expect(curves.of('calls')!.jumps).toEqual([
        { before: '5', at: '6', payBefore: '180', pay: '150', change: '-30', isCliff: false },
      ]);
    });

    it('offers numbers that pay follows from alone, and names the inputs beside the one asked for', () => {
      expect(curves.choices.map(({ name, direction }) => [name, direction])).toEqual([
        ['remarks', 'down'],
        ['calls', 'none'],
      ]);
      expect([curves.of('vip'), curves.of('idle')]).toEqual([undefined, undefined]);
      expect(others('calls')).toEqual(expect.arrayContaining(['remarks', 'vip']));
      expect(others('calls')).not.toContain('calls');
      expect(curves.of('calls')!.input).toMatchObject({ title: { en: 'Calls' } });
      expect(curves.of('remarks')!.input).toMatchObject({ title: null });
    });
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
