import { decimal, type FieldKind, text } from '../../platform/records/field-kinds.js';

const manager = text(200);
const share = decimal({ min: '0.000001', max: '10', scale: 6 });

/** Divided credit of an order, kept sorted by personnel number so that equal credits compare equal. */
export const creditList: FieldKind = {
  sqlType: 'jsonb',
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: 50,
    items: {
      type: 'object',
      properties: { manager: manager.schema, share: share.schema },
      required: ['manager', 'share'],
      additionalProperties: false,
    },
  },
  parse(raw) {
    const refused = { ok: false, expected: { code: 'credits' } } as const;
    if (!Array.isArray(raw) || raw.length === 0 || raw.length > 50) return refused;
    const credits = new Map<string, string>();
    for (const item of raw as Record<string, unknown>[]) {
      if (typeof item !== 'object' || item === null || Object.keys(item).length !== 2) return refused;
      const who = manager.parse(item.manager);
      const part = share.parse(item.share);
      if (!who.ok || !part.ok || credits.has(who.value)) return refused;
      credits.set(who.value, part.value);
    }
    const sorted = [...credits].sort(([a], [b]) => (a < b ? -1 : 1));
    return { ok: true, value: JSON.stringify(sorted.map(([who, part]) => ({ manager: who, share: part }))) };
  },
};
