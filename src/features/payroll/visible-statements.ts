import type { Viewer } from '../access/index.js';

export type Bind = (value: unknown) => string;

/**
 * Condition on rows of statements (alias `st` unless told): HR and auditors see all, a head the teams led and those below them but
 * never the own pay, a manager the own. Everything else is as if it did not exist.
 */
export function visibleStatements({ role, managerId }: Viewer, bind: Bind, st = 'st'): string {
  if (role === 'hr' || role === 'auditor') return 'true';
  if (role === 'manager') return `${st}.manager_id = ${bind(managerId)}::bigint`;
  const head = bind(managerId);
  return `${st}.manager_id <> ${head}::bigint and ${st}.team_id in (${teamsOf(head)})`;
}

/** Ids of the teams led by the head bound as `head`, and of those below them. */
export const teamsOf = (head: string): string => `with recursive led as (
    select id from teams where head_id = ${head}::bigint and not withdrawn
    union select t.id from teams t join led on t.parent_id = led.id where not t.withdrawn) select id from led`;
