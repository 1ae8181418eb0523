import { Code, RecordOf } from '../../platform/records/noun.js';

/** Which code the payroll system knows pay by. Of the entries that fit a line the most specific one counts. */
@RecordOf({
  name: 'pay-codes',
  table: 'pay_codes',
  key: ['scheme', 'line', 'clause', 'pay'],
  filters: ['scheme', 'line', 'clause', 'pay', 'code'],
  checks: ['CK_pay_codes_any'],
  rules: [
    {
      field: 'pay',
      expected: 'at-least-one',
      sql: `select row_no, null as value, '{"fields": "scheme, line, clause, pay"}'::jsonb as facts
        from incoming where num_nonnulls(scheme, line, clause, pay) = 0`,
    },
  ],
})
export class PayCodeDto {
  /** Code of a scheme. */
  @Code({ optional: true })
  scheme?: string;

  /** Code of a pay line. */
  @Code({ optional: true })
  line?: string;

  /** Clause of the bonus regulation. */
  @Code({ optional: true })
  clause?: string;

  /** Kind of pay: salary, bonus, correction … */
  @Code({ optional: true })
  pay?: string;

  /** What the payroll system calls it; without any entry it is the kind of pay. */
  @Code()
  code!: string;
}
