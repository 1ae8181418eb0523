import { Injectable } from '@nestjs/common';
import { type Period, periodKind, type Scheme } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { type MeasureRequest, MeasureValues } from '../measures/index.js';
import { SchemesService } from '../schemes/index.js';

/** A measure of one month. */
export interface MonthRequest {
  measure: string;
  month: Period;
  request: MeasureRequest;
}

/** Where results of a version in a closed month hold a measure: what their documents say right before its value. */
interface Place {
  request: MeasureRequest;
  month: Period;
  run: string;
  version: string;
  before: string;
}

/** Measures of closed months as their results froze them; facts that came later do not change them. Source: design §1.3. */
@Injectable()
export class FrozenMeasuresRepository {
  constructor(private readonly schemes: SchemesService) {}

  /** The values there are; a manager whom no closed result measured has none. */
  async of(
    tx: Tx,
    asked: readonly MonthRequest[],
    managerIds: readonly string[] | null,
  ): Promise<MeasureValues> {
    const values = new MeasureValues();
    const places = asked.length ? await this.places(tx, asked) : [];
    if (places.length === 0) return values;
    // canonical text has one form only: cutting a value out costs a tenth of reading the document as JSON
    const rows: { place: number; managerId: string; value: string }[] = await tx.query(
      `select w.place - 1 as place, r.manager_id as "managerId", split_part(split_part(r.document, w.before, 2), '}', 1) as value
        from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) with ordinality as w(run, version, month, before, place)
        join results r on r.run_id = w.run and r.scheme_version_id = w.version and r.period = w.month
        where $5::bigint[] is null or r.manager_id = any($5::bigint[])`,
      [
        places.map(({ run }) => run),
        places.map(({ version }) => version),
        places.map(({ month }) => month),
        places.map(({ before }) => before),
        managerIds,
      ],
    );
    for (const { place, managerId, value } of rows) {
      if (value !== '') values.set(places[place]!.request.key, managerId, JSON.parse(value) as string | null);
    }
    return values;
  }

  private async places(tx: Tx, asked: readonly MonthRequest[]): Promise<Place[]> {
    const versions: { month: Period; run: string; version: string; source: string }[] = await tx.query(
      `select p.code as month, p.run_id as run, v.id as version, v.source from periods p cross join scheme_versions v
        where p.state = 'closed' and p.code = any($1)
          and exists (select from results r where r.run_id = p.run_id and r.scheme_version_id = v.id and r.period = p.code)`,
      [[...new Set(asked.map(({ month }) => month))]],
    );
    return versions.flatMap(({ month, run, version, source }) => {
      const scheme = this.schemes.compile(version, source);
      return asked.flatMap(({ measure, month: of, request }) => {
        const input = of === month ? inputOf(scheme, measure) : undefined;
        const before = `${JSON.stringify(input)}:{"given":[{"of":${JSON.stringify(month)},"value":`;
        return input === undefined ? [] : [{ request, month, run, version, before }];
      });
    });
  }
}

/** The input by which a monthly scheme reads a measure of its own month. */
function inputOf({ inputs, period }: Scheme, measure: string): string | undefined {
  if (period !== 'month') return undefined;
  return [...inputs.values()].find(
    ({ source, key, window, of }) =>
      source === 'measure' && key === measure && window.kind === 'this period' && of === undefined,
  )?.name;
}

/** Requests for single months other than the period computed. */
export function otherMonths(
  requests: readonly { measure: string; of: string; request: MeasureRequest }[],
  period: Period,
): MonthRequest[] {
  return requests
    .filter(({ of }) => of !== period && periodKind(of) === 'month')
    .map(({ measure, of, request }) => ({ measure, month: of, request }));
}
