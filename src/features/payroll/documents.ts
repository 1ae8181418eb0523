import { canonicalText, type ResultContent, type StatementContent } from '../../calc/index.js';
import { sha256 } from '../../platform/verifier.js';
import type { Computed } from './calculation.service.js';

/** A text that is stored and never made anew, with its SHA-256. */
export interface Frozen {
  document: string;
  hash: string;
}

const freeze = (content: object): Frozen => {
  const document = canonicalText(content);
  return { document, hash: sha256(document) };
};

/** A result as stored: ids, no names; equal inputs under an equal version give equal bytes. */
export function resultDocument({ payee, version, result }: Computed): Frozen {
  const content: ResultContent = {
    manager: payee.id,
    version: { number: String(version.number), hash: version.hash },
    result,
  };
  return freeze(content);
}

export const statementDocument = (content: StatementContent): Frozen => freeze(content);
