import type { AuditEventDto } from '../../api/schema.js';

type Values = Record<string, unknown>;

export interface Change {
  name: string;
  before: string | null;
  after: string | null;
}

/** What differs between before and after, field by field; all there is where one of both is missing. */
export function changesOf({ before, after }: Pick<AuditEventDto, 'before' | 'after'>): Change[] {
  const [old, now] = [(before ?? {}) as Values, (after ?? {}) as Values];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((name) => ({ name, before: textOf(old[name]), after: textOf(now[name]) }))
    .filter((change) => change.before !== change.after);
}

/** Names of what changed; of what is new or gone there is nothing to tell apart. */
export function changedNames(entry: AuditEventDto): string[] {
  return entry.before && entry.after ? changesOf(entry).map(({ name }) => name) : [];
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
