/** How a query knows its watermark: a bound parameter such as `$1`, and whether anything is newer than it. */
export interface Mark {
  parameter: string;
  /** Nothing visible to the reading transaction was written after the mark: the living rows are what was known. */
  isLatest: boolean;
}

/** Whether nothing was written after the watermark `$1`, asked within the snapshot that will be read. */
export const IS_LATEST = 'not exists (select from intakes where seq > $1)';

/**
 * Condition on the ids asked for: all where `ids` is null. A plan that is kept serves the named ones by an index, which it
 * could not if the text left both open.
 */
export const among = (column: string, parameter: string, ids: readonly string[] | null): string =>
  ids ? `${column} = any(${parameter}::bigint[])` : `${parameter}::bigint[] is null`;

/**
 * A table as it was known at a watermark: living revisions written up to it, and those replaced only after it.
 * A relation for a FROM clause, without its alias. Where nothing is newer, the living rows alone, so that plans stay plain.
 */
export function asOf(table: string, columns: string, mark: string | Mark, condition = 'true'): string {
  if (typeof mark !== 'string' && mark.isLatest) {
    return `(select ${columns} from ${table} where not withdrawn and ${condition})`;
  }
  const at = typeof mark === 'string' ? mark : mark.parameter;
  return `(select ${columns} from ${table} where written_seq <= ${at} and not withdrawn and ${condition}
    union all select ${columns} from ${table}_history
    where written_seq <= ${at} and replaced_seq > ${at} and not withdrawn and ${condition})`;
}
