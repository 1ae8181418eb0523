import { readFile } from 'node:fs/promises';
import { type Bundle, canonicalText, type Discrepancy } from '../calc/index.js';
import { newVerifier, sha256 } from '../platform/verifier.js';
import { print, type Run, terminalLanguage, text, WrongUse } from './command.js';
import { sentence, verifyWords } from './verify-words.js';

/** A bundle is computed anew with no service, no network and no database. */
export const verify: Run = async (files, values) => {
  const printed = text(values, 'hash')?.toLowerCase();
  if (printed !== undefined && !/^[0-9a-f]{64}$/.test(printed))
    throw new WrongUse('--hash is 64 hexadecimal digits');
  if (values.all === true && files.length === 0) {
    const { verifyAll } = await import('./verify-all.js');
    return verifyAll(printed);
  }
  if (values.all === true || files.length === 0) throw new WrongUse('expected files, or --all');
  let isSame = true;
  for (const file of files) isSame = (await verifyFile(file, printed)) && isSame;
  return isSame ? 0 : 1;
};

/** Tells what became of one bundle; whether it holds. */
async function verifyFile(file: string, printed: string | undefined): Promise<boolean> {
  const words = verifyWords[terminalLanguage()];
  const content = jsonOf(await readFile(file, 'utf8'));
  const discrepancies = newVerifier().bundle(content);
  if (discrepancies.length === 0) discrepancies.push(...unprinted(content as Bundle, printed));
  if (discrepancies.length > 0) {
    print(`${file}: ${words.differs}`);
    for (const discrepancy of discrepancies) print(`  ${sentence(words, discrepancy)}`);
    return false;
  }
  const { document, manifests, printed: hash } = content as Bundle;
  const { period, totals } = document;
  const last = manifests.at(-1);
  print(`${file}: ${words.same({ period, total: totals.total ?? '?' })}`);
  print(
    `  ${last ? words.proved({ period: last.period, number: last.number, hash: hash! }) : words.unproved}`,
  );
  return true;
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The hash printed must be that of one of the bundle's manifests. */
function unprinted({ manifests }: Bundle, printed: string | undefined): Discrepancy[] {
  const hashes = manifests.map((manifest) => sha256(canonicalText(manifest)));
  if (printed === undefined || hashes.includes(printed)) return [];
  return [{ code: 'chain', place: 'printed', stored: printed, found: hashes.at(-1) ?? null }];
}
