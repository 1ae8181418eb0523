import { Amount, Code, PeriodCode, RecordOf, Ref } from '../../platform/records/noun.js';

const OF_MEASURES = `(select code, direction from measures where not withdrawn union all select code, direction from kpis where not withdrawn)`;

@RecordOf({
  name: 'targets',
  table: 'targets',
  key: ['manager', 'team', 'measure', 'period'],
  filters: ['manager', 'team', 'measure', 'period'],
  checks: ['CK_targets_owner', 'CK_targets_value'],
  rules: [
    {
      field: 'manager',
      expected: 'exactly-one',
      sql: `select row_no, null as value, '{"fields": "manager, team"}'::jsonb as facts
        from incoming where num_nonnulls(manager_id, team_id) <> 1`,
    },
    {
      field: 'measure',
      expected: 'target-measure',
      sql: `select row_no, measure as value, null::jsonb as facts from incoming i
        where not exists (select from ${OF_MEASURES} m where m.code = i.measure)`,
    },
    {
      field: 'value',
      expected: 'target-zero',
      sql: `select row_no, trim_scale(value)::text as value, jsonb_build_object('measure', i.measure) as facts
        from incoming i join ${OF_MEASURES} m on m.code = i.measure where i.value = 0 and m.direction = 'up'`,
    },
  ],
})
export class TargetDto {
  @Ref('managers', { optional: true })
  manager?: string;

  /** Code of the team, for a team's target. */
  @Ref('teams', { optional: true })
  team?: string;

  /** Code of the measure or KPI the target is for. */
  @Code()
  measure!: string;

  /** `2026-03`, `2026-Q1` or `2026`. */
  @PeriodCode()
  period!: string;

  /** What is to be reached; 0 only where less is better or direction does not matter. */
  @Amount({ min: '0' })
  value!: string;
}
