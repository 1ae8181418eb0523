import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Day, sum } from '../../calc/index.js';
import { inSnapshot, together } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { newestSeen } from '../../platform/records/intake-sequence.js';
import { todayIn } from '../../platform/time-zones.js';
import type { Viewer } from '../access/index.js';
import { CompanyService } from '../company/index.js';
import { HeldClientsService, type KnownMeasure } from '../measures/index.js';
import type { ClientMarkDto, ManagerClientsDto } from './manager-clients.dto.js';
import { StatementsRepository } from './statements.repository.js';

/** A manager's portfolio: whom the manager holds, and how it goes with them. */
@Injectable()
export class ManagerClientsService {
  constructor(
    private readonly source: DataSource,
    private readonly company: CompanyService,
    private readonly statements: StatementsRepository,
    private readonly clients: HeldClientsService,
  ) {}

  /** On a day, else today in the company's time zone. Throws `not-found`. */
  of(viewer: Viewer, managerId: string, asked: Day | undefined): Promise<ManagerClientsDto> {
    return inSnapshot(this.source, async (tx) => {
      const [watermark, timeZone] = await together([newestSeen(tx), this.company.timeZone(tx)]);
      const today = todayIn(timeZone);
      const manager = isId(managerId)
        ? await this.statements.manager(tx, viewer, managerId, today)
        : undefined;
      if (!manager) throw new DomainError('not-found', { what: 'managers', id: managerId });
      const on = asked ?? today;
      const { clients, rules } = await this.clients.on(tx, [manager.id], on, watermark);
      return {
        managerId: manager.id,
        personnelNumber: manager.personnelNumber,
        name: manager.name,
        on,
        complexity: sum(clients.map(({ complexity }) => ({ amount: complexity })))!,
        items: clients.map(({ managerId: _, marks, ...client }) => ({
          ...client,
          isLost: client.lostOn !== null && client.lostOn <= on,
          marks: marks.map((code) => markOf(rules.get(code)!)),
        })),
      };
    });
  }
}

/** Rules about clients are of new ones and of lost ones. */
const markOf = ({ code, title, definition }: KnownMeasure): ClientMarkDto => ({
  measure: code,
  rule: definition.facts === 'clients' && definition.rule === 'new' ? 'new' : 'lost',
  title,
});
