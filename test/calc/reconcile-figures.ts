import { evaluate, type OurFigures, type TheirFigures } from '../../src/calc/index.js';
import { given, schemeOf } from './support.js';

/** The domain's month: salary 700, 2100 of 2300 orders, one remark: 2100 ÷ 2300 = 91 %, 700 × 91 % × 30 % = 191.1. */
export const MASS = schemeOf(`
code: mass
title: Mass market
period: month
inputs:
  orders: {measure: orders_processed, unit: count, title: {en: Orders, ru: Заказы}}
  plan: {target: orders_processed, prorate: worked_share, unit: count, title: {en: Plan, ru: План}}
  remarks: {measure: remarks, unit: count}
  grade_salary: {attribute: grade_salary, unit: money}
  worked_share: {attribute: worked_share, unit: ratio}
tables:
  premium:
    title: {en: Premium, ru: Премия}
    by: count
    gives: {percent: ratio}
    rows: [{from: 0, percent: 40%}, {from: 1, percent: 30%}, {from: 2, percent: 15%}, {from: 3, percent: 0%}]
lines:
  - {code: salary, title: Salary, formula: grade_salary * worked_share, unit: money, round: 0.01, pay: salary, clause: "1"}
  - {code: efficiency, title: Efficiency, formula: orders / plan, unit: ratio, round: 1%}
  - {code: percent, formula: 'STEP(premium.percent, remarks)', unit: ratio}
  - {code: bonus, title: {en: Bonus, ru: Бонус}, formula: salary * efficiency * percent, unit: money, round: 1, pay: bonus, clause: "2"}
`);

export const commission = (percent: string) =>
  schemeOf(`
code: shop
title: Shop
period: month
inputs: {sales: {measure: won_amount, unit: money}}
lines: [{code: commission, title: Commission, formula: sales * ${percent}, unit: money, round: 0.01, pay: commission, clause: "1"}]
`);
export const SHOP = commission('5%');

export const ours = (
  scheme: OurFigures['scheme'],
  inputs: Record<string, string>,
  more: Partial<OurFigures> = {},
): OurFigures => ({
  manager: 'M1',
  name: 'Anna',
  scheme,
  result: evaluate(scheme, { period: '2026-03', inputs: given(inputs) }),
  ...more,
});

export const full = { orders: '2100', plan: '2300', remarks: '1', grade_salary: '700', worked_share: '1' };
export const half = { ...full, orders: '1050', worked_share: '0.5' };

export const theirs = (
  lines: Record<string, string>,
  inputs: Record<string, string> = {},
  manager = 'M1',
): TheirFigures => ({ manager, name: 'Anna', lines, inputs });
