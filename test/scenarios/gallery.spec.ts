import { readdirSync, readFileSync } from 'node:fs';
import { compileScheme, findingText, lint, type Scheme } from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { reportText, runScenarioFile } from '../../src/scenarios/index.js';

const names = readdirSync('schemes');
const schemeFiles = names.filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenarios.yaml'));

/** Explained in schemes/README.md: 700 of 700 + 280 is 71.4 %. */
const TRUE_FINDINGS = ['mass-market.yaml mix-above checks.pay_mix'];

describe.each(schemeFiles)('%s', (name) => {
  const { scheme, findings } = compileScheme(
    readSchemeSource(readFileSync(`schemes/${name}`, 'utf8')).root!,
    {
      publication: true,
    },
  );

  it('can be published as it stands, under the name of its file', () => {
    expect(findings.map((finding) => findingText(finding))).toEqual([]);
    expect(scheme?.code).toBe(name.replace('.yaml', ''));
  });

  it('has every title in both languages and a clause on every pay line', () => {
    for (const title of titlesOf(scheme!))
      expect(title).toEqual({ en: expect.any(String), ru: expect.any(String) });
    for (const line of scheme!.lines.values()) expect(line.clause).toBeDefined();
  });

  it('has nothing that lint finds, but what its figures come to', () => {
    expect(lint(scheme!).map(({ id }) => `${name} ${id}`)).toEqual(
      TRUE_FINDINGS.filter((finding) => finding.startsWith(`${name} `)),
    );
  });

  it('pays what its scenarios say', () => {
    expect(reportText(runScenarioFile(`schemes/${name.replace('.yaml', '.scenarios.yaml')}`))).toMatch(
      /: all as expected$/,
    );
  });
});

function titlesOf({ title, inputs, params, tables, lines, rows }: Scheme): (Scheme['title'] | undefined)[] {
  const sets = [...rows.values()];
  const parts = [inputs, params, tables, lines, rows, ...sets.flatMap((set) => [set.inputs, set.lines])];
  return [title, ...parts.flatMap((part) => [...part.values()].map((named) => named.title))];
}

it('holds at least fourteen schemes', () => {
  expect(schemeFiles.length).toBeGreaterThanOrEqual(14);
});
