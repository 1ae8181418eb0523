import { Code, Text } from '../../platform/records/noun.js';

export class ReconciliationQueryDto {
  /** Code of the scheme. */
  @Code()
  scheme!: string;

  /** Id of the run whose results are meant; without it the period's payroll, or the latest trial where there is none. */
  @Text(18, { optional: true })
  run?: string;
}

export class CauseGroupDto {
  /** What they did otherwise, as of the group's first manager; several act together. */
  causes!: object[];
  /** How many lines differ by it. */
  lines!: number;
  /** What they come to: paid the old way less ours. */
  difference!: string;
  managers!: object[];
}

export class ReconciledManagerDto {
  /** Personnel number. */
  manager!: string;
  name!: string;
  state!: 'differs' | 'only-ours' | 'only-theirs';
  /** Paid the old way less ours; null where ours could not be computed. */
  difference!: string | null;
  /** Inputs that differ, where theirs are known. */
  inputs!: object[];
  /** Lines that differ, with every explanation that gives exactly their figure, the simplest first. */
  lines!: object[];
}

export class ReconciliationDto {
  period!: string;
  scheme!: string;
  runId!: string;
  /** Number of the last intake the results know of. */
  watermark!: string;
  /** Managers of either side. */
  compared!: number;
  equal!: number;
  /** Paid the old way less ours; the groups' differences add up to it. */
  difference!: string;
  /** Managers whose orders and other facts were gone through one by one: of those that differ, a hundred at most. */
  factsOf!: number;
  groups!: CauseGroupDto[];
  managers!: ReconciledManagerDto[];
}
