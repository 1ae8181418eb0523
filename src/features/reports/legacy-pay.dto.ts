import { Amount, Code, OneOf, PeriodCode, RecordOf, Ref } from '../../platform/records/noun.js';

@RecordOf({
  name: 'legacy-pay',
  table: 'legacy_pay',
  key: ['scheme', 'manager', 'period', 'kind', 'code'],
  filters: ['scheme', 'manager', 'period', 'kind', 'code'],
  checks: ['CK_legacy_pay_kind'],
})
export class LegacyPayDto {
  /** Code of the scheme it is to be reconciled with. */
  @Ref('schemes')
  scheme!: string;

  /** Personnel number. */
  @Ref('managers')
  manager!: string;

  /** Period of the scheme: `2026-03`, `2026-Q1` or `2026`. */
  @PeriodCode()
  period!: string;

  /** Whether it is an amount of a line, or an input that went into it. */
  @OneOf(['line', 'input'], { fallback: 'line' })
  kind?: string;

  /** Code of the scheme's line, or `total`; the name of the scheme's input. */
  @Code()
  code!: string;

  /** As it stood in the spreadsheet; 1 and 0 for yes and no. */
  @Amount()
  amount!: string;
}
