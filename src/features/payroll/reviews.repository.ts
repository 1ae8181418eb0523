import { Injectable } from '@nestjs/common';
import { instantText } from '../../platform/database/as-text.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import type { ReviewState, State } from './review-steps.js';

export interface ReviewedPeriod {
  code: string;
  state: State;
  runId: string | null;
  /** Name of whoever started the run that is shown. */
  runStartedBy: Person | null;
}

/** Stands for the statements of managers without a team. */
export const NO_TEAM = '—';

/** The statements of one team in a period, and whom the review concerns. Ids are decimal texts. */
export interface ReviewRow {
  id: string;
  teamId: string | null;
  /** Code of the team; null for statements without one. */
  team: string | null;
  state: ReviewState;
  managers: string[];
  /** Personnel numbers of those whose pay could not be computed in whole. */
  incomplete: string[];
  /** Sum of the statements that are complete, as text. */
  total: string | null;
  /** Heads of the team and of the teams above it. */
  heads: { id: string; number: string }[];
  submittedBy: Person | null;
  /** Who added an adjustment that is in force, or withdrew one of somebody else. */
  adjusters: Person[];
  /** Whether adjustments were added or withdrawn since it was submitted. */
  isAdjustedSince: boolean;
}

/** Who prepared: by name only where a run was started by nobody who signs in. */
export interface Person {
  actor: string;
  actorId: string | null;
  kind: Viewer['kind'];
  managerId: string | null;
}

/** One step as it is recorded. */
export interface NewTransition {
  teamId: string | null;
  from: State;
  to: State;
  reason: string | null;
  acceptedIncomplete: number;
  /** Of the set of statements approved. */
  hash: string | null;
}

export interface TransitionRow extends NewTransition {
  id: string;
  team: string | null;
  runId: string | null;
  actor: string;
  actorId: string | null;
  managerId: string | null;
  /** Personnel number of the person behind the user or token. */
  manager: string | null;
  /** Instant in UTC to the microsecond. */
  at: string;
}

const NEW_ROW = 'period, team_id, from_state, to_state, reason, run_id, actor';

/** All writing and reading of reviews and of the record of their steps. */
@Injectable()
export class ReviewsRepository {
  async period(tx: Tx, code: string): Promise<ReviewedPeriod | undefined> {
    const [row] = await tx.query(
      `select p.code, p.state, p.run_id as "runId", case when r.id is not null then json_build_object(
            'actor', r.started_by, 'actorId', k.id::text, 'kind', coalesce(k.kind, 'token'), 'managerId', k.manager_id::text)
          end as "runStartedBy"
        from periods p left join payroll_runs r on r.id = p.run_id left join acting k on k.id = r.started_by_id
        where p.code = $1`,
      [code],
    );
    return row;
  }

  /** Holds the period until `tx` ends: steps and runs of one period go one after the other. */
  async lock(tx: Tx, code: string): Promise<void> {
    await tx.query('select from periods where code = $1 for update', [code]);
  }

  /** Reviews of a period by team code, those without a team last; totals without the pay of the head who asks. */
  of(tx: Tx, code: string, headId: string | null): Promise<ReviewRow[]> {
    return tx.query(
      `with recursive above as (
          select id as review, team_id as team from reviews where period = $1 and team_id is not null
          union select above.review, t.parent_id from above join teams t on t.id = above.team where t.parent_id is not null),
        heads as (
          select above.review, json_agg(distinct jsonb_build_object('id', h.id::text, 'number', h.personnel_number)) as heads
            from above join teams t on t.id = above.team and not t.withdrawn join managers h on h.id = t.head_id group by 1),
        pay as (
          select s.team_id, array_agg(s.manager_id::text) as managers, trim_scale(sum(s.total) filter (where s.complete and s.manager_id is distinct from $2::bigint))::text as total,
              coalesce(array_agg(m.personnel_number order by m.personnel_number) filter (where not s.complete), '{}') as incomplete
            from periods p join statements s on s.run_id = p.run_id join managers m on m.id = s.manager_id
            where p.code = $1 group by 1),
        adjusted as (
          select s.team_id, max(coalesce(a.withdrawn_at, a.created_at)) as at, json_agg(json_build_object(
              'actor', k.name, 'actorId', k.id::text, 'kind', k.kind, 'managerId', k.manager_id::text)) filter (where k.id is not null) as by
            from adjustments a join periods p on p.code = a.period join statements s on s.run_id = p.run_id and s.manager_id = a.manager_id
            left join acting k on k.id = case when a.withdrawn_at is null then a.actor_id
              when a.withdrawn_actor_id <> a.actor_id then a.withdrawn_actor_id end
            where a.period = $1 group by 1)
        select v.id, v.team_id as "teamId", t.code as team, v.state, pay.managers, pay.incomplete, pay.total,
            coalesce(heads.heads, '[]') as heads, submitted.by as "submittedBy", coalesce(adjusted.by, '[]') as adjusters,
            coalesce(adjusted.at > submitted.at, false) as "isAdjustedSince"
          from reviews v left join lateral (
            select x.at, json_build_object('actor', x.actor, 'actorId', x.actor_id::text, 'kind', coalesce(a.kind, 'token'),
                'managerId', x.manager_id::text) as by
              from period_transitions x left join actors a on a.id = x.actor_id where x.period = v.period and x.team_id is not distinct from v.team_id
                and (x.from_state, x.to_state) = ('calculated', 'in_review') order by x.id desc limit 1) submitted on true
          left join adjusted on adjusted.team_id is not distinct from v.team_id join pay on pay.team_id is not distinct from v.team_id
          left join heads on heads.review = v.id left join teams t on t.id = v.team_id
          where v.period = $1 order by t.code collate "C" nulls last`,
      [code, headId],
    );
  }

  /** Takes steps of reviews that all stand in the same state, and records them. */
  async move(
    tx: Tx,
    period: ReviewedPeriod,
    steps: readonly (NewTransition & { review: ReviewRow })[],
    viewer: Viewer,
  ): Promise<void> {
    await tx.query('update reviews set state = $2 where id = any($1::bigint[])', [
      steps.map(({ review }) => review.id),
      steps[0]!.to,
    ]);
    await this.record(tx, period, steps, viewer);
  }

  async record(
    tx: Tx,
    { code, runId }: ReviewedPeriod,
    steps: readonly NewTransition[],
    { name, actorId, managerId }: Viewer,
  ): Promise<void> {
    await tx.query(
      `insert into period_transitions (period, run_id, actor, actor_id, manager_id,
          team_id, from_state, to_state, reason, accepted_incomplete, hash)
        select $1, $2, $3, $4, $5, * from unnest($6::bigint[], $7::text[], $8::text[], $9::text[], $10::integer[], $11::text[])`,
      [
        code,
        runId,
        name,
        actorId,
        managerId,
        steps.map(({ teamId }) => teamId),
        steps.map(({ from }) => from),
        steps.map(({ to }) => to),
        steps.map(({ reason }) => reason),
        steps.map(({ acceptedIncomplete }) => acceptedIncomplete),
        steps.map(({ hash }) => hash),
      ],
    );
  }

  async close(tx: Tx, code: string): Promise<void> {
    await tx.query(`update periods set state = 'closed' where code = $1`, [code]);
  }

  /** Begins the reviews of a period anew with the statements of the run that is shown from now on. */
  async restart(tx: Tx, code: string, runId: string): Promise<void> {
    const actor = '(select started_by from payroll_runs where id = $2)';
    await tx.query(
      `with back as (update reviews set state = 'calculated' where period = $1 and state = 'in_review' returning period, team_id)
        insert into period_transitions (${NEW_ROW})
          select period, team_id, 'in_review', 'calculated', 'run ' || $2::bigint, $2, ${actor} from back`,
      [code, runId],
    );
    await tx.query(
      `with gone as (delete from reviews v where period = $1 and not exists
            (select from statements s where s.run_id = $2 and s.team_id is not distinct from v.team_id) returning period, team_id)
        insert into period_transitions (${NEW_ROW})
          select period, team_id, 'calculated', 'open', null, $2::bigint, ${actor} from gone`,
      [code, runId],
    );
    await tx.query(
      `with added as (insert into reviews (period, team_id) select distinct $1, team_id from statements where run_id = $2
          on conflict do nothing returning period, team_id)
        insert into period_transitions (${NEW_ROW})
          select period, team_id, 'open', 'calculated', null, $2::bigint, ${actor} from added`,
      [code, runId],
    );
  }

  /** Codes of the teams of a period that are approved. */
  async approvedTeams(tx: Tx, code: string): Promise<string[]> {
    const rows: { team: string | null }[] = await tx.query(
      `select t.code as team from reviews v left join teams t on t.id = v.team_id
        where v.period = $1 and v.state = 'approved' order by t.code collate "C" nulls last`,
      [code],
    );
    return rows.map(({ team }) => team ?? NO_TEAM);
  }

  /** Months with a draft between the first month closed and this one: closing goes month by month. */
  async openBefore(tx: Tx, month: string): Promise<string[]> {
    const rows: { code: string }[] = await tx.query(
      `select code from periods where run_id is not null and state <> 'closed' and code < $1
        and code > (select min(code) from periods where state = 'closed') order by code`,
      [month],
    );
    return rows.map(({ code }) => code);
  }

  /** Every step of a period in its order. */
  transitions(tx: Tx, code: string): Promise<TransitionRow[]> {
    return tx.query(
      `select x.id, x.team_id as "teamId", t.code as team, x.from_state as "from", x.to_state as "to", x.reason, x.hash,
          x.accepted_incomplete as "acceptedIncomplete", x.run_id as "runId", x.actor, x.actor_id as "actorId",
          x.manager_id as "managerId", m.personnel_number as manager,
          ${instantText('x.at', 'US')} as at
        from period_transitions x left join teams t on t.id = x.team_id left join managers m on m.id = x.manager_id
        where x.period = $1 order by x.id`,
      [code],
    );
  }
}
