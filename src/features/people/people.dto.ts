import {
  Amount,
  Code,
  Day,
  Flag,
  From,
  OneOf,
  RecordOf,
  Ref,
  Text,
  Titles,
  Until,
  Whole,
} from '../../platform/records/noun.js';

@RecordOf({
  name: 'managers',
  table: 'managers',
  key: ['personnelNumber'],
  checks: ['CK_managers_employment'],
  rules: [
    {
      field: 'lastDay',
      expected: 'day-not-before',
      sql: `select row_no, last_day::text as value, jsonb_build_object('field', 'hiredOn', 'day', hired_on) as facts
        from incoming where last_day < hired_on`,
    },
  ],
  // results and statements do not hold a manager: they are frozen, and go on naming who left
  namedBy: [
    { by: 'orders', sql: 'select from order_credits where manager_id = $1 and not withdrawn' },
    { by: 'tokens', sql: 'select from tokens where manager_id = $1 and revoked_at is null' },
    { by: 'users', sql: `select from users where manager_id = $1 and state <> 'disabled'` },
  ],
})
export class ManagerDto {
  /** Personnel number: the key of the payroll system. */
  @Code()
  personnelNumber!: string;

  @Text(200)
  name!: string;

  @Text(200, { optional: true })
  email?: string;

  /** First day employed; without one the manager counts as always employed. */
  @Day({ optional: true })
  hiredOn?: string;

  /** Last day employed. */
  @Day({ optional: true })
  lastDay?: string;

  /** Whether pay is computed for this manager; a head need not be one. */
  @Flag({ fallback: 'true' })
  payee?: boolean;
}

@RecordOf({
  name: 'teams',
  table: 'teams',
  key: ['code'],
  rulesAfter: [
    {
      field: 'parent',
      expected: 'team-above',
      sql: `with recursive above as (
          select r.row_no, t.id as team_id, t.parent_id as id from incoming r join teams t on t.code = r.code
          union select a.row_no, a.team_id, t.parent_id from above a join teams t on t.id = a.id where a.id <> a.team_id
        ) select a.row_no, p.code as value, null::jsonb as facts
          from above a join teams t on t.id = a.team_id join teams p on p.id = t.parent_id where a.id = a.team_id`,
    },
  ],
})
export class TeamDto {
  @Code()
  code!: string;

  @Text(200)
  title!: string;

  /** Code of the team above, sent before or in the same batch. */
  @Ref('teams', { optional: true })
  parent?: string;

  /** Personnel number of the head. */
  @Ref('managers', { optional: true })
  head?: string;
}

@RecordOf({
  name: 'team-memberships',
  table: 'team_memberships',
  key: ['manager', 'from'],
  exclusive: ['manager'],
  filters: ['manager', 'team'],
})
export class TeamMembershipDto {
  @Ref('managers')
  manager!: string;

  @Ref('teams')
  team!: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}

export const MANAGER_ATTRIBUTES = [
  'salary',
  'grade',
  'part_time_rate',
  'role',
  'segment',
  'participation',
] as const;

@RecordOf({
  name: 'manager-attributes',
  table: 'manager_attributes',
  key: ['manager', 'attribute', 'from'],
  exclusive: ['manager', 'attribute'],
  filters: ['manager', 'attribute'],
  rules: [
    {
      field: 'value',
      expected: 'decimal-range',
      sql: `select row_no, value, jsonb_build_object('min', 0, 'max', '999999999999999') as facts from incoming
        where attribute in ('salary', 'grade', 'part_time_rate', 'participation') and value !~ '^\\d{1,15}(\\.\\d{1,4})?$'`,
    },
  ],
})
export class ManagerAttributeDto {
  @Ref('managers')
  manager!: string;

  /** Which attribute of the manager; schemes read it by this name (`salary` and `grade` through `grade_salary`). */
  @OneOf(MANAGER_ATTRIBUTES)
  attribute!: string;

  /** Its value as text: a decimal for salary, grade, part_time_rate and participation. */
  @Text(200)
  value!: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}

@RecordOf({
  name: 'grades',
  table: 'grades',
  key: ['number', 'from'],
  exclusive: ['number'],
  checks: ['CK_grades_salary'],
})
export class GradeDto {
  @Whole(0, 1000)
  number!: number;

  @Titles({ optional: true })
  title?: { en: string; ru?: string };

  /** Monthly salary of the grade. */
  @Amount({ min: '0' })
  salary!: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}
