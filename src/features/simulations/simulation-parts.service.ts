import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EvaluatedPay, LintFinding, Period } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import type { Threaded } from '../../platform/threads/index.js';
import { CalculationService, type Chain, type Prepared } from '../payroll/index.js';
import type { Payee } from '../people/index.js';
import { type SchemeInForce, SchemesService } from '../schemes/index.js';
import { cliffsMet } from './cliffs.js';
import { lackOf, type Scope, type Simulated, SimulatedPayeesService } from './simulated-payees.service.js';
import type { Lack } from './simulation.entity.js';
import { copiedRows, type NewRow } from './simulations.repository.js';

/** Payees computed before others have their turn: some milliseconds. */
const PAYEES_AT_A_STRETCH = 50;

/** Some periods of a simulation: those that are computed one after the other. */
export interface Part extends Scope {
  /** Id of the simulation. */
  id: string;
  document: string;
  /** The cliffs that lint found in the document. */
  cliffs: LintFinding[];
  /** Places of the part's periods among all of them: from, and the first no longer. */
  from: number;
  until: number;
}

/** A part for a thread, which reads what the snapshot shows. */
export type ThreadedPart = Threaded<Part & { snapshot: string }>;

/** What has been computed of a part. */
export interface Told {
  /** The rows of one period, as COPY reads them. */
  rows: string;
  /** Results of the part's periods up to this one, and of all of them. */
  done: number;
  results: number;
}

interface Simulation extends Part {
  draft: SchemeInForce;
}

/** What one period needs: `before` only for those of whom no run has posted what they were paid. */
interface Gathered {
  before: Prepared | undefined;
  after: Prepared;
}

/** What was computed of earlier periods, by payee. */
type Chains = Map<string, Chain>;

/** Computes a draft scheme over past periods beside what was paid. Reads only. */
@Injectable()
export class SimulationPartsService {
  constructor(
    private readonly calculation: CalculationService,
    private readonly schemes: SchemesService,
    private readonly payees: SimulatedPayeesService,
  ) {}

  /**
   * The rows of each period of a part in turn; while one is computed the next is read. Whatever happens, nothing is under way
   * once this has ended.
   */
  async *compute(tx: Tx, part: Part): AsyncGenerator<Told> {
    const { id, from, until } = part;
    const periods = part.periods.slice(from, until);
    const [simulated, draft] = await together([
      this.payees.of(tx, part, periods),
      othersFirst().then(() => this.schemes.draft(part.document)), // compiled while the database reads
    ]);
    const simulation = { ...part, draft };
    const results = [...simulated.idsOf.values()].reduce((sum, ids) => sum + ids.length, 0);
    const chains = { before: new Map() as Chains, after: new Map() as Chains };
    let done = 0;
    let next = this.gather(tx, simulation, simulated, periods[0]!);
    try {
      for (const [index, period] of periods.entries()) {
        const gathered = await next;
        const following = periods[index + 1];
        if (following !== undefined) next = this.gather(tx, simulation, simulated, following);
        next.catch(() => undefined); // it is awaited after this period
        const rows: NewRow[] = [];
        for (const payee of gathered.after.payees) {
          rows.push(rowOf(payee, period, { simulation, simulated, gathered, chains }));
          if (rows.length % PAYEES_AT_A_STRETCH === 0) await othersFirst();
        }
        done += rows.length;
        // periods need not wait for each other to know their places: each has room for everybody
        const place = (from + index) * simulated.known.payees.length + 1;
        yield { rows: copiedRows(id, place, rows), done, results };
      }
    } finally {
      await Promise.allSettled([next]);
    }
  }

  private async gather(
    tx: Tx,
    { draft, against, watermark }: Simulation,
    { known, idsOf, posted }: Simulated,
    period: Period,
  ): Promise<Gathered> {
    const managerIds = idsOf.get(period)!;
    const task = { period, watermark, fromFrozen: true };
    const ofDraft = { ...task, trial: draft.scheme.code, draft, managerIds };
    const after = await this.calculation.prepare(tx, ofDraft, known);
    const computed = managerIds.filter((id) => posted(id, period) === undefined);
    const before =
      computed.length > 0
        ? await this.calculation.prepare(tx, { ...task, trial: against, managerIds: computed }, known)
        : undefined;
    return { before, after };
  }
}

interface RowContext {
  simulation: Simulation;
  simulated: Simulated;
  gathered: Gathered;
  chains: { before: Chains; after: Chains };
}

function rowOf(
  payee: Payee,
  period: Period,
  { simulation: { draft, cliffs }, simulated, gathered, chains }: RowContext,
): NewRow {
  const after = payOf(gathered.after, payee, chains.after);
  const posted = simulated.posted(payee.id, period);
  const computed = posted ? undefined : payOf(gathered.before!, payee, chains.before);
  const met = cliffs.length > 0 ? cliffsMet(draft.scheme, after.result(), cliffs) : [];
  return {
    period,
    managerId: payee.id,
    before: posted ? posted.total : (computed!.totals.total ?? null),
    isPosted: posted !== undefined,
    after: after.totals.total ?? null,
    lackBefore: posted ? posted.lack : lackIn(computed!),
    lackAfter: lackIn(after),
    cliffs: met.length > 0 ? met : null,
  };
}

/** The payee's pay by the scheme tried: what it reads goes before it. */
function payOf({ computePay }: Prepared, payee: Payee, chains: Chains): EvaluatedPay {
  const chain = chains.get(payee.id) ?? { lines: new Map(), kept: new Map() };
  chains.set(payee.id, chain);
  return computePay(payee, chain);
}

const lackIn = ({ totals, result }: EvaluatedPay): Lack | null =>
  totals.total === null || totals.total === undefined ? lackOf(result()) : null;
