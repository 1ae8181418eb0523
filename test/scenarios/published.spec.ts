import { readdirSync, readFileSync } from 'node:fs';
import { decimal, parseNumberLiteral } from '../../src/calc/index.js';
import { reportText, runScenarioFile, type ScenarioReport } from '../../src/scenarios/index.js';

const published = 'test/scenarios/published';
const filesOf = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
const publishedReports = filesOf(published, '.yaml').map((file) => runScenarioFile(file));

describe('published cases', () => {
  it.each(publishedReports.map((report) => [report.file, report] as const))('%s', (_, report) => {
    expect(reportText(report)).toMatch(/: all as expected$/);
  });

  interface Case {
    id: string;
    expected: Record<string, string>;
  }
  const golden = JSON.parse(readFileSync('test/scenarios/golden/published-cases.json', 'utf8')) as {
    cases: Case[];
  };
  /** Every figure the scenarios of a case expect. */
  const figuresOf = (id: string) =>
    publishedReports
      .flatMap(({ scenarios }: ScenarioReport) => scenarios.filter((scenario) => scenario.case === id))
      .flatMap(({ periods }) => periods.flatMap(({ entries }) => entries.flatMap(({ expected }) => expected)))
      .flatMap(({ text }) => (text === null ? [] : [parseNumberLiteral(text)!]));

  it.each(golden.cases.map(({ id, expected }) => [id, expected] as const))(
    '%s: every figure printed by its source is expected by a scenario',
    (id, expected) => {
      const figures = figuresOf(id);
      for (const [name, printed] of Object.entries(expected)) {
        // Sources print percents without their sign: 75 stands for 75 %.
        const wanted = decimal(printed);
        const isExpected = figures.some((figure) => figure.eq(wanted) || figure.times(100).eq(wanted));
        expect([name, printed, isExpected]).toEqual([name, printed, true]);
      }
    },
  );
});
