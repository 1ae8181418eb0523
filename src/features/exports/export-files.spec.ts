import { exportCsv } from './export-csv.js';
import { exportedLine, type PayableLine } from './export-row.js';
import { exportXlsx } from './export-xlsx.js';
import { amountValue } from './workbook.js';

const due: PayableLine = {
  statementId: '7',
  statementHash: 'abc',
  personnelNumber: '1',
  name: 'One',
  team: null,
  currency: 'RUB',
  line: 3,
  scheme: null,
  lineCode: 'adjustment-4',
  period: '2026-03',
  stretch: null,
  pay: 'correction',
  clause: '5',
  amount: '-10.125',
  code: '0301',
};
const lineOf = (period: string) =>
  exportedLine({ ...due, period }, 0, { id: '5', period: '2026-12', manifestHash: 'def' });

describe('a row of an export', () => {
  it.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026', '2026-01-01', '2026-12-31'],
  ])('of %s is for the days from %s to %s', (period, from, to) => {
    expect(lineOf(period)).toMatchObject({ payMonth: '2026-12', period, from, to });
  });

  it('of a part of a period is for the days of the part', () => {
    const stretch = { from: '2026-03-16', until: '2026-04-01' };
    const line = exportedLine({ ...due, stretch }, 0, { id: '5', period: '2026-03', manifestHash: null });
    expect(line).toMatchObject({ period: '2026-03', from: '2026-03-16', to: '2026-03-31' });
  });

  it('has the amount below zero as a number, and the line of an adjustment without a scheme', () => {
    const [, row] = exportCsv([lineOf('2026-Q4')], 'en').split('\r\n');
    expect(row).toBe(
      '5;1;1;One;;0301;-10,125;RUB;01.12.2026;01.10.2026;31.12.2026;yes;yes;5;;adjustment-4;correction;abc;def',
    );
  });

  it('is the same bytes at any time', async () => {
    const now = Date.now;
    const first = await exportXlsx([lineOf('2026')], 'ru');
    try {
      Date.now = () => now() + 86_400_000;
      expect((await exportXlsx([lineOf('2026')], 'ru')).equals(first)).toBe(true);
    } finally {
      Date.now = now;
    }
  });

  // 15 significant digits are what a workbook shows of a number
  it.each([
    ['0', 0],
    ['-191.1', -191.1],
    ['99999999999.9999', 99999999999.9999],
    ['999999999999.9999', '999999999999.9999'],
    ['12345678901234.5678', '12345678901234.5678'],
  ])('has the amount %s as %p in a workbook', (amount, value) => {
    expect(amountValue(amount)).toBe(value);
  });
});
