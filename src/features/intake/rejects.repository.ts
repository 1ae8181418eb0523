import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { copyInto, copyText } from '../../platform/database/copy.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { FieldProblem } from '../../platform/problem/domain-error.js';

export interface Reject {
  line: number;
  cells: string[];
  problems: FieldProblem[];
}

/** What a file of rejects has beside its rows. */
export interface RejectHead {
  separator: string;
  header: string[];
}

const PAGE_ROWS = 1_000;
const KEPT_DAYS = 90;

/** Rows that imports left out. */
@Injectable()
export class RejectsRepository {
  constructor(private readonly source: DataSource) {}

  /** Keeps the rows as they come, and drops those of imports of more than 90 days ago. */
  async keep(tx: Tx, seq: string, head: RejectHead, rejects: AsyncIterable<Reject>): Promise<void> {
    await tx.query(
      `delete from import_reject_files r using intakes i
        where i.seq = r.import_seq and i.taken_at < now() - make_interval(days => $1)`,
      [KEPT_DAYS],
    );
    await tx.query('insert into import_reject_files (import_seq, separator, header) values ($1, $2, $3)', [
      seq,
      head.separator,
      JSON.stringify(head.header),
    ]);
    async function* lines() {
      for await (const { line, cells, problems } of rejects)
        yield `${seq}\t${line}\t${copyText(JSON.stringify(cells))}\t${copyText(JSON.stringify(problems))}\n`;
    }
    await copyInto(tx, 'import_rejects (import_seq, line, cells, problems)', lines());
  }

  /** Undefined where an import left out no rows, or too long ago. */
  async head(seq: string): Promise<RejectHead | undefined> {
    const [row] = await this.source.query(
      'select separator, header from import_reject_files where import_seq = $1',
      [seq],
    );
    return row;
  }

  /** The rows an import left out, in the order of the file. */
  async *of(seq: string): AsyncGenerator<Reject> {
    for (let after = '-1'; ; ) {
      const page: (Omit<Reject, 'line'> & { line: string })[] = await this.source.query(
        'select line, cells, problems from import_rejects where import_seq = $1 and line > $2 order by line limit $3',
        [seq, after, PAGE_ROWS],
      );
      for (const row of page) yield { ...row, line: Number(row.line) };
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.line;
    }
  }
}
