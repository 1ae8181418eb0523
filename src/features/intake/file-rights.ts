import { DomainError } from '../../platform/problem/domain-error.js';
import { policy, refuseOutOfScope, type Viewer } from '../access/index.js';

/** By whom a file is sent, or asked for again. */
export type Sender = Pick<Viewer, 'role'> & Partial<Pick<Viewer, 'scopes'>>;

/** A file opens no door that the batch of the same noun keeps shut. */
export const refuseForbidden = (nouns: readonly string[], sender: Sender | undefined): void =>
  refuseShut(sender, 'POST', nouns, '/batch');

/** Nor does what is kept of one: who may send a noun may not read what others sent of it. */
export const refuseUnreadable = (nouns: readonly string[], sender: Sender | undefined): void =>
  refuseShut(sender, 'GET', nouns);

function refuseShut(
  sender: Sender | undefined,
  method: 'GET' | 'POST',
  nouns: readonly string[],
  rest = '',
): void {
  if (!sender) return;
  for (const noun of nouns) {
    const url = `/v1/${noun}${rest}`;
    const rule = policy[`${method} ${url}`];
    if (rule !== 'public' && !rule?.includes(sender.role))
      throw new DomainError('forbidden', { role: sender.role, roles: [...(rule ?? [])] });
    refuseOutOfScope(sender, method, url);
  }
}
