import { Amount, Flag, Share } from '../../platform/records/noun.js';

export class PayRulesDto {
  /** Largest share of a month's pay before reductions that disciplinary reductions take together, `"0.2"` for 20 %. */
  @Share('1')
  reductionShareMax!: string;

  /** Whether corrections may take of the salary; else they take only of what is above it. */
  @Flag()
  correctionsLowerSalary!: boolean;

  /** A change of pay on the month before is worth a look from this share of the earlier pay, `"0.3"` for 30 %… */
  @Share('1')
  payChangeShare!: string;

  /** …and from this amount; both must be reached. */
  @Amount({ min: '0' })
  payChangeAmount!: string;
}
