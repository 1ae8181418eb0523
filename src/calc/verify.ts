import type { Bundle, SchemeSource, StatedPay } from './bundle.js';
import { type Difference, differences } from './differences.js';
import { evaluate } from './evaluate.js';
import { canonicalText, ENGINE, type Result, subjectOf } from './result.js';
import { compileScheme } from './scheme.js';
import type { Scheme } from './scheme-document.js';
import type { SourceNode } from './source.js';
import {
  adjustmentsIn,
  type PaidResult,
  type ResultContent,
  type StatementContent,
  statementContent,
} from './statement.js';

/**
 * Something that does not hold: `form` (not readable), `hash` (a content does not have the hash stated), `figure`
 * (recomputed otherwise), `engine` (computed by another engine), `listed` (not what a manifest or an approval lists),
 * `chain` (a manifest does not follow the one before), `column` (a row says otherwise than its document), `state`.
 */
export interface Discrepancy extends Difference {
  code: 'form' | 'hash' | 'figure' | 'engine' | 'listed' | 'chain' | 'column' | 'state';
}

/** What the calculation does not have: a hash function (SHA-256, hexadecimal, of UTF-8), a reader of YAML. */
export interface VerifierTools {
  sha256(text: string): string;
  readScheme(source: string): SourceNode | undefined;
}

/** Hash of a set of texts in their order, given by their hashes. */
export const setHash = (sha256: VerifierTools['sha256'], hashes: readonly string[]): string =>
  sha256(hashes.join('\n'));

/** Computes statements anew from their frozen inputs and compares hashes; schemes are compiled once. Never throws. */
export class Verifier {
  private readonly sources = new Map<string, { hash: string; scheme: Scheme | undefined }>();

  constructor(private readonly tools: VerifierTools) {}

  /** What does not hold in a bundle, whatever was read from the file. */
  bundle(content: unknown): Discrepancy[] {
    return guarded('bundle', () => {
      const bundle = content as Bundle;
      if (bundle.format !== 'premia-bundle/1') return [form('format', bundle.format)];
      return [...this.statement(bundle), ...this.listed(bundle), ...this.chain(bundle)];
    });
  }

  /** What does not hold in a statement: hashes, figures recomputed otherwise. */
  statement(pay: StatedPay): Discrepancy[] {
    return guarded('statement', () => {
      const { entry, document, results, schemes } = pay;
      const stated = [
        ...this.hash('statement', entry.hash, document),
        ...same('hash', 'statement.manager', entry.manager, document.manager),
        ...same('hash', 'statement.results', String(entry.results.length), String(document.results.length)),
        ...same('hash', 'results', String(document.results.length), String(results.length)),
        ...schemes.flatMap((scheme) => this.source(scheme)),
        ...results.flatMap((result, place) => this.hash(`results.${place}`, document.results[place], result)),
      ];
      const recomputed = results.map((result) => this.recompute(result, document, schemes));
      const paid = recomputed.flatMap(({ paid: one }) => one ?? []);
      return [
        ...stated,
        ...recomputed.flatMap(({ discrepancies }) => discrepancies),
        ...(paid.length < results.length
          ? []
          : figures(document, statementContent(document, paid, adjustmentsIn(document)), 'statement')),
      ];
    });
  }

  private source({ scheme, number, hash, source }: SchemeSource): Discrepancy[] {
    return same('hash', `schemes.${scheme}.${number}`, hash, this.read(source).hash);
  }

  private read(source: string): { hash: string; scheme: Scheme | undefined } {
    let known = this.sources.get(source);
    if (!known) {
      const root = this.tools.readScheme(source);
      known = { hash: this.tools.sha256(source), scheme: root && compileScheme(root).scheme };
      this.sources.set(source, known);
    }
    return known;
  }

  private recompute(
    { manager, version, result }: ResultContent,
    document: StatementContent,
    schemes: readonly SchemeSource[],
  ): { paid?: PaidResult; discrepancies: Discrepancy[] } {
    const place = ['results', result.scheme, result.period, result.stretch?.from ?? []].flat().join('.');
    const used = schemes.find(({ scheme, number }) => scheme === result.scheme && number === version.number);
    const scheme = used && this.read(used.source).scheme;
    if (!scheme) return { discrepancies: [form(`schemes.${result.scheme}.${version.number}`, used?.hash)] };
    if (result.engine !== ENGINE) return { discrepancies: same('engine', place, result.engine, ENGINE) };
    const anew = evaluate(scheme, subjectOf(result));
    return {
      paid: { scheme, result: anew, hash: this.tools.sha256(canonicalText({ manager, version, result })) },
      discrepancies: [
        ...same('hash', `${place}.manager`, document.manager, manager),
        ...same('hash', `${place}.version`, version.hash, used.hash),
        ...same('hash', `${place}.scheme`, result.scheme, scheme.code),
        ...figures(result, anew, place),
      ],
    };
  }

  private listed({ entry, document, entries, manifests }: Bundle): Discrepancy[] {
    const own = this.tools.sha256(canonicalText(entry));
    const [manifest] = manifests;
    const unlisted = entries.includes(own) ? [] : [missing('listed', 'entries', own)];
    if (!manifest) return unlisted;
    return [
      ...unlisted,
      ...same('listed', 'manifests.period', document.period, manifest.period),
      ...same('listed', 'entries', manifest.statements.count, String(entries.length)),
      ...same('listed', 'entries', manifest.statements.hash, setHash(this.tools.sha256, entries)),
    ];
  }

  private chain({ manifests, printed, schemes }: Bundle): Discrepancy[] {
    const [own] = manifests;
    const hashes = manifests.map((manifest) => this.tools.sha256(canonicalText(manifest)));
    const versions = own?.versions.map(({ scheme, number, hash }) => `${scheme} ${number} ${hash}`);
    return [
      ...schemes.flatMap(({ scheme, number, hash }) =>
        versions && !versions.includes(`${scheme} ${number} ${hash}`)
          ? [missing('listed', 'manifests.versions', `${scheme} ${number} ${hash}`)]
          : [],
      ),
      ...manifests
        .slice(1)
        .flatMap(({ number, previous }, place) =>
          same('chain', `manifests.${number}.previous`, previous, hashes[place] ?? null),
        ),
      ...same('chain', 'printed', printed, hashes.at(-1) ?? null),
    ];
  }

  private hash(place: string, stated: string | undefined, content: object): Discrepancy[] {
    return same('hash', place, stated ?? null, this.tools.sha256(canonicalText(content)));
  }
}

/** Contents of a wrong form end in errors of all kinds; each means the same. */
function guarded(place: string, work: () => Discrepancy[]): Discrepancy[] {
  try {
    return work();
  } catch (error) {
    return [form(place, error instanceof Error ? error.message : String(error))];
  }
}

const form = (place: string, found: unknown): Discrepancy => ({
  code: 'form',
  place,
  stored: found === undefined ? null : String(found),
  found: null,
});

const missing = (code: Discrepancy['code'], place: string, stored: string): Discrepancy => ({
  code,
  place,
  stored,
  found: null,
});

/** Nothing where both are the same. */
export const same = (
  code: Discrepancy['code'],
  place: string,
  stored: string | null,
  found: string | null,
): Discrepancy[] => (stored === found ? [] : [{ code, place, stored, found }]);

const figures = (stored: Result | StatementContent, found: object, place: string): Discrepancy[] =>
  differences(stored, found, place).map((difference) => ({ code: 'figure' as const, ...difference }));
