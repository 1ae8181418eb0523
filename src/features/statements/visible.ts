import type { Viewer } from '../access/index.js';
import { type Bind, teamsOf, visibleStatements } from '../payroll/index.js';

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
