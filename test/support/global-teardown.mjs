import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Ends the run's server; fails the run where a log or a metric told what it may not. */
export default async function teardown() {
  await globalThis.premiaStop?.();
  const folder = process.env.PREMIA_TEST_TRACES;
  const told = toldOf(folder);
  rmSync(folder, { recursive: true, force: true });
  if (told.length) throw new Error(`logs or metrics told of:\n${told.join('\n')}`);
}

const SECRETS = /premia_[\w-]{43}|\$argon2|seven green umbrellas|\bselect\b.{1,80}\bfrom\b|\binsert into\b/gi;

/** Names and pay that some test had in its data, tokens, passwords and SQL, each with the line that tells it. */
function toldOf(folder) {
  const textsOf = (kind) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(kind))
      .map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const canaries = new Set(textsOf('canaries').flatMap((text) => text.split('\n')));
  const names = [...canaries].filter((canary) => /[^\d.-]/.test(canary));
  return textsOf('told').flatMap((text) => {
    const figures = text.match(/\d+\.\d+/g) ?? [];
    const found = [
      ...names.filter((name) => text.includes(name)),
      ...figures.filter((figure) => canaries.has(figure)),
      ...(text.match(SECRETS) ?? []),
    ];
    const lines = text.split('\n');
    return [...new Set(found)].map(
      (one) => `${one}: ${lines.find((line) => line.includes(one))?.slice(0, 500)}`,
    );
  });
}
