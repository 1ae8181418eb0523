import { lintTexts } from '../../src/calc/findings-of-lint.js';
import { findingText, lint } from '../../src/calc/index.js';
import { schemeOf } from '../calc/support.js';
import { blocksOf, wholeScheme } from './blocks.js';

const blocks = blocksOf('docs/lint.md').filter(({ kind }) => kind === 'yaml lint');
/** `# warning unused inputs.plan: Nothing reads …` as the page says it. */
const SAID = /^# (error|warning|hint) ([^:]+): (.*)$/gm;

describe('docs/lint.md', () => {
  it.each(blocks)('$file:$line finds what it says, and nothing else', ({ text }) => {
    const said = [...text.matchAll(SAID)].map(([, severity, id, words]) => ({ severity, id, words }));
    expect(said).not.toEqual([]);
    const found = lint(schemeOf(wholeScheme(text), true));
    expect(found).toEqual(
      found.map((finding, index) => ({ ...finding, severity: said[index]?.severity, id: said[index]?.id })),
    );
    expect(found).toHaveLength(said.length);
    for (const [index, finding] of found.entries())
      expect(findingText(finding)).toContain(said[index]!.words);
  });

  it('has an example of every rule', () => {
    const shown = blocks.flatMap(({ text }) =>
      [...text.matchAll(SAID)].map(([, , id]) => id!.split(' ')[0]!),
    );
    expect(Object.keys(lintTexts).filter((code) => !shown.includes(code))).toEqual([]);
  });
});
