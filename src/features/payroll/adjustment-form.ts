import { type AdjustmentKind, type Decimal, decimal, periodRange } from '../../calc/index.js';
import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { NewAdjustmentDto } from './adjustments.dto.js';

/** What an amount of each kind is. */
const AMOUNTS = {
  agreed: { isRight: (amount: Decimal) => amount.gt(0), code: 'adjustment-amount-agreed' },
  correction: { isRight: (amount: Decimal) => !amount.isZero(), code: 'adjustment-amount-correction' },
  prize: { isRight: (amount: Decimal) => amount.gt(0), code: 'adjustment-amount-prize' },
  reduction: { isRight: (amount: Decimal) => amount.lt(0), code: 'adjustment-amount-reduction' },
} as const satisfies Record<AdjustmentKind, object>;

const OF_SANCTION = ['orderNumber', 'orderDate', 'sanctionFrom', 'sanctionUntil'] as const;

/** Throws `invalid-fields` for an amount or fields that its kind does not have. */
export function refuseMisformed(wanted: NewAdjustmentDto): void {
  const problems = [...amountProblems(wanted), ...sanctionProblems(wanted)];
  if (problems.length) throw new DomainError('invalid-fields', {}, problems);
}

function amountProblems({ kind, amount }: NewAdjustmentDto): FieldProblem[] {
  const { isRight, code } = AMOUNTS[kind as AdjustmentKind];
  return isRight(decimal(amount.replace('+', ''))) ? [] : [fieldProblem('amount', amount, { code })];
}

function sanctionProblems(wanted: NewAdjustmentDto): FieldProblem[] {
  if (wanted.kind !== 'reduction')
    return OF_SANCTION.filter((name) => wanted[name] !== undefined).map((name) =>
      fieldProblem(name, wanted[name], { code: 'adjustment-of-reduction' }),
    );
  const missing = OF_SANCTION.filter((name) => wanted[name] === undefined);
  if (missing.length) return missing.map((name) => fieldProblem(name, null, { code: 'required' }));
  const { period, orderDate, sanctionFrom, sanctionUntil } = wanted as Required<NewAdjustmentDto>;
  const month = periodRange(period);
  if (sanctionFrom < orderDate)
    return [
      fieldProblem('sanctionFrom', sanctionFrom, {
        code: 'day-not-before',
        facts: { day: orderDate, field: 'orderDate' },
      }),
    ];
  if (sanctionUntil <= sanctionFrom)
    return [fieldProblem('sanctionUntil', sanctionUntil, { code: 'sanction-after-from' })];
  return sanctionFrom < month.end && sanctionUntil > month.start
    ? []
    : [
        fieldProblem('period', period, {
          code: 'month-of-sanction',
          facts: { from: sanctionFrom, until: sanctionUntil },
        }),
      ];
}
