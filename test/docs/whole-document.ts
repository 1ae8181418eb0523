/** A document with nothing wrong; tests spoil one thing of it. */
export const wholeDocument = `code: sample
title: {en: Sample, ru: Пример}
period: month
subject: team
rate_on: fact date
grade: {table: pay_scale, by: orders, effective: proposed}
inputs:
  orders: {measure: orders_processed, window: previous 3 months, take: average, unit: count}
  plan: {target: orders_processed, prorate: share, unit: count}
  share: {attribute: worked_share, unit: ratio}
  role: {attribute: role, unit: text, values: [hunter, farmer]}
  salaries: {line: salary, scheme: other, take: sum, unit: money}
  before: {line: bonus, window: year so far, take: sum, start: 0, unit: money}
  euro: {rate: money/EUR, on: period end, unit: money/EUR}
  month: {calendar: month, unit: count}
params:
  part: {value: 5%, unit: ratio, override: [manager]}
tables:
  pay_scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 300, grade: 1, salary: 600}]}
  weights: {match: [kpi], gives: {weight: ratio}, rows: [{kpi: a, weight: 100%}]}
  grid: {down: {by: count, keys: [0, 5]}, across: {by: text, keys: [a]}, gives: money, values: [[1], [2]]}
rows:
  sales: {facts: orders_won, lines: [{code: part_of, formula: amount, unit: money}]}
  later: {kept: sales, months: 3, lines: [{code: third, formula: part_of / 3, unit: money}]}
  dated: {parts: {target: quota, unit: money}, lines: [{code: weighed, formula: value, unit: money}]}
  members: {lines: [{code: own, formula: "1", unit: money, round: 1, pay: bonus, clause: "2"}]}
lines:
  - {code: bonus, formula: orders * 2, unit: money, round: {to: 1, mode: up}, pay: bonus, clause: "1", title: Bonus}
checks: {pay_mix: {salary: {min: 50%, max: 70%}}, adds_up: {weights.weight: 100%}}
`;
