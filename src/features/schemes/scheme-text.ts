import type { FieldKind } from '../../platform/records/field-kinds.js';
import { SCHEME_SOURCE_LENGTH_MAX } from '../../platform/scheme-source.js';

/** The text of a document: kept letter for letter, since its hash names it. */
export const schemeText: FieldKind = {
  sqlType: 'text',
  schema: { type: 'string', minLength: 1, maxLength: SCHEME_SOURCE_LENGTH_MAX },
  parse(raw) {
    if (typeof raw !== 'string' || raw === '' || raw.length > SCHEME_SOURCE_LENGTH_MAX) {
      return { ok: false, expected: { code: 'text', facts: { max: SCHEME_SOURCE_LENGTH_MAX } } };
    }
    const broken = raw.includes('\u0000') || /\p{Surrogate}/u.test(raw);
    return broken ? { ok: false, expected: { code: 'text-characters' } } : { ok: true, value: raw };
  },
};
