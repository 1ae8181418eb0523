import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { CompanyDto } from './company.dto.js';
import { Company } from './company.entity.js';

@Injectable()
export class CompanyService {
  constructor(private readonly source: DataSource) {}

  async read(): Promise<CompanyDto> {
    const { name, currency, timeZone, language } = await this.source
      .getRepository(Company)
      .findOneByOrFail({ id: 1 });
    return { name, currency, timeZone, language };
  }

  /** IANA name of the company's time zone, for who asks for nothing else. */
  async timeZone(tx: Tx): Promise<string> {
    const [{ timeZone }] = await tx.query('select time_zone as "timeZone" from company');
    return timeZone;
  }

  /** Throws `invalid-fields` for another currency once there are amounts in the present one. */
  async write(wanted: CompanyDto): Promise<CompanyDto> {
    const present = await this.read();
    const { name, currency, timeZone, language } = wanted;
    if (currency !== present.currency && (await this.hasAmounts())) {
      const expected = { code: 'company-currency', facts: { currency: present.currency } } as const;
      throw new DomainError('invalid-fields', {}, [fieldProblem('currency', currency, expected)]);
    }
    await inTransaction(this.source, (tx) =>
      tx.getRepository(Company).update({ id: 1 }, { name, currency, timeZone, language }),
    );
    return this.read();
  }

  private async hasAmounts(): Promise<boolean> {
    const [row] = await this.source.query(
      'select exists(select from orders where amount is not null) as any',
    );
    return row.any;
  }
}
