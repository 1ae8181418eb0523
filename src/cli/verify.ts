import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Bundle, canonicalText, type Discrepancy } from '../calc/index.js';
import { AuditProofService } from '../features/audit/index.js';
import { ExportProofService } from '../features/exports/index.js';
import { newVerifier, ProofService } from '../features/payroll/index.js';
import { type Command, print, terminalLanguage, text, WrongUse, withService } from './command.js';
import { type VerifyWords, verifyWords } from './verify-words.js';

/** A bundle is computed anew with no service, no network and no database. */
export const verify: Command = {
  usage: 'verify FILE.json … [--hash HEX] | verify --all [--hash HEX]',
  about:
    'Computes statements anew from their bundles and compares them with their manifests; with --all, all that is approved in the database. --hash is the hash last printed.',
  options: { all: { type: 'boolean' }, hash: { type: 'string' } },
  async run(files, values) {
    const printed = text(values, 'hash')?.toLowerCase();
    if (printed !== undefined && !/^[0-9a-f]{64}$/.test(printed))
      throw new WrongUse('--hash is 64 hexadecimal digits');
    if (values.all === true && files.length === 0) return verifyAll(printed);
    if (values.all === true || files.length === 0) throw new WrongUse('expected files, or --all');
    let isSame = true;
    for (const file of files) isSame = (await verifyFile(file, printed)) && isSame;
    return isSame ? 0 : 1;
  },
};

async function verifyAll(printed: string | undefined): Promise<number> {
  const words = verifyWords[terminalLanguage()];
  return withService(
    async (app) => {
      const { statements, manifests, last, ...proved } = await app.get(ProofService).verifyAll(printed);
      const { exports, ...exported } = await app.get(ExportProofService).verifyAll();
      const audit = await app.get(AuditProofService).verifyAll();
      const discrepancies = [...proved.discrepancies, ...exported.discrepancies, ...audit.discrepancies];
      for (const discrepancy of discrepancies) print(`  ${sentence(words, discrepancy)}`);
      print(
        words.all({ statements, manifests, exports, last: last ?? '—', differing: discrepancies.length }),
      );
      print(words.audit({ entries: audit.entries, last: audit.last ?? '—' }));
      return discrepancies.length === 0 ? 0 : 1;
    },
    { existing: true },
  );
}

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
  const hashes = manifests.map((manifest) =>
    createHash('sha256').update(canonicalText(manifest)).digest('hex'),
  );
  if (printed === undefined || hashes.includes(printed)) return [];
  return [{ code: 'chain', place: 'printed', stored: printed, found: hashes.at(-1) ?? null }];
}

const sentence = (words: VerifyWords, { code, place, stored, found }: Discrepancy): string =>
  `${place}: ${words[code]({ stored: stored ?? '—', found: found ?? '—' })}`;
