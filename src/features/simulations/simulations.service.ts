import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  Decimal,
  decimal,
  failureText,
  type Language,
  monthsOf,
  type Period,
  type PeriodKind,
  periodOfDay,
  periodRange,
  previousMonths,
  sum,
} from '../../calc/index.js';
import { inSnapshot } from '../../platform/database/transaction.js';
import type { Once } from '../../platform/idempotency/once.js';
import { type AskedJob, JobsService } from '../../platform/jobs/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import { lintFindingDto, SchemeLintService, SchemesService } from '../schemes/index.js';
import { cliffsOf } from './cliffs.js';
import { SIMULATION_JOB, type SimulationPayload } from './simulation-job.service.js';
import type {
  NewSimulationDto,
  SimulatedGroupDto,
  SimulatedManagerDto,
  SimulationDto,
  SimulationRowPageDto,
  SimulationSummaryDto,
} from './simulations.dto.js';
import { SimulationsRepository } from './simulations.repository.js';

/** Drafts tried on past months: starts one as a job, and shows what came of it. */
@Injectable()
export class SimulationsService {
  constructor(
    private readonly source: DataSource,
    private readonly schemes: SchemesService,
    private readonly lints: SchemeLintService,
    private readonly simulations: SimulationsRepository,
    private readonly jobs: JobsService,
  ) {}

  /**
   * Starts a simulation and answers its job; the same one under way is answered instead. Throws what publishing the draft
   * throws but for findings of lint, `invalid-fields`, `no-whole-period`.
   */
  async start(
    { document, against, from, to, team, manager }: NewSimulationDto,
    actor: string,
    how: { waits: boolean; once?: Once | undefined } = { waits: true },
  ): Promise<AskedJob> {
    const months = monthsBetween(from, to);
    const { scheme } = await this.schemes.draft(document);
    const periods = wholePeriods(months, scheme.period);
    if (periods.length === 0) throw new DomainError('no-whole-period', { kind: scheme.period, from, to });
    const payload: SimulationPayload = {
      document,
      against: against ?? scheme.code,
      from,
      to,
      periods,
      team: team ?? null,
      teamId: await this.idOf('teams', 'team', team),
      manager: manager ?? null,
      managerId: await this.idOf('managers', 'manager', manager),
      cliffs: cliffsOf(await this.lints.findingsOf(scheme)),
    };
    const digest = hash('sha256', JSON.stringify(payload)).slice(0, 12);
    const key = `${scheme.code} against ${payload.against}, ${from}…${to}, ${digest}`;
    return this.jobs.start({ kind: SIMULATION_JOB, key, payload, actor }, how);
  }

  /** What a job has simulated, once it is done. Throws what the job was refused with. */
  async ofJob(jobId: string, language: Language): Promise<SimulationDto> {
    const { simulation } = (await this.jobs.result(jobId)) as { simulation: string };
    return this.one(simulation, language);
  }

  list(): Promise<SimulationSummaryDto[]> {
    return this.simulations.list(this.source.manager);
  }

  one(id: string, language: Language): Promise<SimulationDto> {
    return inSnapshot(this.source, async (tx) => {
      const simulation = await this.simulations.one(tx, id);
      if (!simulation) throw new DomainError('not-found', { what: 'simulations', id });
      const managers = await this.simulations.byManager(tx, id);
      const lacks = await this.simulations.lacks(tx, id);
      const met = await this.simulations.cliffsMet(tx, id);
      return {
        ...simulation,
        total: totalOf(managers),
        periods: await this.simulations.byPeriod(tx, id),
        managers,
        incomplete: lacks.map(({ told: { side, line, failure }, ...of }) => ({
          ...of,
          side,
          line,
          reason: failureText(failure, language),
        })),
        cliffs: simulation.cliffs.map((finding) => lintFindingDto(finding, language)),
        cliffsMet: met.map(({ told, ...of }) => ({ ...of, ...told })),
      };
    });
  }

  async rows(id: string, page: { limit: number; cursor: string | undefined }): Promise<SimulationRowPageDto> {
    if (!(await this.simulations.one(this.source.manager, id)))
      throw new DomainError('not-found', { what: 'simulations', id });
    return this.simulations.rows(this.source.manager, id, page);
  }

  private async idOf(
    noun: 'teams' | 'managers',
    field: string,
    key: string | undefined,
  ): Promise<string | null> {
    if (key === undefined) return null;
    const id = await this.simulations.idOf(this.source.manager, noun, key);
    const expected = {
      code: 'existing',
      facts: { noun, key: noun === 'teams' ? 'code' : 'personnelNumber' },
    } as const;
    if (id === undefined) throw new DomainError('invalid-fields', {}, [fieldProblem(field, key, expected)]);
    return id;
  }
}

const MONTHS_MAX = 24;

/** The months from the first to the last, both taken; refuses more than 24 and none. */
function monthsBetween(from: Period, to: Period): Period[] {
  const before = previousMonths(to, MONTHS_MAX - 1);
  const months = [...before, to].filter((month) => month >= from);
  if (from <= to && months[0] === from) return months;
  let max = from;
  for (let count = 1; count < MONTHS_MAX; count++) max = periodOfDay(periodRange(max).end, 'month');
  throw new DomainError('invalid-fields', {}, [
    fieldProblem('to', to, { code: 'month', facts: { min: from, max } }),
  ]);
}

const wholePeriods = (months: readonly Period[], kind: PeriodKind): Period[] =>
  [...new Set(months.map((month) => periodOfDay(`${month}-01`, kind)))].filter((period) =>
    monthsOf(period).every((month) => months.includes(month)),
  );

/** Everybody together; who gains and who loses is told by manager. */
function totalOf(managers: readonly SimulatedManagerDto[]): SimulatedGroupDto {
  const counts = { gainers: 0, losers: 0, unchanged: 0 };
  for (const { difference } of managers) {
    const sign = Decimal.sign(decimal(difference));
    counts[sign > 0 ? 'gainers' : sign < 0 ? 'losers' : 'unchanged']++;
  }
  const of = (side: 'before' | 'after' | 'difference') =>
    sum(managers.map((manager) => ({ amount: manager[side] })))!;
  return {
    before: of('before'),
    after: of('after'),
    difference: of('difference'),
    incomplete: managers.reduce((count, { incomplete }) => count + incomplete, 0),
    managers: managers.length,
    ...counts,
  };
}
