import { Injectable } from '@nestjs/common';
import { decimal, toText } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { MeasureDefinition } from './definition.js';
import { factsQuery } from './facts-sql.js';
import type { Reading, Scope } from './measure-sql.js';
import type { MeasureRequest } from './request.js';

/** One fact that a measure counted. */
export interface FactBehind {
  kind: 'order' | 'return' | 'complaint' | 'remark' | 'kpi-reading' | 'client';
  source?: string;
  externalId: string;
  date: string;
  client?: string;
  product?: string;
  group?: string;
  status?: string;
  text?: string;
  /** What it adds to a sum, or the value read; by share where credit is divided. */
  amount?: string;
  share?: string;
  /** What is told apart, for distinct counts. */
  distinct?: string;
}

export interface FactsBehind {
  /** How the facts listed come to the value: count them, sum their amounts, count distinct ones … */
  by: 'count' | 'sum' | 'average' | 'distinct' | 'last' | 'max' | 'min';
  /** How many there are in all; `facts` is cut at the limit. */
  total: number;
  facts: FactBehind[];
}

/** The orders, complaints and other facts behind a measure, as known at a watermark. */
@Injectable()
export class FactsService {
  async behind(
    tx: Tx,
    request: MeasureRequest,
    scope: Reading & Pick<Scope, 'watermark'> & { managerId: string; limit: number },
  ): Promise<FactsBehind> {
    const { sql, values } = factsQuery(request, scope);
    const rows: (Record<string, string | null> & { total: string })[] = await tx.query(sql, values);
    return { by: byOf(request.definition), total: Number(rows[0]?.total ?? 0), facts: rows.map(factOf) };
  }
}

function byOf(definition: MeasureDefinition): FactsBehind['by'] {
  if (definition.facts === 'portfolio') return definition.aggregate === 'points' ? 'sum' : 'distinct';
  return 'aggregate' in definition ? definition.aggregate : 'count';
}

function factOf({ total: _, ...row }: Record<string, string | null>): FactBehind {
  const given = Object.entries(row).filter(([, value]) => value !== null) as [string, string][];
  const texts = given.map(([name, value]) => [name, NUMBERS.has(name) ? toText(decimal(value)) : value]);
  return Object.fromEntries(texts);
}

const NUMBERS = new Set(['amount', 'share']);
