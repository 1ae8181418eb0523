import { readFileSync } from 'node:fs';
import { canonicalText, explain, explanationText } from '../calc/index.js';
import { evaluateTexts, reportText, runScenarioFile, ScenarioProblem } from '../scenarios/index.js';
import { languageOf, print, type Run, WrongUse } from './command.js';

/** Needs no database: a company tests its regulation anywhere. */
export const scenario: Run = async (positionals, values) => {
  if (positionals.length === 0) throw new WrongUse('expected scenario files');
  const reports = positionals.map((file) => runScenarioFile(file, languageOf(values)));
  for (const report of reports) print(reportText(report));
  return reports.every(({ differences, problems }) => differences.length + problems.length === 0) ? 0 : 1;
};

export const evaluate: Run = async (positionals, values) => {
  const [scheme, subject] = positionals;
  if (!scheme || !subject || positionals.length > 2)
    throw new WrongUse('expected a scheme and a subject file');
  const language = languageOf(values);
  try {
    const texts = [readFileSync(scheme, 'utf8'), readFileSync(subject, 'utf8')] as const;
    const computed = evaluateTexts(...texts, language, scheme);
    for (const { scheme: compiled, subject: given, result } of computed) {
      const isJson = values.json === true;
      print(isJson ? canonicalText(result) : explanationText(explain(compiled, given), language));
    }
    return computed.every(({ result }) => result.complete) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ScenarioProblem)) throw error;
    const place = error.isOfScheme ? '' : `${subject}:${error.at.line}:${error.at.column} `;
    process.stderr.write(`premia: ${place}${error.text(language)}\n`);
    return 1;
  }
};
