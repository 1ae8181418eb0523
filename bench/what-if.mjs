// What-if over all inputs of one result of key-accounts, against 1 000 plain evaluations of it, since one
// alone is too short for the clock.
import { readFileSync } from 'node:fs';
import { compileScheme, evaluate, whatIf } from '../dist/src/calc/index.js';
import { readSchemeSource } from '../dist/src/platform/scheme-source.js';
import { inPairs, report } from './pairs.mjs';

const WHAT_IFS = 5;
const EVALUATIONS = 2_000;
const { root } = readSchemeSource(readFileSync('schemes/key-accounts.yaml', 'utf8'));
const { scheme } = compileScheme(root);
const inputs = {
  complexity: '1680',
  sales: '86000',
  plan_sales: '80374',
  groups: '1',
  won: '3',
  closed: '4',
  complaints: '0',
  worked_share: '1',
};
const given = Object.entries(inputs).map(([name, value]) => [name, { values: [{ of: '2026-03', value }] }]);
const subject = { period: '2026-03', inputs: Object.fromEntries(given) };

const total = evaluate(scheme, subject).totals.total;
if (total !== '1183') throw new Error(`the domain prints 1183, and this is ${total}`);

const times = await inPairs(
  () => {
    for (let count = 0; count < WHAT_IFS; count++) whatIf(scheme, subject);
  },
  () => {
    for (let count = 0; count < EVALUATIONS; count++) evaluate(scheme, subject);
  },
  { pairs: 9 },
);
report(
  `what-if over all ${given.length} inputs of one result of key-accounts, against 1 000 evaluations of it`,
  times.map(({ own, base }) => ({ own: own / WHAT_IFS, base: (base / EVALUATIONS) * 1_000 })),
  2,
);
