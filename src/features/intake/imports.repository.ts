import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/transaction.js';
import { isId } from '../../platform/records/id.js';
import type { ImportDto } from './imports.dto.js';
import type { CountsByNoun } from './merge-file.js';

const SELECT = `select seq as id, split_part(profile, '@', 1) as profile, file_name as "fileName", file_hash as "fileHash",
  actor, taken_at as "takenAt", coalesce(counts, '{}') as counts from intakes`;

/** Intakes that came as files. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly source: DataSource) {}

  /** The import that applied this file under this text of the profile. */
  async applied(tx: Tx, profile: string, fileHash: string): Promise<ImportDto | undefined> {
    const [row] = await tx.query(`${SELECT} where profile = $1 and file_hash = $2`, [profile, fileHash]);
    return row;
  }

  /** Newest first; `before` is the number of the last one already seen, '0' for none. */
  list(limit: number, before: string): Promise<ImportDto[]> {
    return this.source.query(
      `${SELECT} where kind = 'file' and ($2::bigint = 0 or seq < $2) order by seq desc limit $1`,
      [limit, before],
    );
  }

  /** An import and the names of its nouns. */
  async find(id: string): Promise<{ id: string; profile: string; nouns: string[] } | undefined> {
    if (!isId(id)) return undefined;
    const [row] = await this.source.query(
      `select seq as id, profile, string_to_array(noun, ', ') as nouns from intakes where seq = $1 and kind = 'file'`,
      [id],
    );
    return row;
  }

  async saveCounts(tx: Tx, seq: string, counts: CountsByNoun): Promise<void> {
    await tx.query('update intakes set counts = $2 where seq = $1', [seq, counts]);
  }

  /** The same file again is not a file that was applied: rows of it were left out, and may be taken then. */
  async markPartial(tx: Tx, seq: string): Promise<void> {
    await tx.query(
      `update intakes set profile = profile || '/' || seq where seq = $1 and profile is not null`,
      [seq],
    );
  }

  /** Asks now what the database otherwise asks at commit. */
  async checkDeferred(tx: Tx): Promise<void> {
    await tx.query('set constraints all immediate');
  }
}
