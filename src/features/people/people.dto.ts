import { Code, Day, Flag, From, OneOf, RecordOf, Ref, Text, Titles, Until, Whole, Amount } from '../../platform/records/noun.js';

@RecordOf({ name: 'managers', table: 'managers', key: ['personnelNumber'], checks: ['CK_managers_employment'] })
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

@RecordOf({ name: 'teams', table: 'teams', key: ['code'] })
export class TeamDto {
  @Code()
  code!: string;

  @Text(200)
  title!: string;

  /** Code of the team above; it must have been sent before. */
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

export const MANAGER_ATTRIBUTES = ['salary', 'grade', 'part_time_rate', 'role', 'segment', 'participation'] as const;

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
