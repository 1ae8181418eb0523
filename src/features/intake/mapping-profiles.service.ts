import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { MappingProfileDto, MappingProfileSummaryDto } from './mapping-profiles.dto.js';
import { MappingProfilesRepository } from './mapping-profiles.repository.js';
import { readProfile } from './profile-read.js';

/** Mapping profiles as documents: checked when they are saved, and again whenever they are used. */
@Injectable()
export class MappingProfilesService {
  constructor(private readonly profiles: MappingProfilesRepository) {}

  list(): Promise<MappingProfileSummaryDto[]> {
    return this.profiles.list();
  }

  /** Throws `not-found`. */
  async one(code: string): Promise<MappingProfileDto> {
    const found = code.includes('\u0000') ? undefined : await this.profiles.find(code);
    if (!found) throw new DomainError('not-found', { what: 'mapping profile', id: code });
    return found;
  }

  /** Saves a profile under its code. Throws `profile-refused` for a document with errors, or with another code. */
  async save(code: string, document: string): Promise<MappingProfileDto> {
    const profile = readProfile(document);
    if (profile.code !== code) {
      const expected = { code: 'code-of-address', facts: { code } } as const;
      throw new DomainError('profile-refused', {}, [fieldProblem('code', profile.code, expected)]);
    }
    await this.profiles.save(code, document);
    return this.one(code);
  }
}
