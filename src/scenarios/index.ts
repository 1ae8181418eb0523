import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findingText, type Language, type Scheme } from '../calc/index.js';
import { readSchemeSource } from '../platform/scheme-source.js';
import type { Computed } from './compare.js';
import { ScenarioProblem } from './problems.js';
import { computeScenario, type Difference, runScenario } from './run-scenario.js';
import { readPeriod, readScenarioDocument, type Scenario } from './scenario-document.js';
import { schemeOf, schemeOfText } from './schemes.js';

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
  try {
    const { scenarios, schemes } = readFile(file, language);
    return runAll(file, scenarios, schemes, language);
  } catch (error) {
    if (!(error instanceof ScenarioProblem)) throw error;
    const problems = [{ ...error.at, text: error.text(language) }];
    return { file, scenarios: [], figures: 0, differences: [], problems };
  }
}

/** Everything a scenario file computes, whatever it expects. Throws `ScenarioProblem` for what it has wrong. */
export function computedOfFile(file: string, language: Language = 'en'): Computed[] {
  const { scenarios, schemes } = readFile(file, language);
  return scenarios.flatMap((scenario) => computeScenario(scenario, schemes));
}

/** Reads a scenario file and compiles its schemes. */
function readFile(
  file: string,
  language: Language,
): { scenarios: readonly Scenario[]; schemes: Map<string, Scheme> } {
  const { root, findings } = readSchemeSource(readFileSync(file, 'utf8'));
  if (!root)
    throw new ScenarioProblem(findings[0]!.at, 'said', { text: findingText(findings[0]!, language) });
  const document = readScenarioDocument(root);
  const compiled = document.schemes.map((node) => schemeOf(node, path.dirname(file), language));
  return { scenarios: document.scenarios, schemes: new Map(compiled.map((scheme) => [scheme.code, scheme])) };
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
      problems.push({ ...error.at, text: `${scenario.title}: ${error.text(language)}` });
    }
  }
  return { file, scenarios, figures: figuresIn(scenarios), differences, problems };
}

function figuresIn(scenarios: readonly Scenario[]): number {
  const entries = scenarios.flatMap(({ periods }) => periods.flatMap((period) => period.entries));
  return entries.reduce((sum, { expected }) => sum + expected.length, 0);
}

/**
 * Results of one scheme for the period of one subject, both as text; `name` is what findings call the scheme. Throws
 * `ScenarioProblem`, at the subject's place.
 */
export function evaluateTexts(
  document: string,
  subject: string,
  language: Language = 'en',
  name = '',
): Computed[] {
  const at = { line: 1, column: 1 };
  const scheme = schemeOfText(document, { kind: 'scalar', text: '', at }, name, language);
  const { root, findings } = readSchemeSource(subject);
  if (!root)
    throw new ScenarioProblem(findings[0]!.at, 'said', { text: findingText(findings[0]!, language) });
  const period = readPeriod(root);
  const scenario: Scenario = { title: 'evaluation', teams: new Map(), periods: [period] };
  const computed = computeScenario(scenario, new Map([[scheme.code, scheme]]));
  if (computed.length > 0) return computed;
  const { code, period: kind, subject: whom } = scheme;
  throw new ScenarioProblem(root.at, 'nothing-computed', {
    period: period.period,
    code,
    kind,
    subject: whom,
  });
}

/** A report for the terminal: one line when all is as expected, else every difference with its explanation. */
export function reportText({ file, scenarios, figures, differences, problems }: ScenarioReport): string {
  const unread = problems.map(({ line, column, text }) => `${file}:${line}:${column} ${text}`);
  const differing = differences.map((difference) => differenceText(file, difference));
  const counted = `${countOf(scenarios.length, 'scenario')}, ${countOf(figures, 'figure')}`;
  const wrong = differences.length + problems.length;
  const verdict = wrong === 0 ? 'all as expected' : `${wrong} not as expected`;
  return [...unread, ...differing, `${file}: ${counted}: ${verdict}`].join('\n');
}

const countOf = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function differenceText(file: string, difference: Difference): string {
  const { scenario, period, subject, figure, expected, found, explanation, at } = difference;
  const head = `${file}:${at.line}:${at.column} ${scenario}, ${period}, ${subject}, ${figure}: expected ${expected}, found ${found}`;
  const told = explanation ? explanation.split('\n').map((line) => `    ${line}`) : [];
  return [head, ...told].join('\n');
}

export { ScenarioProblem } from './problems.js';
