import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('company')
@Check('CK_company_single', 'id = 1')
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
}
