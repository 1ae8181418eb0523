import { attainmentByManager } from './attainments.js';

const attained = (scheme: string, period: string, from: string | null = null) => ({
  managerId: '1',
  scheme,
  period,
  from,
  value: '0.9',
  title: null,
});

describe('how far a plan is met', () => {
  it.each([
    ['a month before a quarter', [attained('a', '2026-Q1'), attained('b', '2026-03')], 1],
    ['a quarter before a year', [attained('a', '2026'), attained('b', '2026-Q1')], 1],
    ['a month before a year', [attained('a', '2026-03'), attained('b', '2026')], 0],
    ['the first scheme by its code', [attained('b', '2026-03'), attained('a', '2026-03')], 1],
    [
      'the last part of a month',
      [
        attained('a', '2026-03', '2026-03-11'),
        attained('a', '2026-03', '2026-03-21'),
        attained('a', '2026-03', '2026-03-01'),
      ],
      1,
    ],
  ] as const)('tells %s', (_, all, place) => {
    const { managerId, from, ...expected } = all[place]!;
    expect([...attainmentByManager(all)]).toEqual([[managerId, expected]]);
  });

  it('tells it of each manager', () => {
    const other = { ...attained('a', '2026'), managerId: '2' };
    expect([...attainmentByManager([attained('a', '2026-03'), other]).keys()]).toEqual(['1', '2']);
  });
});
