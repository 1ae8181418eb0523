import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../../calc/index.js';
import { inSnapshot } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { CompanyService } from '../company/index.js';
import { PaySheetRepository } from './pay-sheet.repository.js';
import { paySheet } from './pay-sheet-xlsx.js';
import { workbook } from './workbook.js';

/** Pay sheets by team, for the accountant and for signatures. */
@Injectable()
export class PaySheetService {
  constructor(
    private readonly source: DataSource,
    private readonly repository: PaySheetRepository,
    private readonly company: CompanyService,
  ) {}

  /** A workbook with a sheet for each team of the month, or for one. Throws `not-found`. */
  async of(code: string, team: string | undefined, language: Language | undefined): Promise<Buffer> {
    const company = await this.company.read();
    const { manifest, teams } = await inSnapshot(this.source, async (tx) => {
      const period = await this.repository.period(tx, code);
      return { manifest: period?.manifest ?? null, teams: await this.repository.teams(tx, code, team) };
    });
    if (teams.length === 0) throw new DomainError('not-found', { what: 'pay sheets', id: team ?? code });
    const common = { company: company.name, period: code, manifest };
    return workbook(teams.map((each, place) => paySheet(each, place, common, language ?? company.language)));
  }
}
