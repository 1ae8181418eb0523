import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../platform/database/transaction.js';
import type { MappingProfileDto, MappingProfileSummaryDto } from './mapping-profiles.dto.js';

/** Saved mapping profiles, by code. */
@Injectable()
export class MappingProfilesRepository {
  constructor(private readonly source: DataSource) {}

  list(): Promise<MappingProfileSummaryDto[]> {
    return this.source.query('select code, saved_at as "savedAt" from mapping_profiles order by code');
  }

  async find(code: string): Promise<MappingProfileDto | undefined> {
    const sql = 'select code, saved_at as "savedAt", document from mapping_profiles where code = $1';
    const [row] = await this.source.query(sql, [code]);
    return row;
  }

  /** The same text again leaves the day it was saved. */
  async save(code: string, document: string): Promise<void> {
    await inTransaction(this.source, (tx) =>
      tx.query(
        `insert into mapping_profiles (code, document) values ($1, $2)
          on conflict (code) do update set document = excluded.document, saved_at = now()
          where mapping_profiles.document <> excluded.document`,
        [code, document],
      ),
    );
  }
}
