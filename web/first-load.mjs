// `npm run check:page`: what a browser loads before it shows anything may not grow beyond the limit, and charts come later.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const built = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'web');
const manifest = JSON.parse(readFileSync(path.join(built, '.vite', 'manifest.json'), 'utf8'));

/** The entry, all it imports, and the catalogue of the larger language, which is loaded before anything is drawn. */
function firstLoad() {
  const files = new Set();
  const follow = (key) => {
    const { file, imports = [] } = manifest[key];
    if (files.has(file)) return;
    files.add(file);
    for (const each of imports) follow(each);
  };
  follow('index.html');
  follow('src/i18n/ru.ts');
  return [...files];
}

const files = firstLoad();
const contents = files.map((file) => readFileSync(path.join(built, file)));
const kb = contents.reduce((sum, content) => sum + gzipSync(content).length, 0) / 1_000;
console.log(
  `first load: ${kb.toFixed(1)} kB of compressed JavaScript, at most ${LIMIT_KB}; ${files.join(', ')}`,
);
if (contents.some((content) => content.includes('recharts-wrapper')))
  fail('charts are loaded at once: import them with lazy()');
if (kb > LIMIT_KB) fail('too much: load pages and what only some of them need by import()');

function fail(why) {
  console.error(why);
  process.exitCode = 1;
}
