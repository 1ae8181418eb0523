import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluateTexts, reportText, runScenarioFile } from '../../src/scenarios/index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'premia-scenarios-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

const scheme = `code: simple
title: Simple
period: month
inputs:
  sales: {measure: won_amount, unit: money}
  year: {measure: won_amount, window: year to date, unit: money}
lines:
  - {code: bonus, formula: sales * 10%, unit: money, round: 1, pay: bonus, clause: "1"}
  - {code: third, formula: sales / 3, unit: money}
`;
const file = (scenarios: string): string => {
  written('simple.yaml', scheme);
  return written('simple.scenarios.yaml', `schemes: [simple.yaml]\nscenarios:\n${scenarios}\n`);
};
/** The report with the folder of this run taken out. */
const report = (scenarios: string, language: 'en' | 'ru' = 'en') =>
  reportText(runScenarioFile(file(scenarios), language)).replaceAll(`${folder}/`, '');

describe('a scenario file', () => {
  it('says in one line that all is as expected', () => {
    const text = report(
      '  - {title: t, period: 2026-03, inputs: {sales: 1000}, expect: {bonus: 100, third: 333.33, total: 100}}',
    );
    expect(text).toBe('simple.scenarios.yaml: 1 scenario, 3 figures: all as expected');
  });

  it('tells each difference with place, scenario, period, who, both figures and the explanation', () => {
    const text = report(
      '  - {title: A thousand, period: 2026-03, inputs: {sales: 1000}, expect: {bonus: 101}}',
    );
    expect(text).toBe(
      [
        'simple.scenarios.yaml:3:81 A thousand, 2026-03, manager, bonus: expected 101, found 100',
        '    bonus (clause 1): 100',
        '      = “sales” × 10%',
        '      = 1000 × 10%',
        '      = 100, rounded to 1, a half away from zero',
        '        sales: 1,000',
        'simple.scenarios.yaml: 1 scenario, 1 figure: 1 not as expected',
      ].join('\n'),
    );
    expect(
      report('  - {title: t, period: 2026-03, inputs: {sales: 1000}, expect: {bonus: 101}}', 'ru'),
    ).toContain('округлено до 1');
  });

  it.each<[expected: string, isExpected: boolean]>([
    // A rounded line must be the printed figure exactly; an unrounded one is printed at the figure's scale.
    ['bonus: 100.00', true],
    ['bonus: 100.001', false],
    ['third: 333', true],
    ['third: 333.333', true],
    ['third: 333.34', false],
    ['third: ~', false],
    ['inputs: {year: 1000}', true],
    ['totals: {bonus: 100}', true],
    ['complete: true', true],
  ])('%s of sales of 1000: %s', (expected, isExpected) => {
    const text = report(`  - {title: t, period: 2026-03, inputs: {sales: 1000}, expect: {${expected}}}`);
    expect(text.endsWith('all as expected')).toBe(isExpected);
  });

  it('takes over what the file says of a manager for every period', () => {
    written('simple.yaml', scheme);
    const text = `schemes: [simple.yaml]
managers: {A: {inputs: {sales: 1000}}}
scenarios:
  - title: t
    periods:
      - {period: 2026-01, managers: {A: {expect: {bonus: 100}}, B: {inputs: {sales: 10}, expect: {bonus: 1}}}}
      - {period: 2026-02, managers: {A: {inputs: {sales: 2000}, expect: {bonus: 200, inputs: {year: 3000}}}}}
`;
    expect(reportText(runScenarioFile(written('standing.scenarios.yaml', text)))).toContain(
      'all as expected',
    );
  });

  it('gathers windows over what earlier periods were given', () => {
    const text = report(`  - title: t
    periods:
      - {period: 2025-12, inputs: {sales: 7}}
      - {period: 2026-01, inputs: {sales: 10}, expect: {inputs: {year: 10}}}
      - {period: 2026-03, inputs: {sales: 5}, expect: {inputs: {year: 15}}}`);
    expect(text).toContain('all as expected');
  });

  it.each<[scenarios: string, problem: string]>([
    [
      '  - {title: t, period: 2026-13}',
      ':3:24 "2026-13" is no month, quarter or year, such as 2026-03, 2026-Q1, 2026',
    ],
    ['  - {title: t, peroid: 2026-03}', ':3:16 unknown "peroid"; did you mean "period"?'],
    ['  - {period: 2026-03, inputs: {sales: 1}}', ':3:5 "title" is required here'],
    [
      '  - {title: t, period: 2026-03, inputs: {slaes: 1}}',
      ':3:42 t: unknown "slaes"; did you mean "sales"?',
    ],
    [
      '  - {title: t, period: 2026-03, inputs: {sales: 1}, expect: {bonsu: 1}}',
      ':3:69 t: nothing computes "bonsu"; did you mean "bonus"?',
    ],
    [
      '  - {title: t, period: 2026-03, inputs: {sales: 1}, orders: []}',
      'no scheme works through rows of "orders_won"',
    ],
    [
      '  - {title: t, period: 2026-03, inputs: {sales: "1,5"}}',
      ':3:42 t: sales (2026-03): "1,5" is not a value of unit money; numbers are written 1.5',
    ],
    [
      '  - {title: t, period: 2026-03, inputs: {sales: [1, 2]}}',
      ':3:42 t: sales: 2 values where one is expected; give one, or say in the scheme how to take them',
    ],
    ['  - {title: t, period: 2026-03, params: {rate: 1}}', 'no scheme lets the param "rate" be individual'],
    [
      '  - {title: t, period: 2026-03, schemes: [other]}',
      'there is no scheme "other" in this file; it has: simple',
    ],
    ['  - {title: t}', '"period" or "periods" is required here'],
    ['  - &a {title: t}', 'is not allowed'],
  ])('%s: %s', (scenarios, problem) => {
    const text = report(scenarios);
    expect(text).toContain(problem);
    expect(text).toContain('1 not as expected');
  });

  it('says what is wrong in Russian, too', () => {
    const ru = (scenarios: string) => report(scenarios, 'ru');
    expect(ru('  - {title: t, peroid: 2026-03}')).toContain(
      ':3:16 неизвестно «peroid»; возможно, имелось в виду «period»?',
    );
    expect(ru('  - {title: t, period: 2026-03, inputs: {sales: "1,5"}}')).toContain(
      't: sales (2026-03): «1,5» — не значение единицы money; числа пишутся 1.5',
    );
    expect(ru('  - {title: t, period: 2026-03, inputs: [sales]}')).toContain(
      'здесь список, а нужно: ключи со значениями',
    );
  });

  it('tells in Russian what makes a text no YAML', () => {
    expect(report('\t- {title: t}', 'ru')).toContain('отступы делают пробелами, а не табуляцией');
    expect(report('  - {title: "t, period: 2026-03}', 'ru')).toContain('не хватает кавычки');
  });

  it('computes a period that gives nothing', () => {
    expect(
      report('  - {title: t, periods: [{period: 2026-03}, {period: 2026-04, expect: {bonus: ~}}]}'),
    ).toContain('all as expected');
  });

  it('names rows by kind and source where several have one id', () => {
    const sales = `{code: sales, title: S, period: month, rows: {sold: {facts: [orders_won, returns],
      lines: [{code: net, formula: amount, unit: money, round: 1}]}}, lines: [{code: sum, formula: 'SUM(sold, net)', unit: money}]}`;
    const of = (expected: string) =>
      reportText(
        runScenarioFile(
          written(
            'rows.scenarios.yaml',
            `schemes: [${sales}]\nscenarios:\n  - {title: t, period: 2026-03, orders: [{id: 1, source: crm, amount: 90}, {id: 1, amount: 5}], returns: [{id: 1, amount: 3}], expect: {sum: 92, rows: {sold: {${expected}}}}}\n`,
          ),
        ),
      );
    expect(of('crm 1: {net: 90}, returns 1: {net: -3}, orders_won 1: {net: 5}')).toContain('all as expected');
    expect(of('1: {net: 90}')).toContain(
      'several rows are called "1"; say which: "orders_won 1", "returns 1", "crm orders_won 1"',
    );
    expect(of('returns 1: {net: 3}')).toContain('expected 3, found -3\n    net: -3');
  });

  it('fails a quarter that lacks a month, and names the month', () => {
    const month = '{code: m, title: M, period: month, lines: [{code: pay, formula: "100", unit: money}]}';
    const quarter = (missing: string) =>
      `{code: q, title: Q, period: quarter, inputs: {pays: {line: pay, scheme: m, take: sum, unit: money${missing}}}, lines: [{code: all, formula: pays, unit: money}]}`;
    const of = (missing: string, periods: string) =>
      reportText(
        runScenarioFile(
          written(
            'quarter.scenarios.yaml',
            `schemes: [${month}, ${quarter(missing)}]\nscenarios: [{title: t, periods: [${periods}]}]\n`,
          ),
        ),
      );
    const last = (all: string) => `{period: 2026-Q1, expect: {all: ${all}}}`;
    const [jan, feb, mar] = ['{period: 2026-01}', '{period: 2026-02}', '{period: 2026-03}'];
    expect(of('', `${jan}, ${feb}, ${mar}, ${last('300')}`)).toContain('all as expected');
    expect(of('', `${jan}, ${mar}, ${last('300')}`)).toContain(
      'expected 300, found no value\n    all: not known\n      because input pays is missing: there is nothing for 2026-02\n',
    );
    expect(of('', `${mar}, ${last('100')}`)).toContain('all as expected');
    expect(of('', `${jan}, {period: 2026-02, schemes: [], assigned: false}, ${last('100')}`)).toContain(
      'all as expected',
    );
    expect(of(', missing: 7', `${jan}, ${mar}, ${last('7')}`)).toContain('all as expected');
  });

  it('tells what is wrong with a scheme it names', () => {
    written('bad.yaml', scheme.replace('sales * 10%', 'slaes * 10%'));
    const text = reportText(
      runScenarioFile(
        written('bad.scenarios.yaml', 'schemes: [bad.yaml]\nscenarios: [{title: t, period: 2026-03}]\n'),
      ),
    );
    expect(text).toContain('bad.yaml:8:28 lines.bonus.formula Unknown name "slaes". Did you mean "sales"?');
    const absent = runScenarioFile(
      written('no.scenarios.yaml', 'schemes: [no.yaml]\nscenarios: [{title: t, period: 2026-03}]\n'),
    );
    expect(reportText(absent)).toContain('the scheme cannot be read');
  });
});

describe('an evaluation', () => {
  it('is of a scheme and a subject, both given as text', () => {
    const [computed] = evaluateTexts(scheme, 'period: 2026-03\ninputs: {sales: 1234}\n');
    expect(computed!.result.totals).toEqual({ bonus: '123', total: '123' });
  });

  it('says so where the scheme computes nothing for such a period or subject', () => {
    expect(() => evaluateTexts(scheme, 'period: 2026-Q1\n')).toThrow(
      'nothing is computed for 2026-Q1: scheme "simple" has "period: month" and "subject: manager"',
    );
    const ofTeam = scheme.replace('period: month', 'period: month\nsubject: team');
    expect(() => evaluateTexts(ofTeam, 'period: 2026-03\n')).toThrow('name the team under "teams:"');
  });

  it('tells what the scheme has wrong by the name of its file', () => {
    expect(() =>
      evaluateTexts(scheme.replace('sales / 3', 'slaes / 3'), 'period: 2026-03\n', 'en', 'my.yaml'),
    ).toThrow('my.yaml:9:28 lines.third.formula Unknown name "slaes". Did you mean "sales"?');
  });
});
