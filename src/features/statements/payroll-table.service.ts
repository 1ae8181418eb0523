import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  attainmentOf,
  difference,
  type Language,
  periodKind,
  previousPeriod,
  sum,
} from '../../calc/index.js';
import { inSnapshot, type Tx, together } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from '../access/index.js';
import { type NextStep, NextStepsService, type OpenStep, RUN_JOB, type Standing } from '../payroll/index.js';
import { SchemesService } from '../schemes/index.js';
import { attainmentByManager } from './attainments.js';
import type {
  AttainmentDto,
  ListedSumDto,
  NextStepDto,
  PaidByDto,
  PayrollTableDto,
  TableStepDto,
  TableTeamDto,
} from './payroll-table.dto.js';
import { PayrollTableRepository, type TableRow } from './payroll-table.repository.js';
import { mixText, whyNotText } from './payroll-table-text.js';
import { WarningsService } from './warnings.service.js';

/** A month as heads and HR work on it: one table with its sums, its state, and what may be done next. */
@Injectable()
export class PayrollTableService {
  constructor(
    private readonly source: DataSource,
    private readonly tables: PayrollTableRepository,
    private readonly steps: NextStepsService,
    private readonly warnings: WarningsService,
    private readonly schemes: SchemesService,
  ) {}

  /** Throws `not-found` for a month that was never opened, and for what is no month. */
  async of(
    viewer: Viewer,
    period: string,
    team: string | undefined,
    language: Language,
  ): Promise<PayrollTableDto> {
    if (periodKind(period) !== 'month') throw notThere(period);
    const query = { period, before: previousPeriod(period), team };
    return inSnapshot(this.source, async (tx) => {
      const standing = await this.steps.of(tx, viewer, period, team);
      if (!standing) throw notThere(period);
      const [rows, sums, runs, attainments, warned, titles] = await together([
        this.tables.rows(tx, viewer, query),
        this.tables.totals(tx, viewer, query),
        this.tables.runs(tx, period, RUN_JOB),
        this.attainments(tx, period),
        this.warnings.found(tx, viewer, { period, team }, language),
        this.tables.teams(
          tx,
          period,
          standing.teams.map(({ team: code }) => code),
        ),
      ]);
      const warnings = new Map(warned.items.map((item) => [item.statementId, item.warnings]));
      const beyond = warned.items.filter((item) => item.warnings.some(({ level }) => level !== 'hint'));
      return {
        period,
        state: standing.period.state,
        ...runs,
        next: standing.next && nextDto(standing.next, rows, language),
        teams: standing.teams.map((one) => teamDto(one, titles, rows, language)),
        totals: {
          ...sums.totals,
          change: sums.change,
          warned: warnings.size,
          warnedBeyondHints: beyond.length,
        },
        lastMonth: {
          period: query.before,
          ...sums.lastMonth,
          change: difference(sums.lastMonth.total, sums.totals.total),
        },
        items: rows.map(({ lines, ...row }) => ({
          ...row,
          attainment: attainments.get(row.managerId) ?? null,
          paidBy: paidByOf(lines),
          payMix: mixOf(row, language),
          warnings: warnings.get(row.statementId) ?? [],
        })),
        schemes: warned.schemes,
      };
    });
  }

  private async attainments(tx: Tx, period: string): Promise<Map<string, AttainmentDto>> {
    const versions = await this.tables.versions(tx, period);
    const lines = new Map(
      versions.flatMap(({ id, scheme, source }) => {
        const line = attainmentOf(this.schemes.compile(id, source))?.line;
        return line ? [[id, { scheme, line: line.code, title: line.title ?? null }] as const] : [];
      }),
    );
    const rows = await this.tables.attainments(tx, period, lines);
    return attainmentByManager(
      rows.map(({ versionId, ...row }) => {
        const { scheme, title } = lines.get(versionId)!;
        return { ...row, scheme, title };
      }),
    );
  }
}

const notThere = (period: string) => new DomainError('not-found', { what: 'months', id: period });

const stepDto = ({ to, needsReason, refusal }: OpenStep, language: Language): TableStepDto => ({
  to,
  needsReason,
  allowed: refusal === undefined,
  whyNot: refusal ? whyNotText(to, refusal, language) : null,
});

const nextDto = (
  { teams, ...step }: NextStep,
  rows: readonly TableRow[],
  language: Language,
): NextStepDto => ({
  ...stepDto(step, language),
  teams,
  of: sumOf(teams.length > 0 ? rows.filter(({ team }) => teams.includes(team)) : rows),
});

const teamDto = (
  { steps, ...standing }: Standing['teams'][number],
  titles: readonly Pick<TableTeamDto, 'team' | 'title'>[],
  rows: readonly TableRow[],
  language: Language,
): TableTeamDto => ({
  ...standing,
  title: titles.find(({ team }) => team === standing.team)?.title ?? null,
  of: sumOf(rows.filter(({ team }) => team === standing.team)),
  steps: steps.map((step) => stepDto(step, language)),
});

function sumOf(rows: readonly TableRow[]): ListedSumDto {
  const complete = rows.filter((row) => row.complete);
  const sumOfColumn = (column: 'salary' | 'bonus' | 'adjustments' | 'total' | 'change') => {
    const amounts = complete.flatMap(({ [column]: amount }) => (amount === null ? [] : { amount }));
    return amounts.length > 0 ? sum(amounts) : null;
  };
  return {
    statements: rows.length,
    incomplete: rows.length - complete.length,
    salary: sumOfColumn('salary'),
    bonus: sumOfColumn('bonus'),
    adjustments: sumOfColumn('adjustments'),
    total: sumOfColumn('total'),
    change: sumOfColumn('change'),
  };
}

/** By scheme, adjustments together, the clauses of the lines. */
function paidByOf(lines: TableRow['lines']): PaidByDto[] {
  const clauses = new Map<string | null, Set<string>>();
  for (const { scheme = null, clause } of lines) {
    const own = clauses.get(scheme) ?? new Set();
    clauses.set(scheme, clause === undefined ? own : own.add(clause));
  }
  return [...clauses].map(([scheme, each]) => ({ scheme, clauses: [...each] }));
}

const mixOf = ({ payMix }: Pick<TableRow, 'payMix'>, language: Language) =>
  payMix.map((mix) => ({ ...mix, text: mixText(mix, language) }));
