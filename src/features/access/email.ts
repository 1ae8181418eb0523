import type { FieldKind } from '../../platform/records/field-kinds.js';
import { text } from '../../platform/records/field-kinds.js';
import { FieldIs } from '../../platform/records/noun.js';

const EMAIL_LENGTH_MAX = 254;
const email = text(EMAIL_LENGTH_MAX);

const kind: FieldKind = {
  sqlType: 'text',
  schema: { type: 'string', minLength: 3, maxLength: EMAIL_LENGTH_MAX },
  parse(raw) {
    const parsed = email.parse(raw);
    return parsed.ok && !/^[^\s@]+@[^\s@]+$/.test(parsed.value)
      ? { ok: false, expected: { code: 'email' } }
      : parsed;
  },
};

/** An e-mail address; whether it exists is known only once a letter arrives. */
export const Email = (): PropertyDecorator => FieldIs(kind);

/** As it is kept and looked for: the same address however it is typed. */
export const emailOf = (typed: string): string => typed.normalize('NFC').trim().toLowerCase();
