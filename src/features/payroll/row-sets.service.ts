import { Injectable } from '@nestjs/common';
import {
  decimal,
  type GivenRow,
  type KeptRow,
  keptAfter,
  monthsOf,
  type PartsRule,
  type Period,
  periodRange,
  previousMonths,
  type RowSet,
  type Scheme,
  type Subject,
  toText,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { type FactRow, FactRowsService, type RowFacts } from '../measures/index.js';
import { type Payee, PayeesRepository } from '../people/index.js';
import { TargetsRepository } from '../plans/index.js';
import { SchemesService } from '../schemes/index.js';
import { datedParts, type PartsGathered } from './dated-parts.js';
import { type Gathering, named } from './inputs.service.js';
import { KeptRowsRepository } from './kept-rows.repository.js';
import { taken } from './taken.js';

/** What a subject has of its scheme's row sets. */
type SubjectRows = Pick<Subject, 'rows' | 'kept' | 'assigned'>;

/** Gives one payee's rows; whose assignment has ended has no new facts, only what refers to earlier ones. */
export type RowsOf = (payee: Payee, isAssigned: boolean) => SubjectRows;

/** Gathers what row sets work through: one query a kind of facts, however many payees there are. */
@Injectable()
export class RowSetsService {
  constructor(
    private readonly facts: FactRowsService,
    private readonly kept: KeptRowsRepository,
    private readonly schemes: SchemesService,
    private readonly payees: PayeesRepository,
    private readonly targets: TargetsRepository,
  ) {}

  async gather(tx: Tx, gathering: Gathering): Promise<RowsOf> {
    const { scheme, period, part, payees, watermark, factsUntil, measured } = gathering;
    if (scheme.rows.size === 0) return () => ({});
    const scope = { watermark, managerIds: named(payees) };
    const sets = [...scheme.rows.values()].filter(({ kind }) => kind === 'facts');
    const days = part ?? periodRange(period);
    const wanted = { range: taken(days, factsUntil), withPast: readsPast(scheme) };
    const byFacts: ByFacts = new Map();
    const reading = { ...scope, ...measured.reading };
    for (const facts of new Set(sets.flatMap((set) => set.facts)))
      byFacts.set(facts, await this.facts.rows(tx, { ...wanted, facts: facts as RowFacts }, reading));
    const kept = await this.keptBefore(tx, scheme, period, scope.managerIds);
    // a part of the period has no parts of a target: nothing tells how much of each it has
    const withParts = [...scheme.rows.values()].filter(
      ({ parts }) => parts && !(part && parts.source === 'target'),
    );
    const gathered = await this.partsGathered(tx, withParts, period, scope);
    return (payee, isAssigned) => ({
      rows: Object.fromEntries([
        ...sets.map((set) => [set.name, isAssigned || set.of ? rowsOf(set, byFacts, payee) : []]),
        ...withParts.map(({ name, parts }) => [
          name,
          isAssigned ? datedParts(parts!, payee, { period, days }, gathered) : [],
        ]),
      ]),
      kept: kept.get(payee.id) ?? {},
      ...(!isAssigned && { assigned: false }),
    });
  }

  private async partsGathered(
    tx: Tx,
    sets: readonly RowSet[],
    period: Period,
    scope: { watermark: string; managerIds: readonly string[] | null },
  ): Promise<PartsGathered> {
    const keysOf = (source: PartsRule['source']) =>
      sets.flatMap(({ parts }) => (parts?.source === source ? parts.key : []));
    return {
      targets: await this.targets.ofManagers(tx, {
        ...scope,
        measures: keysOf('target'),
        periods: [period, ...monthsOf(period)],
      }),
      gradeSalaries: keysOf('attribute').includes('grade_salary')
        ? await this.payees.gradeSalaries(tx, scope.watermark)
        : new Map(),
    };
  }

  /** By manager: what rows earlier results leave, each read under the version it was computed by. */
  private async keptBefore(
    tx: Tx,
    scheme: Scheme,
    period: Period,
    managerIds: readonly string[] | null,
  ): Promise<Map<string, Record<string, KeptRow[]>>> {
    const kept = new Map<string, Record<string, KeptRow[]>>();
    if (![...scheme.rows.values()].some(({ of }) => of !== undefined)) return kept;
    const posted = await this.kept.before(tx, scheme.code, monthsOf(period)[0]!, managerIds);
    const versions = await this.schemes.schemesOf(tx, [...new Set(posted.map(({ versionId }) => versionId))]);
    for (const { managerId, versionId, result } of posted)
      kept.set(managerId, keptAfter(versions.get(versionId)!, result, kept.get(managerId)));
    return kept;
  }

  /** Ids of the managers for whom rows of earlier results go on, whether the scheme is still assigned or not. */
  goingOn(tx: Tx, scheme: Scheme, period: Period): Promise<Set<string>> {
    const months = [...scheme.rows.values()].flatMap((set) =>
      set.months !== undefined && !set.isWhileAssigned ? [set.months] : [],
    );
    return months.length
      ? this.kept.managers(tx, scheme.code, previousMonths(monthsOf(period)[0]!, Math.max(...months)))
      : Promise.resolve(new Set());
  }
}

type ByFacts = Map<string, Map<string, FactRow[]>>;

/** Whether any formula, of rows or over them, asks for what needs the client's whole past. */
const readsPast = ({ lines, rows }: Scheme): boolean =>
  [...lines.values(), ...[...rows.values()].flatMap((set) => [...set.lines.values()])].some(({ formula }) =>
    /\b(client_age|order_number_of_client)\b/.test(formula),
  );

const rowsOf = (set: RowSet, byFacts: ByFacts, { id }: Payee): GivenRow[] =>
  set.facts.flatMap((facts) => (byFacts.get(facts)!.get(id) ?? []).map((row) => givenRow(set, row)));

/** In a list with orders a return is negative sales; in a linked set it refers to its order. Source: language, Semantics 8. */
function givenRow(set: RowSet, { kind, id, source, date, order, fields }: FactRow): GivenRow {
  const isNegative = kind === 'returns' && set.of === undefined;
  return {
    id,
    source,
    ...(set.facts.length > 1 && { kind }),
    date,
    fields: isNegative ? { ...fields, ...negated(fields, ['amount', 'original_amount']) } : fields,
    ...(set.of !== undefined && order && { order }),
  };
}

const negated = (fields: FactRow['fields'], names: readonly string[]): FactRow['fields'] =>
  Object.fromEntries(
    names.map((name) => [name, fields[name] ? toText(decimal(fields[name]).negated()) : null]),
  );
