import { readFileSync } from 'node:fs';
import {
  changeText,
  compare as compareComputations,
  comparisonText,
  evaluate,
  type Language,
  numberForReading,
  payChange,
  type Scheme,
  type Subject,
  whatIf as whatIfOf,
  whatIfText,
  withoutRow,
  withRowReturned,
} from '../calc/index.js';
import { readSchemeSource } from '../platform/scheme-source.js';
import { evaluateTexts, ScenarioProblem } from '../scenarios/index.js';
import { languageOf, print, type Run, text, type Values, WrongUse } from './command.js';

/** One computation of a scheme file and a subject file. Throws `WrongUse` when the subject is of several people. */
function computationOf(schemeFile: string, subjectFile: string, language: Language) {
  const [document, given] = [readFileSync(schemeFile, 'utf8'), readFileSync(subjectFile, 'utf8')];
  const [computed, ...more] = evaluateTexts(document, given, language, schemeFile);
  if (!computed || more.length > 0)
    throw new WrongUse(`${subjectFile} is to be one result of one manager or team`);
  const { scheme, subject, result } = computed;
  return { scheme, result, computation: { document: readSchemeSource(document).root!, subject } };
}

function refused(error: unknown, file: string, language: Language): number {
  if (!(error instanceof ScenarioProblem)) throw error;
  const place = error.isOfScheme ? '' : `${file}:${error.at.line}:${error.at.column} `;
  process.stderr.write(`premia: ${place}${error.text(language)}\n`);
  return 1;
}

/** Needs no database. */
export const whatIf: Run = async (positionals, values) => {
  const [schemeFile, subjectFile] = positionals;
  if (!schemeFile || !subjectFile || positionals.length > 2)
    throw new WrongUse('expected a scheme and a subject file');
  const language = languageOf(values);
  try {
    const { scheme, result, computation } = computationOf(schemeFile, subjectFile, language);
    const id = text(values, 'without') ?? text(values, 'returned');
    if (id === undefined) {
      const answer = whatIfOf(scheme, computation.subject);
      print(values.json === true ? JSON.stringify(answer) : whatIfText(answer, language));
      return 0;
    }
    const there = changedRow(scheme, computation.subject, id, values);
    if (!there) throw new WrongUse(`${subjectFile} has no row ${id}`);
    const change = payChange(scheme, result, evaluate(scheme, there));
    const total = change.total === null ? '?' : numberForReading(change.total, language);
    print(
      values.json === true
        ? JSON.stringify(change)
        : `${id}: ${changeText(change.change, language)} → ${total}`,
    );
    return 0;
  } catch (error) {
    return refused(error, subjectFile, language);
  }
};

function changedRow(scheme: Scheme, subject: Subject, id: string, values: Values): Subject | undefined {
  return values.without === undefined ? withRowReturned(scheme, subject, id) : withoutRow(subject, id);
}

/** Needs no database. */
export const compare: Run = async (positionals, values) => {
  if (positionals.length !== 3 && positionals.length !== 4)
    throw new WrongUse('expected a scheme and two subject files, or two schemes each with its subject file');
  const [schemeFile, subjectFile] = positionals as [string, string];
  const otherScheme = positionals.length === 4 ? positionals[2]! : schemeFile;
  const otherSubject = positionals.at(-1)!;
  const language = languageOf(values);
  let reading = subjectFile;
  try {
    const before = computationOf(schemeFile, subjectFile, language);
    reading = otherSubject;
    const after = computationOf(otherScheme, otherSubject, language);
    const compared = compareComputations(before.computation, after.computation);
    print(values.json === true ? JSON.stringify(compared) : comparisonText(compared, language));
    return 0;
  } catch (error) {
    return refused(error, reading, language);
  }
};
