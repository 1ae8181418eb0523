import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('company')
@Check('CK_company_single', 'id = 1')
@Check('CK_company_reduction_share_max', 'reduction_share_max')
@Check('CK_company_pay_change', 'pay_change_share')
@Check('CK_company_language', "language in ('en', 'ru')")
export class Company {
  @PrimaryColumn({ type: 'smallint', default: 1, primaryKeyConstraintName: 'PK_company' })
  id!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'text', name: 'time_zone' })
  timeZone!: string;

  @Column({ type: 'text' })
  language!: 'en' | 'ru';

  /** Largest share of a month's pay that disciplinary reductions take. */
  @Column({ type: 'numeric', precision: 7, scale: 6, name: 'reduction_share_max', default: () => '0.2' })
  reductionShareMax!: string;

  /** Whether corrections may take of the salary. */
  @Column({ type: 'boolean', name: 'corrections_lower_salary', default: false })
  correctionsLowerSalary!: boolean;

  /** From which share, and from which amount, a change on the month before is worth a look: both must be reached. */
  @Column({ type: 'numeric', precision: 7, scale: 6, name: 'pay_change_share', default: () => '0.3' })
  payChangeShare!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'pay_change_amount', default: 0 })
  payChangeAmount!: string;
}
