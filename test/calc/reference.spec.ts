import { readFileSync } from 'node:fs';
import { compileScheme, evaluate } from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { given, lineOf, schemeOf } from './support.js';

/** The five whole documents the language was described with, as they stand: nothing here is changed for the compiler. */
const documents = readFileSync('test/files/schemes.yaml', 'utf8').split(/^---$/m);
const codes = documents.map((text) => /^code: (.*)$/m.exec(text)![1]!);

describe('the reference documents', () => {
  it('are five', () => {
    expect(codes).toEqual([
      'key-accounts',
      'key-accounts-quarter',
      'order-tiers',
      'team-pool',
      'head-override',
    ]);
  });

  it.each(documents.map((text, index) => [codes[index]!, text]))('%s compiles as it stands', (_, text) => {
    const { scheme, findings } = compileScheme(readSchemeSource(text).root!);
    expect(scheme).toBeDefined();
    // They leave out titles of lines that are paid, which only a publication asks for.
    expect(findings.filter(({ code }) => code !== 'title-needed')).toEqual([]);
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('pay what the domain prints: 86 000 sold of 80 374, one norm failed', () => {
    const result = evaluate(schemeOf(documents[0]!), {
      period: '2026-03',
      inputs: given({
        complexity: '1500',
        sales: '86000',
        plan_sales: '80374',
        series: '1',
        won: '3',
        closed: '5',
        complaints: '0',
        worked_share: '1',
      }),
    });
    // 107 %: 86 000 × 1.3 % = 1118; × (40 % + 30 %) = 782.60
    const values = ['salary', 'attainment', 'fund', 'bonus'].map((code) => lineOf(result, code).value);
    expect([...values, result.totals.total]).toEqual(['400', '1.07', '1118', '783', '1183']);
  });
});
