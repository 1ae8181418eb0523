import { Injectable } from '@nestjs/common';
import type { Period, ResultContent } from '../../calc/index.js';
import { copiedRow, copyInto } from '../../platform/database/copy.js';
import type { Tx } from '../../platform/database/transaction.js';
import { isId } from '../../platform/records/id.js';
import { decodeCursor, pageOf } from '../../platform/records/read.js';
import type { Lack, MetCliff, Simulation, SimulationRow } from './simulation.entity.js';
import type {
  SimulatedManagerDto,
  SimulatedPeriodDto,
  SimulationRowDto,
  SimulationRowPageDto,
  SimulationSummaryDto,
} from './simulations.dto.js';

/** What runs have posted for managers in a period; the document only where pay is not known. */
interface Posted {
  period: Period;
  ofManagers: [managerId: string, total: string | null, content: ResultContent | null][];
}

/** Something to tell of one manager's period. */
interface Told<Content> {
  personnelNumber: string;
  name: string;
  period: Period;
  told: Content;
}

export type NewRow = Omit<SimulationRow, 'simulationId' | 'place'>;

const LISTED_MAX = 1_000;

const SUMMARY = `id, scheme, against, first_month as "from", last_month as "to", team, manager, watermark, engine,
  started_by as "startedBy", finished_at as "finishedAt"`;
const KNOWN = 'r.before is not null and r.after is not null';
const amount = (sum: string): string => `trim_scale(coalesce(${sum}, 0))::text`;
const SUMS = `${amount(`sum(r.before) filter (where ${KNOWN})`)} as before, ${amount(`sum(r.after) filter (where ${KNOWN})`)} as after,
  ${amount('sum(r.after - r.before)')} as difference, (count(*) filter (where not (${KNOWN})))::int as incomplete`;
const ROW = `r.place, r.period, r.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name,
  trim_scale(r.before)::text as before, r.is_posted as "isPosted", trim_scale(r.after)::text as after,
  trim_scale(r.after - r.before)::text as difference`;

/** Rows of a simulation as COPY reads them, numbered from `place` on. */
export const copiedRows = (id: string, place: number, rows: readonly NewRow[]): string =>
  rows
    .map((row, index) =>
      copiedRow([
        id,
        String(place + index),
        row.period,
        row.managerId,
        row.before,
        row.isPosted,
        row.after,
        json(row.lackBefore),
        json(row.lackAfter),
        json(row.cliffs),
      ]),
    )
    .join('');

@Injectable()
export class SimulationsRepository {
  /** Id of the team of a code, of the manager of a personnel number; undefined where there is none. */
  async idOf(tx: Tx, noun: 'teams' | 'managers', key: string): Promise<string | undefined> {
    const column = noun === 'teams' ? 'code' : 'personnel_number';
    const [row] = await tx.query(`select id from ${noun} where ${column} = $1 and not withdrawn`, [key]);
    return row?.id;
  }

  /** Results of a scheme that the periods show, those of a period in one row: a thousand rows cost more to read. */
  posted(tx: Tx, code: string, periods: readonly Period[]): Promise<Posted[]> {
    return tx.query(
      `select r.period, json_agg(json_build_array(
          r.manager_id::text, r.total::text, case when r.total is null then r.document::json end)) as "ofManagers"
        from results r join periods p on p.run_id = r.run_id
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id
        where s.code = $1 and r.period = any($2) group by 1`,
      [code, periods],
    );
  }

  /** Whether the periods show any result of a scheme. */
  async isAnyPosted(tx: Tx, code: string, periods: readonly Period[]): Promise<boolean> {
    const [{ exists }] = await tx.query(
      `select exists (select from results r join periods p on p.run_id = r.run_id
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id
        where s.code = $1 and r.period = any($2))`,
      [code, periods],
    );
    return exists;
  }

  /** How many people there are whose pay is computed. */
  async payees(tx: Tx): Promise<number> {
    const [{ count }] = await tx.query('select count(*)::int from managers where payee and not withdrawn');
    return count;
  }

  /** The id of a simulation that is going to be inserted. */
  async nextId(tx: Tx): Promise<string> {
    const [{ id }] = await tx.query(`select nextval(pg_get_serial_sequence('simulations', 'id')) as id`);
    return id;
  }

  async insert(tx: Tx, simulation: Omit<Simulation, 'finishedAt'>): Promise<void> {
    await tx.query(
      `insert into simulations (id, job_id, scheme, against, document, first_month, last_month, team, manager, watermark, engine, cliffs, started_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        simulation.id,
        simulation.jobId,
        simulation.scheme,
        simulation.against,
        simulation.document,
        simulation.firstMonth,
        simulation.lastMonth,
        simulation.team,
        simulation.manager,
        simulation.watermark,
        simulation.engine,
        JSON.stringify(simulation.cliffs),
        simulation.startedBy,
      ],
    );
  }

  /** Writes rows made by `copiedRows`. */
  async insertRows(tx: Tx, rows: string): Promise<void> {
    const columns =
      'simulation_id, place, period, manager_id, before, is_posted, after, lack_before, lack_after, cliffs';
    await copyInto(tx, `simulation_rows (${columns})`, [rows]);
  }

  list(tx: Tx): Promise<SimulationSummaryDto[]> {
    return tx.query(`select ${SUMMARY} from simulations order by simulations.id desc limit 100`);
  }

  async one(tx: Tx, id: string): Promise<(SimulationSummaryDto & Pick<Simulation, 'cliffs'>) | undefined> {
    const [row] = isId(id)
      ? await tx.query(`select ${SUMMARY}, cliffs from simulations where id = $1`, [id])
      : [];
    return row;
  }

  byPeriod(tx: Tx, id: string): Promise<SimulatedPeriodDto[]> {
    return tx.query(
      `select r.period, ${SUMS}, count(*)::int as managers, (count(*) filter (where r.after > r.before))::int as gainers,
          (count(*) filter (where r.after < r.before))::int as losers, (count(*) filter (where r.after = r.before))::int as unchanged
        from simulation_rows r where r.simulation_id = $1 group by r.period order by min(r.place)`,
      [id],
    );
  }

  byManager(tx: Tx, id: string): Promise<SimulatedManagerDto[]> {
    return tx.query(
      `select r.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name, ${SUMS}
        from simulation_rows r join managers m on m.id = r.manager_id where r.simulation_id = $1
        group by r.manager_id, m.personnel_number, m.name order by m.personnel_number collate "C"`,
      [id],
    );
  }

  /** Why pay is not known, on either side. */
  lacks(tx: Tx, id: string): Promise<Told<{ side: 'before' | 'after' } & Lack>[]> {
    return tx.query(
      `select m.personnel_number as "personnelNumber", m.name, r.period, l.told || jsonb_build_object('side', l.side) as told
        from simulation_rows r join managers m on m.id = r.manager_id
        cross join lateral (values (1, 'before', r.lack_before), (2, 'after', r.lack_after)) l (turn, side, told)
        where r.simulation_id = $1 and l.told is not null order by r.place, l.turn limit ${LISTED_MAX}`,
      [id],
    );
  }

  cliffsMet(tx: Tx, id: string): Promise<Told<MetCliff>[]> {
    return tx.query(
      `select m.personnel_number as "personnelNumber", m.name, r.period, met.told
        from simulation_rows r join managers m on m.id = r.manager_id
        cross join lateral jsonb_array_elements(r.cliffs) with ordinality met (told, turn)
        where r.simulation_id = $1 order by r.place, met.turn limit ${LISTED_MAX}`,
      [id],
    );
  }

  async rows(
    tx: Tx,
    id: string,
    { limit, cursor }: { limit: number; cursor: string | undefined },
  ): Promise<SimulationRowPageDto> {
    const rows: (SimulationRowDto & { place: number })[] = await tx.query(
      `select ${ROW} from simulation_rows r join managers m on m.id = r.manager_id
        where r.simulation_id = $1 and r.place > $2 order by r.place limit $3`,
      [id, decodeCursor(cursor), limit + 1],
    );
    const { items, next } = pageOf(rows, limit, ({ place }) => String(place));
    return { items: items.map(({ place: _, ...row }) => row), next };
  }
}

const json = (content: object | null): string | null => content && JSON.stringify(content);
