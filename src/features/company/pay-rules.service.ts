import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import type { PayRulesDto } from './pay-rules.dto.js';

/** What the company lets adjustments take away, and what its heads are warned of. */
@Injectable()
export class PayRulesService {
  constructor(private readonly source: DataSource) {}

  async read(tx: Tx = this.source.manager): Promise<PayRulesDto> {
    const [row] = await tx.query(
      `select trim_scale(reduction_share_max)::text as "reductionShareMax", corrections_lower_salary as "correctionsLowerSalary",
        trim_scale(pay_change_share)::text as "payChangeShare", trim_scale(pay_change_amount)::text as "payChangeAmount" from company`,
    );
    return row;
  }

  async write(wanted: PayRulesDto): Promise<PayRulesDto> {
    const values = [
      wanted.reductionShareMax,
      wanted.correctionsLowerSalary,
      wanted.payChangeShare,
      wanted.payChangeAmount,
    ];
    await inTransaction(this.source, (tx) =>
      tx.query(
        `update company set reduction_share_max = $1, corrections_lower_salary = $2, pay_change_share = $3, pay_change_amount = $4`,
        values,
      ),
    );
    return this.read();
  }
}
