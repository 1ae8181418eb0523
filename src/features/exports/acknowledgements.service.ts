import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clock } from '../../platform/clock.js';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceIn } from '../../platform/idempotency/once.js';
import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { Viewer } from '../access/index.js';
import {
  AcknowledgementsRepository,
  type NewAcknowledgement,
  type StandingRow,
} from './acknowledgements.repository.js';
import { NEXT_STATES } from './export-states.js';
import type {
  ExportAcknowledgementPageDto,
  NewExportAcknowledgementDto,
  NewExportAcknowledgementsDto,
  RecordedAcknowledgementsDto,
} from './exports.dto.js';
import { ExportsRepository, type Page } from './exports.repository.js';
import { ExportsService } from './exports.service.js';

const REFUSED_MAX = 20;
/** How far ahead of ours the payroll system's clock may be. */
const CLOCK_AHEAD_MAX_MS = 5 * 60_000;

/** What the payroll system says of the rows it was sent. */
@Injectable()
export class AcknowledgementsService {
  constructor(
    private readonly source: DataSource,
    private readonly acknowledgements: AcknowledgementsRepository,
    private readonly exports: ExportsRepository,
    private readonly service: ExportsService,
  ) {}

  /**
   * Records all of it or nothing; what was said before changes nothing. Throws `not-found`, `invalid-fields`,
   * `acknowledgement-refused` for a state that the row's does not lead to.
   */
  acknowledge(
    viewer: Viewer,
    id: string,
    { items }: NewExportAcknowledgementsDto,
    once?: Once,
  ): Promise<RecordedAcknowledgementsDto> {
    const said = items.map(acknowledgement);
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        if (!isId(id) || !(await this.exports.lock(tx, id)))
          throw new DomainError('not-found', { what: 'exports', id });
        const news = await this.news(tx, id, said);
        await this.acknowledgements.insert(tx, id, news, viewer);
        const { states } = (await this.exports.one(tx, id))!;
        return { recorded: news.length, unchanged: said.length - news.length, states };
      }),
    );
  }

  /** Everything said of an export, in the order it came. */
  async list(id: string, page: Page): Promise<ExportAcknowledgementPageDto> {
    await this.service.one(id);
    return this.acknowledgements.list(this.source.manager, id, page);
  }

  /** What was not said before; refuses what cannot be. */
  private async news(tx: Tx, id: string, said: readonly NewAcknowledgement[]): Promise<NewAcknowledgement[]> {
    const rows = await this.acknowledgements.standing(
      tx,
      id,
      said.map(({ row }) => row),
    );
    const standing = new Map(rows.map((row) => [row.row, row]));
    const first = new Map(said.map(({ row }, place) => [row, place] as const).reverse());
    const problems = said.flatMap((each, place) => formProblems(each, place, first, standing));
    if (problems.length > 0) throw new DomainError('invalid-fields', {}, problems);
    const news = said.filter(({ row, state }) => !standing.get(row)!.said.includes(state));
    const refused = news.filter(({ row, state }) => !NEXT_STATES[standing.get(row)!.state].includes(state));
    if (refused.length > 0) {
      const steps = refused.map(({ row, state }) => `${row}: ${standing.get(row)!.state} → ${state}`);
      throw new DomainError('acknowledgement-refused', {
        id,
        count: steps.length,
        rows: steps.slice(0, REFUSED_MAX),
      });
    }
    return news;
  }
}

const acknowledgement = ({ row, state, reason, at }: NewExportAcknowledgementDto): NewAcknowledgement => ({
  row: Number(row),
  state,
  reason: reason ?? null,
  at: at ?? null,
});

function formProblems(
  { row, state, reason, at }: NewAcknowledgement,
  place: number,
  first: ReadonlyMap<number, number>,
  standing: ReadonlyMap<number, StandingRow>,
): FieldProblem[] {
  const field = (name: string) => `items[${place}].${name}`;
  if (!standing.has(row)) return [fieldProblem(field('row'), row, { code: 'export-row' })];
  if (first.get(row) !== place) return [fieldProblem(field('row'), row, { code: 'export-row-once' })];
  if (state === 'rejected' && reason === null)
    return [fieldProblem(field('reason'), null, { code: 'required' })];
  const now = clock.now();
  if (at !== null && Date.parse(at) > now.getTime() + CLOCK_AHEAD_MAX_MS)
    return [fieldProblem(field('at'), at, { code: 'not-future', facts: { now: now.toISOString() } })];
  return [];
}
