import type { ResultContent, StatementContent } from './statement.js';

/** What a manifest or an approval says of one statement: ids and hashes, no names, no pay. Ids are decimal texts. */
export interface StatementEntry {
  statement: string;
  manager: string;
  /** Id of the team at the period's end; null without one. */
  team: string | null;
  /** SHA-256 of the statement's document. */
  hash: string;
  /** Ids of its results, ascending. */
  results: string[];
}

export interface SchemeSource {
  scheme: string;
  number: string;
  /** SHA-256 of the source. */
  hash: string;
  source: string;
}

/** What is stored of a closed period. Its SHA-256 is what is printed; `previous` is that of the manifest before. */
export interface ManifestContent {
  format: 'premia-manifest/1';
  /** Place in the chain, from 1. */
  number: string;
  period: string;
  run: string;
  watermark: string;
  engine: string;
  versions: Omit<SchemeSource, 'source'>[];
  /** How many statements, and the hash of the set of their entries. */
  statements: { count: string; hash: string };
  /** How many transitions of the period, and the hash of the set of them. */
  transitions: { count: string; hash: string };
  previous: string | null;
}

/** A statement with what it takes to compute it anew. */
export interface StatedPay {
  entry: StatementEntry;
  document: StatementContent;
  /** In the order of the statement's hashes. */
  results: ResultContent[];
  schemes: SchemeSource[];
}

/** One file that proves a statement without the server. */
export interface Bundle extends StatedPay {
  format: 'premia-bundle/1';
  /** Hashes of the entries of all statements of the period; of this one alone while the period is not closed. */
  entries: string[];
  /** That of the statement's period and all since; empty while the period is not closed. */
  manifests: ManifestContent[];
  /** SHA-256 of the last of them, as printed; null while the period is not closed. */
  printed: string | null;
}
