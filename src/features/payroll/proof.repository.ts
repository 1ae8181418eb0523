import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import type { ReviewState, State } from './review-steps.js';

/** A statement's row as it lies in the table, amounts as canonical text. */
export interface StoredStatement {
  id: string;
  period: string;
  managerId: string;
  currency: string;
  complete: boolean;
  salary: string | null;
  bonus: string | null;
  total: string | null;
  document: string;
  hash: string;
}

export interface StoredResult {
  id: string;
  managerId: string;
  period: string;
  stretchFrom: string | null;
  complete: boolean;
  total: string | null;
  document: string;
  hash: string;
  /** The version the row refers to. */
  scheme: string;
  number: string;
}

/** A period as it stands, with the reviews of its teams by team id. */
export interface StoredPeriod {
  code: string;
  state: State;
  runId: string | null;
  reviews: { teamId: string | null; state: ReviewState }[];
}

const amount = (column: string) => `trim_scale(${column})::text as ${column}`;

/** Reads what is to be proved as it lies in the tables, without what hides what is wrong. */
@Injectable()
export class ProofRepository {
  periods(tx: Tx): Promise<StoredPeriod[]> {
    return tx.query(
      `select p.code, p.state, p.run_id as "runId", coalesce(json_agg(json_build_object('teamId', v.team_id::text, 'state', v.state))
          filter (where v.id is not null), '[]') as reviews
        from periods p left join reviews v on v.period = p.code group by p.code order by p.code`,
    );
  }

  statements(tx: Tx, ids: readonly string[]): Promise<StoredStatement[]> {
    return tx.query(
      `select id, period, manager_id as "managerId", currency, complete, ${['salary', 'bonus', 'total'].map(amount)}, document, hash
        from statements where id = any($1::bigint[]) order by id`,
      [ids],
    );
  }

  /** Results of some managers in a run. */
  results(tx: Tx, runId: string, managerIds: readonly string[]): Promise<StoredResult[]> {
    return tx.query(
      `select r.id, r.manager_id as "managerId", r.period, r.stretch_from::text as "stretchFrom", r.complete, ${amount('total')}, r.document, r.hash,
          s.code as scheme, v.number::text as number
        from results r left join scheme_versions v on v.id = r.scheme_version_id left join schemes s on s.id = v.scheme_id
        where r.run_id = $1 and r.manager_id = any($2::bigint[]) order by r.id`,
      [runId, managerIds],
    );
  }

  /** Ids of results of a run that no statement was gathered from. */
  async strayResults(tx: Tx, runId: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select id from results r where run_id = $1
        and not exists (select from statements s where s.run_id = r.run_id and s.manager_id = r.manager_id) order by id`,
      [runId],
    );
    return rows.map(({ id }) => id);
  }
}
