import {
  type Comparison,
  compare,
  evaluate,
  explain,
  type Result,
  type Stretch,
  type Subject,
  subjectOf,
  whatIf,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/features/schemes/scheme-source.js';
import { given, lineOf, schemeOf } from './support.js';

/** Ten of the 22 norm days of March 2026. */
const FIRST: Stretch = { from: '2026-03-01', until: '2026-03-16', days: '10', of: '22' };
const LAST: Stretch = { from: '2026-03-16', until: '2026-04-01', days: '12', of: '22', last: true };

const yaml = (inputs: string, lines: string[], more = '') =>
  `code: s\ntitle: S\nperiod: month\ninputs: {${inputs}}\n${more}lines:\n${lines.map((line) => `  - {${line}}\n`).join('')}`;
const paid = (code: string, formula: string, pay = 'bonus') =>
  `code: ${code}, title: T, formula: '${formula}', unit: money, round: 0.01, pay: ${pay}, clause: "1"`;

const SALES = 'sales: {measure: won_amount, unit: money}';
const GRADE = 'grade_salary: {attribute: grade_salary, unit: money}';
const SHARE = 'share: {attribute: worked_share, unit: ratio}';

function inPart(document: string, values: Parameters<typeof given>[0], stretch: Stretch, more = {}): Result {
  const subject: Subject = { period: '2026-03', stretch, inputs: given(values), ...more };
  return evaluate(schemeOf(document), subject);
}

describe('a part of a period', () => {
  it.each<
    [what: string, inputs: string, formula: string, values: Record<string, string>, pay: string | null]
  >([
    // 660 × 10/22
    ['a salary that nothing prorates', GRADE, 'grade_salary', { grade_salary: '660' }, '300'],
    [
      'a salary times time worked',
      `${GRADE}, ${SHARE}`,
      'grade_salary * share',
      { grade_salary: '660', share: '0.5' },
      '330',
    ],
    [
      'a salary times a line of time worked alone',
      `${GRADE}, worked: {attribute: worked_days, unit: days}, norm: {attribute: norm_days, unit: days}`,
      'grade_salary * worked_part',
      { grade_salary: '660', worked: '5', norm: '22' },
      '150',
    ],
    [
      'a salary in one formula with time worked and in another without',
      `${GRADE}, ${SHARE}`,
      'grade_salary * share + without',
      { grade_salary: '660', share: '0.5' },
      null,
    ],
    // 2200 × 10/22 = 1000
    ['a target', 'plan: {target: won_amount, unit: money}', 'plan', { plan: '2200' }, '1000'],
    [
      'a target prorated by time worked',
      `plan: {target: won_amount, prorate: share, unit: money}, ${SHARE}`,
      'plan',
      { plan: '2200', share: '0.25' },
      '550',
    ],
    [
      'a target prorated by something else too',
      'plan: {target: won_amount, prorate: rate, unit: money}, rate: {attribute: part_time_rate, unit: ratio}',
      'plan',
      { plan: '2200', rate: '0.5' },
      '500',
    ],
    [
      'a target times time worked',
      `plan: {target: won_amount, unit: money}, ${SHARE}`,
      'plan * share',
      { plan: '2200', share: '0.5' },
      null,
    ],
    [
      'a target of a month before',
      'plan: {target: won_amount, window: previous, unit: money}, sales: {measure: won_amount, unit: money}',
      'plan + 0 * sales',
      { plan: '2200', sales: '1' },
      '2200',
    ],
    [
      'a target to date',
      'plan: {target: won_amount, window: quarter to date, unit: money}',
      'plan',
      { plan: '2200' },
      null,
    ],
    ['facts', SALES, 'sales * 10%', { sales: '50' }, '5'],
    ['a fixed amount', SALES, '700', { sales: '50' }, null],
    [
      'an amount by earlier months alone',
      'before: {measure: won_amount, window: previous, unit: money}',
      'before',
      { before: '50' },
      null,
    ],
    ['a fixed amount for facts', SALES, 'IF(sales > 40, 700, 0)', { sales: '50' }, '700'],
  ])('counts %s', (_, inputs, formula, values, pay) => {
    const helpers = [
      ...(formula.includes('worked_part')
        ? [`code: worked_part, formula: 'worked / norm', unit: ratio`]
        : []),
      ...(formula.includes('without') ? [`code: without, formula: 'grade_salary * 10%', unit: money`] : []),
    ];
    const result = inPart(yaml(inputs, [paid('pay', formula), ...helpers]), values, FIRST);
    expect([lineOf(result, 'pay').value, result.complete]).toEqual([pay, pay !== null]);
    expect(evaluate(schemeOf(yaml(inputs, [paid('pay', formula), ...helpers])), subjectOf(result))).toEqual(
      result,
    );
  });

  it('fails where the calendar does not tell the norm, and for inputs that cannot be told', () => {
    const document = yaml(`${SALES}, ${GRADE}`, [paid('salary', 'grade_salary'), paid('bonus', 'sales')]);
    const values = { sales: '1', grade_salary: '660' };
    const result = inPart(document, values, { ...FIRST, days: null, of: null, untold: ['sales'] });
    expect(result.lines.map(({ failure }) => failure)).toEqual([
      { code: 'prorate-missing', facts: { input: 'grade_salary', by: 'norm_days' } },
      { code: 'part-unclear', facts: { input: 'sales', from: '2026-03-01', last: '2026-03-15' } },
    ]);
  });

  it('pays instalments kept from earlier once, with the last part', () => {
    const rows = `rows:
  orders: {facts: orders_won, lines: [{code: fund, formula: amount, unit: money}]}
  later: {kept: orders, months: 12, lines: [{code: due, formula: fund / 12, unit: money}]}\n`;
    const document = yaml(SALES, [paid('pay', 'SUM(later, due)')], rows);
    const kept = {
      orders: [
        {
          id: 'O1',
          period: '2026-01',
          fields: { amount: '1200' },
          lines: { fund: '1200' },
          units: { fund: 'money' },
        },
      ],
    };
    const payIn = (stretch: Stretch) =>
      lineOf(inPart(document, { sales: '1' }, stretch, { rows: { orders: [] }, kept }), 'pay').value;
    expect([payIn(FIRST), payIn(LAST)]).toEqual(['0', '100']);
  });

  it('proposes a grade with the last part only, and only by what is of months before', () => {
    const table = `grade: {table: scale, by: orders}
tables: {scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 300, grade: 1, salary: 600}]}}\n`;
    const proposed = (window: string, stretch: Stretch) => {
      const orders = `orders: {measure: orders_processed, ${window}unit: count}`;
      return inPart(
        yaml(`${orders}, ${SALES}`, [paid('pay', 'sales')], table),
        { orders: '300', sales: '1' },
        stretch,
      ).grade;
    };
    const before = 'window: previous 3 months, take: average, ';
    expect(proposed(before, LAST)).toMatchObject({ grade: '1' });
    expect([proposed(before, FIRST), proposed('', LAST)]).toEqual([null, null]);
  });

  it('answers what-if and comparisons by the share of the part', () => {
    const document = yaml(`${SALES}, plan: {target: won_amount, unit: money}`, [
      paid('pay', 'IF(sales >= plan, 500, 0)'),
    ]);
    const scheme = schemeOf(document);
    const subject = (stretch: Stretch | undefined): Subject => ({
      period: '2026-03',
      ...(stretch && { stretch }),
      inputs: given({ sales: '900', plan: '2200' }),
    });
    // the plan of the part is 1000; a plan of 1980 for the month would be 900 for the part
    const jumps = whatIf(scheme, subject(FIRST)).inputs.map(({ name, up, down }) => [name, up, down]);
    expect(jumps).toMatchObject([
      ['sales', { found: 'jump', value: '1000' }, {}],
      ['plan', {}, { found: 'jump', value: '1980' }],
    ]);
    expect(explain(scheme, subject(FIRST)).inputs[1]).toMatchObject({
      withValues: '2200 * 10 / 22',
      value: '1000',
    });
    const root = readSchemeSource(document).root!;
    const side = (stretch: Stretch | undefined) => ({
      document: root,
      subject: { ...subject(stretch), inputs: given({ sales: '1500', plan: '2200' }) },
    });
    const { difference, contributions }: Comparison = compare(side(undefined), side(FIRST));
    expect([difference, contributions.map(({ change }) => change)]).toEqual(['500', ['500']]);
  });
});
