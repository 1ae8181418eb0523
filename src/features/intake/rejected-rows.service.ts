import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Language } from '../../platform/records/expectations.js';
import { refuseForbidden, refuseUnreadable, type Sender } from './file-rights.js';
import { ImportsRepository } from './imports.repository.js';
import { rejectedCsv } from './rejected-file.js';
import { RejectsRepository } from './rejects.repository.js';

/** Rows that imports left out, as files to be mended and sent again. */
@Injectable()
export class RejectedRowsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly rejects: RejectsRepository,
  ) {}

  /** A CSV file for the profile of the import, read from the database as it is sent. Throws `not-found`, `forbidden`. */
  async file(id: string, language: Language, sender: Sender | undefined): Promise<Readable> {
    const found = await this.imports.find(id);
    const head = found && (await this.rejects.head(found.id));
    if (!found || !head) throw new DomainError('not-found', { what: 'rejected rows of import', id });
    refuseForbidden(found.nouns, sender);
    refuseUnreadable(found.nouns, sender);
    return Readable.from(rejectedCsv(head, this.rejects.of(found.id), language));
  }
}
