/**
 * A table as it was known at a watermark: living revisions written up to it, and those replaced only after it.
 * `mark` is a bound parameter such as `$1`. A relation for a FROM clause, without its alias.
 */
export function asOf(table: string, columns: string, mark: string, condition = 'true'): string {
  return `(select ${columns} from ${table} where written_seq <= ${mark} and not withdrawn and ${condition}
    union all select ${columns} from ${table}_history
    where written_seq <= ${mark} and replaced_seq > ${mark} and not withdrawn and ${condition})`;
}
