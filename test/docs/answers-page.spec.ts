import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compare, whatIf } from '../../src/cli/answers.js';
import type { Run } from '../../src/cli/command.js';
import { evaluate } from '../../src/cli/scenario.js';
import { blocksOf } from './blocks.js';

const COMMANDS: Record<string, Run> = { evaluate, 'what-if': whatIf, compare };
const blocks = blocksOf('docs/answers.md');
const folder = mkdtempSync(path.join(tmpdir(), 'premia-answers-'));
for (const { kind, text } of blocks) {
  const [, file] = /^yaml (\S+)$/.exec(kind) ?? [];
  if (file) writeFileSync(path.join(folder, file), text);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function printedBy(run: Run, positionals: string[]): Promise<string> {
  const printed: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  try {
    expect(await run(positionals, { language: 'en' })).toBe(0);
  } finally {
    process.stdout.write = write;
  }
  return printed.join('');
}

const examples = blocks.flatMap((block, index) => {
  if (block.kind !== 'sh') return [];
  return { line: block.line, command: block.text.trim(), expected: blocks[index + 1]!.text };
});

describe('docs/answers.md', () => {
  it.each(examples)(
    'line $line: $command prints the lines shown, in their order',
    async ({ command, expected }) => {
      const [, name, ...files] = command.split(' ') as [string, string, ...string[]];
      const positionals = files.map((file) => (file.includes('/') ? file : path.join(folder, file)));
      const printed = (await printedBy(COMMANDS[name]!, positionals)).split('\n');
      const shown = expected.trimEnd().split('\n');
      expect(printed.filter((line) => shown.includes(line))).toEqual(shown);
    },
  );

  it('asks for what a command needs', async () => {
    const [first] = blocks.filter(({ kind }) => kind.startsWith('yaml '));
    expect(first).toBeDefined();
    await expect(whatIf(['one'], {})).rejects.toThrow('expected a scheme and a subject file');
    await expect(compare(['one', 'two'], {})).rejects.toThrow('expected a scheme and two subject files');
    const march = path.join(folder, 'march.yaml');
    await expect(whatIf(['schemes/key-accounts.yaml', march], { without: 'K9' })).rejects.toThrow(
      'has no row K9',
    );
  });
});
