import { findingText, type LintFinding, lint } from '../../src/calc/index.js';
import { schemeOf } from './support.js';

/** A scheme of parts given as lines of YAML below its head. */
const schemeWith = (...parts: string[]) =>
  schemeOf(['code: small', 'title: Small', 'period: month', ...parts, ''].join('\n'), true);
const pay = (formula: string, more = '') =>
  `lines:\n  - {code: bonus, title: Bonus, formula: '${formula}', unit: money, round: 0.01, pay: bonus, clause: "1"}${more}`;
const found = (...parts: string[]) => lint(schemeWith(...parts));
const ids = (findings: readonly LintFinding[]) => findings.map(({ id }) => id);
/** Input, its values and pay before and after. */
const witnessOf = ({ witness }: LintFinding) => [
  witness?.input,
  witness?.before,
  witness?.after,
  witness?.payBefore,
  witness?.payAfter,
];

const sales = 'inputs: {sales: {title: Sales, measure: won_amount, unit: money}}';
const ranged = (range: string) => `inputs: {sales: {measure: won_amount, unit: money, range: ${range}}}`;

describe('a cliff', () => {
  it('is found to the cent, in the row of the table that makes it', () => {
    const findings = found(
      sales,
      'tables: {tiers: {by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 5%}, {from: 50000, rate: 4%}]}}',
      pay('sales * STEP(tiers.rate, sales)'),
    );
    expect(ids(findings)).toEqual(['cliff tables.tiers.rows[1] sales']);
    // 49 999.99 × 5 % = 2499.9995; 50 000 × 4 % = 2000
    expect(witnessOf(findings[0]!)).toEqual(['sales', '49999.99', '50000', '2500', '2000']);
    expect(findings[0]).toMatchObject({ severity: 'error', at: { line: 5 } });
    expect(findingText(findings[0]!)).toBe(
      'A cliff in "Sales": at 50000 instead of 49999.99 pay falls by 500, from 2500 to 2000. It comes from row 2 of table tiers.',
    );
    expect(findingText(findings[0]!, 'ru')).toBe(
      'Обрыв по «Sales»: при 50000 вместо 49999.99 выплата падает на 500: с 2500 до 2000. Причина: строка 2 таблицы tiers.',
    );
  });

  it('is found behind a rounded share of a plan', () => {
    const findings = found(
      'inputs:',
      '  sales: {measure: won_amount, unit: money, range: {min: 0, max: 200000, typical: 90000}}',
      '  plan: {target: won_amount, unit: money, range: {min: 100000, max: 150000, typical: 100000}}',
      'tables: {prizes: {by: ratio, gives: {prize: money}, rows: [{from: 0%, prize: 0}, {from: 90%, prize: 1000}, {from: 100%, prize: 900}]}}',
      pay(
        'STEP(prizes.prize, attainment)',
        '\n  - {code: attainment, formula: sales / plan, unit: ratio, round: 1%}',
      ),
    );
    expect(ids(findings)).toEqual(['cliff tables.prizes.rows[2] sales']);
    // 99 500 of 100 000 is 99.5 %, rounded 100 %
    expect(witnessOf(findings[0]!)).toEqual(['sales', '99499.99', '99500', '1000', '900']);
    expect(findings[0]!.witness!.others).toEqual({ plan: '100000' });
  });

  it('is found where more of what is bad pays more', () => {
    const findings = found(
      'inputs: {complaints: {measure: complaints, unit: count}}',
      pay('IF(complaints >= 3, 200, 100)'),
    );
    expect(ids(findings)).toEqual(['cliff-down lines.bonus.formula@3 complaints']);
    expect(witnessOf(findings[0]!)).toEqual(['complaints', '2', '3', '100', '200']);
  });

  it('is found although it shows only for some', () => {
    const findings = found(
      'inputs:',
      '  sales: {measure: won_amount, unit: money}',
      '  role: {attribute: role, unit: text, values: [hunter, farmer]}',
      pay('IF(role = "hunter", sales * 1%, IF(sales > 20000, 100, 300))'),
    );
    expect(findings.map(witnessOf)).toEqual([['sales', '20000', '20000.01', '300', '100']]);
    expect(findings[0]!.witness!.others).toEqual({ role: 'farmer' });
  });

  it('is found although the corner is narrow: a single value pays less', () => {
    const findings = found(
      'inputs: {orders: {measure: orders_processed, unit: count, range: {min: 0, max: 100000}}}',
      pay('IF(orders = 77777, 5, 10)'),
    );
    expect(findings.map(witnessOf)).toEqual([['orders', '77776', '77777', '10', '5']]);
  });

  it('is found in an order of a set', () => {
    const findings = found(
      'rows: {orders: {facts: orders_won, lines: [{code: part, formula: "IF(amount >= 5000, amount * 3%, amount * 5%)", unit: money, round: 0.01}]}}',
      pay('SUM(orders, part)'),
    );
    // the other two orders of 10 000 pay 300 each; 4999.99 × 5 % = 250, 5000 × 3 % = 150
    expect(findings.map(witnessOf)).toEqual([['orders.amount', '4999.99', '5000', '850', '750']]);
  });

  it('is looked for only in orders that there can be', () => {
    const findings = found(
      'rows: {orders: {facts: orders_won, lines: [{code: part, formula: "IF(order_number_of_client <= 99999999999999999999, amount, 0)", unit: money}]}}',
      pay('SUM(orders, part)'),
    );
    expect(findings).toEqual([]);
  });

  it('is found in what members of a team are paid', () => {
    const findings = found(
      'subject: team',
      'inputs: {sales: {measure: won_amount, unit: money}}',
      'rows: {members: {lines: [{code: share, title: Share, formula: "SPLIT(fund, 1)", unit: money, round: 0.01, pay: bonus, clause: "2"}]}}',
      'lines: [{code: fund, formula: "IF(sales < 70000, 900, 600)", unit: money, round: 0.01, clause: "1"}]',
    );
    expect(findings.map(witnessOf)).toEqual([['sales', '69999.99', '70000', '900', '600']]);
  });

  it('is found at the first tooth of a saw', () => {
    const findings = found(ranged('{min: 0, max: 5000}'), pay('sales - FLOOR(sales, 1000)'));
    // every full thousand takes 1000 off
    expect(findings.map(witnessOf)).toEqual([['sales', '999.99', '1000', '999.99', '0']]);
  });

  it('is none where a fall is no larger than what rounding does', () => {
    const findings = found(
      sales,
      pay(
        'net + gross * 0.5',
        '\n  - {code: gross, formula: sales * 3%, unit: money, round: 1}\n  - {code: net, formula: sales * 97% - gross * 0.5, unit: money, round: 1}',
      ),
    );
    expect(findings).toEqual([]);
  });
});

describe('a slope', () => {
  it('is told from end to end', () => {
    const findings = found(ranged('{min: 0, max: 50000}'), pay('1000 - sales * 1%'));
    expect(ids(findings)).toEqual(['slope inputs.sales']);
    expect(witnessOf(findings[0]!)).toEqual(['sales', '0', '50000', '1000', '500']);
  });

  it('is told of what is bad, and by a direction of the document’s own', () => {
    const findings = found(
      'inputs: {idle: {kpi: idle_hours, unit: count, direction: down, range: {min: 0, max: 10}}}',
      pay('100 + idle * 5'),
    );
    expect(ids(findings)).toEqual(['slope-down inputs.idle']);
    expect(witnessOf(findings[0]!)).toEqual(['idle', '0', '10', '100', '150']);
  });

  it('is none without a direction', () => {
    expect(found('inputs: {idle: {kpi: idle_hours, unit: count}}', pay('100 + idle * 5'))).toEqual([]);
  });

  it('is none of earlier periods, against which growth is measured', () => {
    const inputs = [
      'inputs:',
      '  sales: {measure: won_amount, unit: money}',
      '  before: {measure: won_amount, window: previous, unit: money}',
    ];
    expect(found(...inputs, pay('MAX(0, sales - before) * 10%'))).toEqual([]);
  });
});

describe('a flag', () => {
  it('that pays less on its better side is told', () => {
    const findings = found(
      'inputs: {passed: {kpi: check, unit: flag, direction: up}}',
      pay('IF(passed, 10, 40)'),
    );
    expect(ids(findings)).toEqual(['flag-pays-less inputs.passed']);
    expect(witnessOf(findings[0]!)).toEqual(['passed', 'false', 'true', '40', '10']);
  });
});

const scale = (more = '') =>
  `tables: {grades: {by: count, gives: {salary: money}, ${more}rows: [{from: 300, salary: 600}, {from: 400, salary: 700}]}}`;
const orders = (range = '') => `inputs: {orders: {measure: orders_processed, unit: count${range}}}`;

describe('a gap', () => {
  it('under the first row is an error within a declared range', () => {
    const findings = found(
      orders(', range: {min: 250, max: 900}'),
      scale(),
      pay('STEP(grades.salary, orders)'),
    );
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([['gap lines.bonus', 'error']]);
    expect(findings[0]!.witness).toEqual({ others: { orders: '250' }, payAfter: null });
    expect(findingText(findings[0]!)).toContain('250 is under the first row (300) of table grades');
  });

  it('is a warning within a range that is only assumed', () => {
    const findings = found(orders(), scale(), pay('STEP(grades.salary, orders)'));
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([['gap lines.bonus', 'warning']]);
  });

  it('is none where the declared range starts at the first row, or the table says what is below', () => {
    expect(
      found(orders(', range: {min: 300, max: 900}'), scale(), pay('STEP(grades.salary, orders)')),
    ).toEqual([]);
    expect(found(orders(), scale('below: 500, '), pay('STEP(grades.salary, orders)'))).toEqual([]);
  });

  it('between rows is found however narrow', () => {
    const findings = found(
      orders(', range: {min: 0, max: 100000}'),
      'tables: {pays: {by: count, gives: {x: money}, rows: [{from: 0, to: 54320, x: 1}, {from: 54322, x: 2}]}}',
      pay('STEP(pays.x, orders)'),
    );
    expect(ids(findings)).toEqual(['gap lines.bonus']);
    expect(findings[0]!.witness!.others).toEqual({ orders: '54321' });
  });

  it('in a table of texts is found among the values listed', () => {
    const findings = found(
      'inputs: {role: {attribute: role, unit: text, values: [hunter, farmer, head]}}',
      'tables: {rates: {match: [role], gives: {x: money}, rows: [{role: hunter, x: 1}, {role: farmer, x: 2}]}}',
      pay('MATCH(rates.x, role)'),
    );
    expect(ids(findings)).toContain('match-gap tables.rates');
    expect(findings.map((finding) => findingText(finding)).join()).toContain('no row for head');
  });
});

describe('a divisor', () => {
  it('that may be zero is told with the case', () => {
    const findings = found(
      'inputs:',
      '  sales: {measure: won_amount, unit: money, range: {min: 0, max: 9000}}',
      '  plan: {target: won_amount, prorate: worked_share, unit: money, range: {min: 1000, max: 3000, typical: 3000}}',
      '  worked_share: {attribute: worked_share, unit: ratio, range: {min: 0%, max: 100%, typical: 100%}}',
      pay('sales / plan * 100'),
    );
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['divisor-zero lines.bonus', 'error'],
    ]);
    expect(findings[0]!.witness!.others).toMatchObject({ worked_share: '0' });
  });

  it('that cannot be zero is not', () => {
    const plan =
      'inputs: {sales: {measure: won_amount, unit: money}, plan: {target: won_amount, unit: money}}';
    expect(found(plan, pay('sales / plan * 100'))).toEqual([]);
  });
});

describe('pay', () => {
  it('below nothing is told', () => {
    const findings = found(ranged('{min: 0, max: 90000}'), pay('sales * 1% - 500'));
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['pay-negative lines.bonus', 'error'],
    ]);
    expect(findings[0]!.facts.value).toBe('-500');
  });

  it('beyond what can be computed is told', () => {
    const findings = found(ranged('{min: 0, max: 90000000000}'), pay('sales * 1000000000 * 10'));
    expect(ids(findings)).toEqual(['line-fails lines.bonus']);
  });

  it('whose salary is outside the mix wanted is told for usual values only', () => {
    const parts = (typical: string) => [
      'inputs:',
      `  sales: {measure: won_amount, unit: money, range: {min: 0, max: 90000${typical}}}`,
      'lines:',
      '  - {code: salary, title: S, formula: "700", unit: money, round: 1, pay: salary, clause: "1"}',
      '  - {code: bonus, title: B, formula: sales * 1%, unit: money, round: 1, pay: bonus, clause: "2"}',
      'checks: {pay_mix: {salary: {min: 50%, max: 70%}}}',
    ];
    // 700 of 700 + 100
    const findings = found(...parts(', typical: 10000'));
    expect(ids(findings)).toEqual(['mix-above checks.pay_mix']);
    expect(findingText(findings[0]!)).toContain('87.5% of pay, above the 70% wanted (with sales 10000)');
    // 700 of 700 + 300 is 70 %
    expect(found(...parts(', typical: 30000'))).toEqual([]);
    expect(found(...parts(''))).toEqual([]);
  });
});

describe('the first period', () => {
  it('needs a start of own lines', () => {
    const inputs = (start: string) =>
      `inputs: {sales: {measure: won_amount, unit: money}, before: {line: bonus, ${start}unit: money}}`;
    expect(ids(found(inputs(''), pay('MIN(sales * 1%, MAX(0, 5000 - before))')))).toContain(
      'start-needed inputs.before',
    );
    expect(ids(found(inputs('start: 0, '), pay('sales * 1% + before * 0')))).toEqual([]);
  });

  it('has no average of months before', () => {
    const inputs = 'inputs: {best: {measure: won_amount, window: previous 3 months, take: max, unit: money}}';
    expect(ids(found(inputs, pay('best * 1%')))).toEqual(['newcomer-fails inputs.best']);
    expect(found(inputs, pay('DEFAULT(best, 0) * 1%'))).toEqual([]);
  });
});

describe('a row', () => {
  it('outside what its key can be never answers', () => {
    const findings = found(
      orders(', range: {min: 300, max: 399}'),
      scale(),
      pay('STEP(grades.salary, orders)'),
    );
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['row-unreached tables.grades.rows[1]', 'warning'],
    ]);
  });

  it('between two whole numbers never answers for a count', () => {
    const findings = found(
      orders(),
      'tables: {t: {by: count, gives: {x: money}, rows: [{from: 0, x: 1}, {from: 10.2, x: 2}, {after: 10.5, x: 3}]}}',
      pay('STEP(t.x, orders)'),
    );
    expect(ids(findings)).toEqual(['row-unreached tables.t.rows[1]']);
  });

  it('of a text that nothing asks for never answers', () => {
    const findings = found(
      'tables: {w: {match: [k], gives: {x: money}, rows: [{k: plan, x: 1}, {k: calls, x: 2}]}}',
      pay('MATCH(w.x, "plan")'),
    );
    expect(ids(findings)).toEqual(['row-unreached tables.w.rows[1]']);
  });
});

describe('weights', () => {
  const weights = (second: string) =>
    `tables: {w: {match: [k], gives: {part: ratio}, rows: [{k: plan, part: 60%}, {k: calls, part: ${second}}]}}`;
  const formula = 'IF(sales > 0, MATCH(w.part, "plan") + MATCH(w.part, "calls"), 0%) * 100';
  it('that come to no whole are told, unless the document says what they come to', () => {
    const findings = found(sales, weights('30%'), pay(formula));
    expect(ids(findings)).toEqual(['weights-sum tables.w.part']);
    expect(findingText(findings[0]!)).toContain('w.part adds up to 90%');
    expect(found(sales, weights('40%'), pay(formula))).toEqual([]);
    expect(found(sales, weights('30%'), pay(formula), 'checks: {adds_up: {w.part: 90%}}')).toEqual([]);
  });
});

describe('a part that nothing reads', () => {
  it('is told, whatever it is', () => {
    const findings = found(
      'inputs: {sales: {measure: won_amount, unit: money}, plan: {target: won_amount, unit: money}}',
      'params: {rate: {value: 1%, unit: ratio}, cap: {value: 1, unit: money}}',
      'tables: {t: {by: money, gives: {x: ratio, y: ratio}, rows: [{from: 0, x: 1, y: 1}]}, u: {by: money, gives: {x: ratio}, rows: [{from: 0, x: 1}]}}',
      'rows: {orders: {facts: orders_won, lines: [{code: part, formula: amount, unit: money}]}}',
      pay(
        'sales * rate * STEP(t.x, sales)',
        '\n  - {code: loose, formula: sales * 2, unit: money}\n  - {code: shown, formula: sales * 3, unit: money, clause: "9"}',
      ),
    );
    expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
      'warning unused inputs.plan',
      'warning unused params.cap',
      'warning unused tables.u',
      'warning unused tables.t.y',
      'warning unused rows.orders',
      'hint line-unused lines.loose',
    ]);
  });
});

it('finds the same in the same order every time', () => {
  const scheme = schemeWith(orders(), scale(), pay('STEP(grades.salary, orders)'));
  expect(JSON.stringify(lint(scheme))).toBe(JSON.stringify(lint(scheme)));
});
