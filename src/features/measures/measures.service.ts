import { Injectable } from '@nestjs/common';
import { decimal, toText } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import { asOf, IS_LATEST } from '../../platform/records/as-of.js';
import { CREDITS_NOW } from './credited.js';
import type { MeasureDefinition } from './definition.js';
import { measureQueries, type Reading, type Scope } from './measure-sql.js';
import { type MeasureRequest, MeasureValues } from './request.js';

/** A measure as it was known at a watermark. */
export interface KnownMeasure {
  code: string;
  title: { en: string; ru?: string };
  unit: string;
  direction: 'up' | 'down' | 'none';
  definition: MeasureDefinition;
}

/** Definitions of measures, and how facts are read, at a watermark. */
export interface Measured {
  measures: ReadonlyMap<string, KnownMeasure>;
  reading: Reading;
}

/** Turns facts into numbers, for all managers at once and as known at a watermark. */
@Injectable()
export class MeasuresService {
  /** Definitions by code, as known at the watermark. */
  async known(tx: Tx, watermark: string): Promise<Map<string, KnownMeasure>> {
    const rows: KnownMeasure[] = await tx.query(
      `select code, title, unit, direction, definition from ${asOf('measures', 'code, title, unit, direction, definition', '$1')} m order by code collate "C"`,
      [watermark],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** What is asked once of a watermark before any of its measures are. */
  async at(tx: Tx, watermark: string): Promise<Measured> {
    const [measures, reading] = await together([this.known(tx, watermark), readingAt(tx, watermark)]);
    return { measures, reading };
  }

  /** Values of all requests, as `readingAt` tells to read them: one query a fact table, however many managers there are. */
  async take(tx: Tx, requests: readonly MeasureRequest[], scope: Scope & Reading): Promise<MeasureValues> {
    const values = new MeasureValues();
    const queries = measureQueries(requests, scope);
    const answers: Record<string, string | null>[][] = await together(
      queries.map(({ sql, values: bound }) => tx.query(sql, bound)),
    );
    for (const [place, { columns }] of queries.entries()) {
      for (const row of answers[place]!) {
        for (const { request, column, countColumn } of columns) {
          values.set(request.key, row.manager_id!, valueIn(row, column, countColumn));
        }
      }
    }
    return values;
  }
}

/** Canonical text of what the database answers; an average is divided here, since the database would round it. */
function valueIn(
  row: Record<string, string | null>,
  column: string,
  countColumn: string | undefined,
): string | null {
  const value = row[column] ?? null;
  if (value === null) return null;
  if (countColumn === undefined) return value.includes('.') ? toText(decimal(value)) : value;
  return row[countColumn] === '0' ? null : toText(decimal(value).div(decimal(row[countColumn]!)));
}

/** How the facts are read at a watermark within this snapshot. */
async function readingAt(tx: Tx, watermark: string): Promise<Reading> {
  const [{ latest, split, held }] = await tx.query(`select ${IS_LATEST} as latest, ${CREDITS_NOW}`, [
    watermark,
  ]);
  // before a mark that is not the latest, every way of crediting may have occurred
  return {
    mark: { parameter: '$1', isLatest: latest },
    credits: { split: split || !latest, held: held || !latest },
  };
}
