// Evaluating 10 000 results of key-accounts against the same arithmetic written by hand with decimal.js.
import { readFileSync } from 'node:fs';
import { compileScheme, Decimal, evaluate } from '../dist/src/calc/index.js';
import { readSchemeSource } from '../dist/src/platform/scheme-source.js';
import { inPairs, report } from './pairs.mjs';

const RESULTS = 10_000;
const { root } = readSchemeSource(readFileSync('schemes/key-accounts.yaml', 'utf8'));
const { scheme } = compileScheme(root);
const month = (index) => ({
  complexity: String(1000 + (index % 2000)),
  sales: `${50_000 + (index % 70_000)}.25`,
  plan_sales: '80374',
  groups: String(index % 4),
  won: String(index % 9),
  closed: '9',
  complaints: String(index % 4),
  worked_share: '0.95',
});
const given = (inputs) =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, { values: [{ of: '2026-03', value }] }]),
  );

/** The same arithmetic written out by hand. */
function byHand(inputs) {
  const d = (text) => new Decimal(text);
  const snap = (value) => value.toDecimalPlaces(20, Decimal.ROUND_HALF_UP);
  const round = (value, places) => snap(value).toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
  const step = (rows, key) => d(rows.findLast(([from]) => snap(key).gte(d(from)))[1]);
  const salary = round(
    step(
      [
        ['0', '300'],
        ['1000', '350'],
        ['1500', '400'],
        ['2500', '500'],
      ],
      d(inputs.complexity),
    ).times(d(inputs.worked_share)),
    2,
  );
  const plan = d(inputs.plan_sales).times(d(inputs.worked_share));
  const sales = d(inputs.sales);
  const attainment = round(plan.isZero() ? d('0') : sales.div(plan), 2);
  const rate = step(
    [
      ['0', '0'],
      ['0.7', '0.008'],
      ['0.9', '0.01'],
      ['1', '0.012'],
      ['1.05', '0.013'],
      ['1.2', '0.015'],
    ],
    attainment,
  );
  const fund = round(sales.times(rate), 2);
  const kpiPlan = snap(attainment).gte(d('1')) ? d('0.4') : d('0');
  const kpiRange = d(inputs.groups).gte(d('2')) ? d('0.3') : d('0');
  const kpiWins = snap(d(inputs.won).div(d(inputs.closed))).gte(d('0.6')) ? d('0.3') : d('0');
  const limit = step(
    [
      ['0', '1'],
      ['2', '0.8'],
      ['3', '0.5'],
    ],
    d(inputs.complaints),
  );
  const bonus = round(fund.times(kpiPlan.plus(kpiRange).plus(kpiWins)).times(limit), 0);
  return salary.plus(bonus);
}

const months = Array.from({ length: RESULTS }, (_, index) => month(index));
const subjects = months.map((inputs) => ({ period: '2026-03', inputs: given(inputs) }));
for (const [index, inputs] of months.entries()) {
  const [ours, hand] = [evaluate(scheme, subjects[index]).totals.total, byHand(inputs).toFixed()];
  if (ours !== hand) throw new Error(`result ${index}: ${ours}, by hand ${hand}`);
}
report(
  'evaluation of 10 000 results of key-accounts, against the same by hand with decimal.js',
  await inPairs(
    () => {
      for (const subject of subjects) evaluate(scheme, subject);
    },
    () => {
      for (const inputs of months) byHand(inputs);
    },
    { pairs: 9 },
  ),
  3,
);
