import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const page = readFileSync('docs/properties.md', 'utf8');
const links = [...page.matchAll(/\[([^\]]+)\]\((\.\.\/[^)]+\.ts)\)/g)]
  .map(([, name, file]) => ({ name: name!, file: path.join('docs', file!) }))
  .filter(({ name }) => name !== 'a test');

describe('docs/properties.md', () => {
  it.each(links)('names a test that is there: $name', ({ name, file }) => {
    const text = readFileSync(file, 'utf8');
    for (const part of name.split(' › ')) expect(text).toContain(part);
  });

  it('names every property that is tried with made-up cases', () => {
    const named = new Set(links.map(({ name }) => name.split(' › ').at(-1)));
    const files = readdirSync('test/calc').filter((file) => file.endsWith('properties.spec.ts'));
    const tests = files.flatMap((file) =>
      [...readFileSync(`test/calc/${file}`, 'utf8').matchAll(/^ {2}it\('(.*)', \(\) => \{$/gm)].map(
        ([, name]) => name!,
      ),
    );
    expect(tests.length).toBeGreaterThan(10);
    expect(tests.filter((name) => !named.has(name))).toEqual([]);
  });
});
