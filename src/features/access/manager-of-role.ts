import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { Role } from './roles.js';

const NEEDS_PERSON: readonly Role[] = ['manager', 'head'];

/** Id of the manager by personnel number. Throws `invalid-fields` for an unknown one, and for a role that lacks one. */
export async function managerIdFor(
  tx: Tx,
  { role, manager }: { role: Role; manager?: string | null },
): Promise<string | null> {
  if (manager === undefined || manager === null) {
    if (!NEEDS_PERSON.includes(role)) return null;
    throw new DomainError('invalid-fields', {}, [fieldProblem('manager', null, { code: 'required' })]);
  }
  const [row] = await tx.query('select id from managers where personnel_number = $1 and not withdrawn', [
    manager,
  ]);
  if (row) return row.id;
  const expected = { code: 'existing', facts: { noun: 'managers', key: 'personnelNumber' } } as const;
  throw new DomainError('invalid-fields', {}, [fieldProblem('manager', manager, expected)]);
}
