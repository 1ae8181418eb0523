import { dependsOn, type Failure, type FailureCode, FormulaFailure, failureText } from './failures.js';

/** What each failure names; whatever it is called by, it has to stand in the text. */
const NAMED: Record<FailureCode, readonly string[]> = {
  'input-missing': ['input', 'lacking'],
  'prorate-missing': ['input', 'by'],
  'part-unclear': ['input', 'from', 'last'],
  'part-undated': ['line', 'from', 'last'],
  'value-not-listed': ['input', 'value', 'expected'],
  'cell-empty': ['table', 'column', 'key'],
  'below-table': ['table', 'key', 'first'],
  'beyond-row': ['table', 'key', 'to'],
  'no-row': ['table', 'key'],
  'zero-divide': ['divisor'],
  'step-not-positive': ['step'],
  'number-too-large': [],
  'date-not-real': ['found'],
  'field-missing': ['field', 'row'],
  'origin-unknown': ['row', 'order'],
  'returned-more': ['row', 'order', 'returned', 'sold'],
  'portion-of-nothing': ['whole'],
  'portion-beyond': ['done', 'whole'],
  'fund-not-multiple': ['fund', 'step'],
  'weight-negative': ['row', 'weight'],
  'weights-zero': ['fund'],
  'fund-without-members': ['fund'],
  'rows-missing': ['set'],
  'row-failed': ['set', 'row'],
  'line-failed': ['line'],
};

describe('a failure', () => {
  it.each(Object.entries(NAMED))(
    '%s is told in both languages, with all that it names: %j',
    (code, names) => {
      const facts = Object.fromEntries(names.map((name, index) => [name, `<${index}>`]));
      const failure = { code, facts } as Failure;
      for (const text of [failureText(failure, 'en'), failureText(failure, 'ru')]) {
        for (const fact of Object.values(facts)) expect(text).toContain(fact);
        expect(text.replace(/<\d>/g, '').length).toBeGreaterThan(8);
      }
      expect(failureText(failure)).toBe(failureText(failure, 'en'));
      expect(failureText(failure, 'en')).not.toMatch(/\p{Script=Cyrillic}/u);
      expect(failureText(failure, 'ru')).toMatch(/\p{Script=Cyrillic}/u);
    },
  );

  it('of an input names what is lacking only where something is', () => {
    const failure: Failure = { code: 'input-missing', facts: { input: 'plan' } };
    expect([failureText(failure, 'en'), failureText(failure, 'ru')]).toEqual([
      'input plan is missing',
      'нет значения показателя plan',
    ]);
  });

  const root: Failure = { code: 'zero-divide', facts: { divisor: 'plan' } };
  const first: Failure = { code: 'line-failed', facts: { line: 'share' }, cause: root };

  it('of a line that reads a failed one names that line and the root cause, however far it is', () => {
    expect(dependsOn('share', root)).toEqual(first);
    expect(dependsOn('bonus', first)).toEqual({ ...first, facts: { line: 'bonus' } });
    expect(failureText(dependsOn('bonus', first))).toBe(
      'line bonus has no value: division by zero: plan is 0',
    );
  });

  // Source: language, Formulas: DEFAULT catches a missing input, field or cell, not a failed line.
  it('is caught by DEFAULT where something is missing, and nowhere else', () => {
    const caught = Object.keys(NAMED).filter(
      (code) => new FormulaFailure({ code: code as FailureCode, facts: {} }).isMissing,
    );
    expect(caught).toEqual([
      'input-missing',
      'prorate-missing',
      'cell-empty',
      'field-missing',
      'origin-unknown',
    ]);
  });
});
