import { Injectable } from '@nestjs/common';
import type { Day, Period } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import { type HeldClient, HeldClientsRepository, type MarkedRow } from './held-clients.repository.js';
import type { Reading } from './measure-sql.js';
import { type KnownMeasure, MeasuresService } from './measures.service.js';

/** A client that a rule calls new or lost, with the measure whose rule it is. */
export type MarkedClient = Omit<MarkedRow, 'measure'> & { measure: KnownMeasure };

/** Clients with what happened to them, for all managers asked for at once, as it is known now. */
@Injectable()
export class HeldClientsService {
  constructor(
    private readonly measures: MeasuresService,
    private readonly clients: HeldClientsRepository,
  ) {}

  /** Clients that the managers hold on a day, by name, with the rules that mark them as they are now. */
  async on(
    tx: Tx,
    managerIds: readonly string[],
    day: Day,
    watermark: string,
  ): Promise<{ clients: HeldClient[]; rules: Map<string, KnownMeasure> }> {
    const [reading, rules] = await this.reading(tx, watermark);
    const clients = await this.clients.on(tx, managerIds, day, [...rules.values()], reading);
    return { clients, rules };
  }

  /** Clients that rules call new or lost in a month, by day. */
  async marked(
    tx: Tx,
    managerIds: readonly string[],
    month: Period,
    watermark: string,
  ): Promise<MarkedClient[]> {
    const [reading, rules] = await this.reading(tx, watermark);
    const rows = await this.clients.marked(tx, managerIds, month, [...rules.values()], reading);
    return rows.map((row) => ({ ...row, measure: rules.get(row.measure)! }));
  }

  private async reading(tx: Tx, watermark: string): Promise<[Reading, Map<string, KnownMeasure>]> {
    const [reading, known] = await together([this.clients.reading(tx), this.measures.known(tx, watermark)]);
    const rules = new Map([...known].filter(([, { definition }]) => definition.facts === 'clients'));
    return [reading, rules];
  }
}
