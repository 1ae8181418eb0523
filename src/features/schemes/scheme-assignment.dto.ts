import { From, RecordOf, Ref, Until } from '../../platform/records/noun.js';

@RecordOf({
  name: 'scheme-assignments',
  table: 'scheme_assignments',
  key: ['scheme', 'manager', 'team', 'from'],
  exclusive: ['scheme', 'manager', 'team'],
  filters: ['scheme', 'manager', 'team'],
  checks: ['CK_scheme_assignments_owner'],
  rules: [
    {
      field: 'manager',
      expected: 'exactly-one',
      sql: `select row_no, null as value, '{"fields": "manager, team"}'::jsonb as facts
        from incoming where num_nonnulls(manager_id, team_id) <> 1`,
    },
  ],
})
export class SchemeAssignmentDto {
  /** Code of the scheme. */
  @Ref('schemes')
  scheme!: string;

  /** Personnel number, for one manager. */
  @Ref('managers', { optional: true })
  manager?: string;

  /** Code of the team, for all payees in it. */
  @Ref('teams', { optional: true })
  team?: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}
