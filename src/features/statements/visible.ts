import type { Viewer } from '../access/index.js';

type Bind = (value: unknown) => string;

/**
 * Condition on rows of statements (alias `st`): HR and auditors see all, a head the teams led and those below them but
 * never the own pay, a manager the own. Everything else is as if it did not exist.
 */
export function visibleStatements({ role, managerId }: Viewer, bind: Bind): string {
  if (role === 'hr' || role === 'auditor') return 'true';
  if (role === 'manager') return `st.manager_id = ${bind(managerId)}::bigint`;
  const head = bind(managerId);
  return `st.manager_id <> ${head}::bigint and st.team_id in (${teamsOf(head)})`;
}

/** Results are seen with the statement they went into; those of trials by HR and auditors only. */
export function visibleResults(viewer: Viewer, bind: Bind): string {
  const condition = visibleStatements(viewer, bind);
  if (condition === 'true') return condition;
  return `exists (select from statements st where st.run_id = r.run_id and st.manager_id = r.manager_id and ${condition})`;
}

/** Whether the viewer may follow a manager's progress; the same rule on today's team. */
export function visibleManager({ role, managerId }: Viewer, today: string, bind: Bind): string {
  if (role === 'hr' || role === 'auditor') return 'true';
  if (role === 'manager') return `m.id = ${bind(managerId)}::bigint`;
  const head = bind(managerId);
  return `m.id <> ${head}::bigint and exists (select from team_memberships t where t.manager_id = m.id and not t.withdrawn
    and daterange(t.valid_from, t.valid_until) @> ${bind(today)}::date and t.team_id in (${teamsOf(head)}))`;
}

const teamsOf = (head: string): string => `with recursive led as (
    select id from teams where head_id = ${head}::bigint and not withdrawn
    union select t.id from teams t join led on t.parent_id = led.id where not t.withdrawn) select id from led`;
