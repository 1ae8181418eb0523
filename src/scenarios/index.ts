import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findingText, type Language, type Scheme } from '../calc/index.js';
import { readSchemeSource } from '../features/schemes/index.js';
import type { Computed } from './compare.js';
import { ScenarioProblem } from './document-tree.js';
import { computeScenario, type Difference, runScenario } from './run-scenario.js';
import { readPeriod, readScenarioDocument, type Scenario } from './scenario-document.js';
import { schemeOf } from './schemes.js';

/** What came of one scenario file: scenarios and figures compared, and what differs or cannot be read. */
export interface ScenarioReport {
  file: string;
  scenarios: readonly Scenario[];
  figures: number;
  differences: readonly Difference[];
  problems: readonly { line: number; column: number; text: string }[];
}

/** Runs a scenario file: reads it, compiles its schemes, computes every period, compares every expected figure. */
export function runScenarioFile(file: string, language: Language = 'en'): ScenarioReport {
  const { root, findings } = readSchemeSource(readFileSync(file, 'utf8'));
  const unread = { file, scenarios: [], figures: 0, differences: [] };
  if (!root) {
    return {
      ...unread,
      problems: findings.map((finding) => ({ ...finding.at, text: findingText(finding, language) })),
    };
  }
  try {
    const document = readScenarioDocument(root);
    const compiled = document.schemes.map((node) => schemeOf(node, path.dirname(file), language));
    const schemes = new Map<string, Scheme>(compiled.map((scheme) => [scheme.code, scheme]));
    return runAll(file, document.scenarios, schemes, language);
  } catch (error) {
    if (error instanceof ScenarioProblem)
      return { ...unread, problems: [{ ...error.at, text: error.message }] };
    throw error;
  }
}

function runAll(
  file: string,
  scenarios: readonly Scenario[],
  schemes: ReadonlyMap<string, Scheme>,
  language: Language,
): ScenarioReport {
  const differences: Difference[] = [];
  const problems: ScenarioReport['problems'][number][] = [];
  for (const scenario of scenarios) {
    try {
      differences.push(...runScenario(scenario, schemes, language));
    } catch (error) {
      if (!(error instanceof ScenarioProblem)) throw error;
      problems.push({ ...error.at, text: `${scenario.title}: ${error.message}` });
    }
  }
  return { file, scenarios, figures: figuresIn(scenarios), differences, problems };
}

function figuresIn(scenarios: readonly Scenario[]): number {
  const entries = scenarios.flatMap(({ periods }) => periods.flatMap((period) => period.entries));
  return entries.reduce((sum, { expected }) => sum + expected.length, 0);
}

/** Results of one scheme file for the period of one subject file. Throws `ScenarioProblem`. */
export function evaluateFiles(
  schemeFile: string,
  subjectFile: string,
  language: Language = 'en',
): Computed[] {
  const at = { line: 1, column: 1 };
  const scheme = schemeOf(
    { kind: 'scalar', text: path.basename(schemeFile), at },
    path.dirname(schemeFile),
    language,
  );
  const { root, findings } = readSchemeSource(readFileSync(subjectFile, 'utf8'));
  if (!root) throw new ScenarioProblem(findings[0]!.at, findingText(findings[0]!, language));
  const scenario: Scenario = { title: subjectFile, teams: new Map(), periods: [readPeriod(root)] };
  return computeScenario(scenario, new Map([[scheme.code, scheme]]));
}

/** A report for the terminal: one line when all is as expected, else every difference with its explanation. */
export function reportText({ file, scenarios, figures, differences, problems }: ScenarioReport): string {
  const unread = problems.map(({ line, column, text }) => `${file}:${line}:${column} ${text}`);
  const differing = differences.map((difference) => differenceText(file, difference));
  const counted = `${scenarios.length} scenarios, ${figures} figures`;
  const wrong = differences.length + problems.length;
  const verdict = wrong === 0 ? 'all as expected' : `${wrong} not as expected`;
  return [...unread, ...differing, `${file}: ${counted}: ${verdict}`].join('\n');
}

function differenceText(file: string, difference: Difference): string {
  const { scenario, period, subject, figure, expected, found, explanation, at } = difference;
  const head = `${file}:${at.line}:${at.column} ${scenario}, ${period}, ${subject}, ${figure}: expected ${expected}, found ${found}`;
  const told = explanation ? explanation.split('\n').map((line) => `    ${line}`) : [];
  return [head, ...told].join('\n');
}

export { ScenarioProblem } from './document-tree.js';
