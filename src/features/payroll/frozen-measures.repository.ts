import { Injectable } from '@nestjs/common';
import { type Period, periodKind, type Scheme } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { among } from '../../platform/records/as-of.js';
import { type MeasureRequest, MeasureValues } from '../measures/index.js';
import { SchemesService } from '../schemes/index.js';

/** A measure of one month. */
export interface MonthRequest {
  measure: string;
  month: Period;
  request: MeasureRequest;
}

/** The results of a version in a closed month, and what their documents say right before the value of each measure. */
export interface FrozenPlace {
  month: Period;
  run: string;
  version: string;
  held: { request: MeasureRequest; before: string }[];
}

/** Measures of closed months as their results froze them; facts that came later do not change them. Source: design §1.3. */
@Injectable()
export class FrozenMeasuresRepository {
  constructor(private readonly schemes: SchemesService) {}

  /** The values held there; a manager whom no closed result measured has none. */
  async values(
    tx: Tx,
    places: readonly FrozenPlace[],
    managerIds: readonly string[] | null,
  ): Promise<MeasureValues> {
    const values = new MeasureValues();
    if (places.length === 0) return values;
    // canonical text has one form only: cutting a value out costs a tenth of reading the document as JSON
    const bound: unknown[] = [managerIds];
    const bind = (value: unknown) => `$${bound.push(value)}`;
    const selects = places.map(({ run, version, month, held }, place) => {
      const cuts = held.map(({ before }) => `',' || ${cutAfter(`${bind(before)}::text`)}`);
      return `select ${place} as place, '[' || string_agg('["' || r.manager_id || '"' || ${cuts.join(' || ')} || ']', ',') || ']' as cut
        from results r
        cross join lateral (select split_part(r.document, '"lines":[', 1) as inputs offset 0) d -- cut once, not for each measure
        where r.run_id = ${bind(run)} and r.scheme_version_id = ${bind(version)} and r.period = ${bind(month)}
          and ${among('r.manager_id', '$1', managerIds)}`;
    });
    const rows: { place: number; cut: string | null }[] = await tx.query(selects.join(' union all '), bound);
    for (const { place, cut } of rows) {
      const ofManagers: [string, ...(string | null | false)[]][] = JSON.parse(cut ?? '[]');
      for (const [index, { request }] of places[place]!.held.entries()) {
        for (const found of ofManagers) {
          const value = found[index + 1]!;
          if (value !== false) values.set(request.key, found[0], value);
        }
      }
    }
    return values;
  }

  /** Where closed months hold what is asked for. */
  async places(tx: Tx, asked: readonly MonthRequest[]): Promise<FrozenPlace[]> {
    if (asked.length === 0) return [];
    const versions: { month: Period; run: string; version: string; source: string }[] = await tx.query(
      `select p.code as month, p.run_id as run, v.id as version, v.source from periods p cross join scheme_versions v
        cross join lateral (select from results r
          where r.run_id = p.run_id and r.scheme_version_id = v.id and r.period = p.code limit 1) is_there
        where p.state = 'closed' and p.code = any($1)`,
      [[...new Set(asked.map(({ month }) => month))]],
    );
    return versions.flatMap(({ month, run, version, source }) => {
      const scheme = this.schemes.compile(version, source);
      const held = asked.flatMap(({ measure, month: of, request }) => {
        const input = of === month ? inputOf(scheme, measure) : undefined;
        const before = `${JSON.stringify(input)}:{"given":[{"of":${JSON.stringify(month)},"value":`;
        return input === undefined ? [] : [{ request, before }];
      });
      return held.length > 0 ? [{ month, run, version, held }] : [];
    });
  }
}

/** The JSON of the value right behind a text in a document's inputs; false where that text is not there. */
const cutAfter = (before: string): string =>
  `coalesce(nullif(split_part(split_part(d.inputs, ${before}, 2), '}', 1), ''), 'false')`;

/** The input by which a monthly scheme reads a measure of its own month. */
function inputOf({ inputs, period }: Scheme, measure: string): string | undefined {
  if (period !== 'month') return undefined;
  return [...inputs.values()].find(
    ({ source, key, window, of }) =>
      source === 'measure' && key === measure && window.kind === 'this period' && of === undefined,
  )?.name;
}

/** Requests for single months other than `except`. */
export function singleMonths(
  requests: readonly { measure: string; of: string; request: MeasureRequest }[],
  except: Period | undefined,
): MonthRequest[] {
  return requests
    .filter(({ of }) => of !== except && periodKind(of) === 'month')
    .map(({ measure, of, request }) => ({ measure, month: of, request }));
}
