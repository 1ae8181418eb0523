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
import { readSchemeSource } from '../../src/platform/scheme-source.js';
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
const RATE = 'rate: {attribute: part_time_rate, unit: ratio}';
const PLAN = 'plan: {target: won_amount, unit: money}';
const WORKED = 'worked: {attribute: worked_days, unit: days}';

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
      `plan: {target: won_amount, prorate: rate, unit: money}, ${RATE}`,
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
      `plan: {target: won_amount, window: quarter to date, unit: money}, ${SALES}`,
      'plan + 0 * sales',
      { plan: '2200', sales: '1' },
      null,
    ],
    [
      'a target prorated by a measure, whatever its name',
      'plan: {target: won_amount, prorate: share, unit: money}, share: {measure: worked_share, unit: ratio}',
      'plan',
      { plan: '2200', share: '0.5' },
      '500',
    ],
    [
      'a measure of salaries',
      'paid_out: {measure: salary, unit: money}',
      'paid_out',
      { paid_out: '660' },
      '660',
    ],
    ['readings of the part', 'calls: {kpi: calls, unit: count}', 'calls * 10', { calls: '5' }, '50'],
    ['a fixed amount at a rate', RATE, 'rate * 700', { rate: '0.5' }, null],
    [
      'own earlier lines, which go on from part to part',
      'before: {line: pay, unit: money, start: 0}',
      'before * 10%',
      { before: '50' },
      '5',
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

  it.each<
    [what: string, inputs: string, lines: string[], values: Record<string, string>, pay: string | null]
  >([
    [
      'a fixed amount of a line that is not paid',
      SALES,
      [paid('pay', 'IF(sales > 40, fixed, 0)'), 'code: fixed, formula: 700, unit: money'],
      { sales: '50' },
      '700',
    ],
    // the plan of the part is 2200 × 10/22 = 1000, whatever another line does with time worked
    [
      'a target beside a salary by time worked',
      `${SALES}, ${PLAN}, ${GRADE}, ${SHARE}`,
      [paid('pay', 'IF(sales >= plan, 500, 0)'), paid('salary', 'grade_salary * share', 'salary')],
      { sales: '1000', plan: '2200', grade_salary: '660', share: '0.5' },
      '500',
    ],
    // 660 × 0.5
    [
      'a salary that only the line before weighs by time worked',
      `${GRADE}, ${SHARE}`,
      [paid('pay', 'earned * 100%'), `code: earned, formula: grade_salary * share, unit: money`],
      { grade_salary: '660', share: '0.5' },
      '330',
    ],
    // 620 × 10/31
    [
      'a salary times days worked by the days of the calendar',
      `${GRADE}, ${WORKED}, all: {calendar: days, unit: days}`,
      [
        paid('pay', 'grade_salary * part'),
        'code: done, formula: worked, unit: days',
        'code: part, formula: done / all, unit: ratio',
      ],
      { grade_salary: '620', worked: '10', all: '31' },
      '200',
    ],
    // 660 × 10/22 × 20/40: norm days alone are no time worked
    [
      'a salary times norm days by the days of the calendar',
      `${GRADE}, norm: {attribute: norm_days, unit: days}, all: {calendar: days, unit: days}`,
      [paid('pay', 'grade_salary * part'), 'code: part, formula: norm / all, unit: ratio'],
      { grade_salary: '660', norm: '20', all: '40' },
      '150',
    ],
    // sales of 900 in 9 days are 100 a day, times 10 the plan of the part, 1000: sales by day are no time worked
    [
      'a target compared with sales by day worked',
      `${SALES}, ${PLAN}, ${WORKED}`,
      [paid('pay', 'IF(pace * 10 >= plan, 500, 0)'), `code: pace, formula: sales / worked, unit: money`],
      { sales: '900', plan: '2200', worked: '9' },
      '500',
    ],
  ])('counts %s', (_, inputs, lines, values, pay) => {
    expect(lineOf(inPart(yaml(inputs, lines), values, FIRST), 'pay').value).toBe(pay);
  });

  // two orders in the part, each 700 or half of 660; a salary that no column weighs is 660 × 10/22, for each of them
  it.each<[what: string, column: string, formula: string, pay: string]>([
    ['rows of which nothing is read', 'amount', 'COUNT(orders) * 700', '1400'],
    ['a salary that a column weighs by time worked', 'grade_salary * share', 'SUM(orders, own)', '660'],
    ['a salary that a column reads as it is', 'grade_salary', 'SUM(orders, own)', '600'],
  ])('counts %s', (_, column, formula, pay) => {
    const rows = `rows: {orders: {facts: orders_won, lines: [{code: own, formula: ${column}, unit: money}]}}\n`;
    const orders = ['1', '2'].map((id) => ({ id, date: '2026-03-10', fields: { amount: '1' } }));
    const values = { grade_salary: '660', share: '0.5' };
    const result = inPart(yaml(`${GRADE}, ${SHARE}`, [paid('pay', formula)], rows), values, FIRST, {
      rows: { orders },
    });
    expect(lineOf(result, 'pay').value).toBe(pay);
  });

  it('names the days of the part for which a fixed amount would be paid', () => {
    const result = inPart(yaml(SALES, [paid('pay', '700')]), { sales: '1' }, FIRST);
    expect(lineOf(result, 'pay').failure).toEqual({
      code: 'part-undated',
      facts: { line: 'pay', from: '2026-03-01', last: '2026-03-15' },
    });
  });

  it.each<[norm: Pick<Stretch, 'days' | 'of'>]>([
    [{ days: null, of: '22' }],
    [{ days: '10', of: null }],
    [{ days: '0', of: '0' }],
  ])('fails a salary where norm days are %j, and names what is missing before', (norm) => {
    const pay = (values: Record<string, string>) =>
      lineOf(inPart(yaml(GRADE, [paid('pay', 'grade_salary')]), values, { ...FIRST, ...norm }), 'pay')
        .failure;
    expect(pay({ grade_salary: '660' })).toEqual({
      code: 'prorate-missing',
      facts: { input: 'grade_salary', by: 'norm_days' },
    });
    expect(pay({})).toEqual({ code: 'input-missing', facts: { input: 'grade_salary' } });
  });

  it('fails an input that cannot be told whether or not there is something of it', () => {
    const failed = (values: Record<string, string>) =>
      inPart(yaml(SALES, [paid('pay', 'sales')]), values, { ...FIRST, untold: ['sales'] }).inputs.sales;
    expect(failed({})).toMatchObject({ given: [], value: null, failure: { code: 'part-unclear' } });
    expect(failed({ sales: '5' })).toMatchObject({ given: [{ value: '5' }], value: null });
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
    const byLine = yaml(
      SALES,
      [paid('pay', 'sales')],
      table.replace('by: orders', 'by: many').replace('by: count', 'by: money'),
    );
    const many = `  - {code: many, formula: '300 + 0 * sales', unit: money}\n`;
    expect(inPart(byLine + many, { sales: '1' }, LAST).grade).toBeNull();
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
    const { difference, contributions, ...compared }: Comparison = compare(side(undefined), side(FIRST));
    const place = { scheme: 's', period: '2026-03' };
    expect([compared.before, compared.after]).toStrictEqual([
      { ...place, total: '0' },
      { ...place, stretch: FIRST, total: '500' },
    ]);
    expect([difference, contributions.map(({ change }) => change)]).toEqual(['500', ['500']]);
  });
});
