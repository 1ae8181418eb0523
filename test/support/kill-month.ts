import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { schema } from '../../src/entities.js';
import { ExportProofService } from '../../src/features/exports/index.js';
import { ProofService } from '../../src/features/payroll/index.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { inSnapshot } from '../../src/platform/database/transaction.js';
import { runOf } from './kill-company.js';
import type { TestService } from './service.js';
import type { Answer, Asked, ServiceProcess } from './service-process.js';

/** Who has a part in a month beside the clerk, whose token the service has: another of HR, and the payroll system. */
export interface Hands {
  approver: string;
  payrollSystem: string;
}

/** One part of a month; what is asked for may depend on what is there. */
export interface Part {
  name: string;
  asked(service: ServiceProcess, month: string, hands: Hands): Asked | Promise<Asked>;
}

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const keyed = (asked: Asked, key: string): Asked => ({
  ...asked,
  headers: { 'idempotency-key': key, ...asked.headers },
});

const moved =
  (to: string) =>
  (month: string, headers: Record<string, string> = {}) =>
    keyed(
      { method: 'POST', path: `/v1/periods/${month}/transitions`, body: { to }, headers },
      `${to} ${month}`,
    );

const said = (state: string) => async (service: ServiceProcess, month: string, hands: Hands) => {
  const headers = as(hands.payrollSystem);
  const { items } = (await found(service, `/v1/exports?period=${month}`, headers)).body;
  const [{ id, rows }] = items;
  return keyed(
    {
      method: 'POST',
      path: `/v1/exports/${id}/acknowledgements`,
      body: { items: Array.from({ length: rows }, (_, place) => ({ row: place + 1, state })) },
      headers,
    },
    `${state} ${month}`,
  );
};

export const MONTH: Part[] = [
  { name: 'run', asked: (_, month) => keyed(runOf(month), `run ${month}`) },
  { name: 'submission', asked: (_, month) => moved('in_review')(month) },
  { name: 'approval', asked: (_, month, { approver }) => moved('approved')(month, as(approver)) },
  { name: 'close', asked: (_, month) => moved('closed')(month) },
  {
    name: 'export',
    asked: (_, month) =>
      keyed({ method: 'POST', path: '/v1/exports', body: { period: month } }, `export ${month}`),
  },
  { name: 'acknowledgement', asked: said('accepted') },
  { name: 'payment', asked: said('paid') },
];

const AGAIN_MS = 50;

/** Asks until it is answered: a database that was killed may take a moment. */
export async function found(service: ServiceProcess, path: string, headers = {}): Promise<Answer> {
  for (;;) {
    const answer = await service.ask({ method: 'GET', path, headers });
    if (answer?.status === 200) return answer;
    if (answer && answer.status !== 503) throw new Error(`${path} was answered ${answer.status}`);
    await pause(AGAIN_MS);
  }
}

/**
 * Where pay stands, without ids and instants, which may differ between two equal histories. A run under way is left out with
 * the period it opened, as the service shows nothing of them.
 */
const STANDING = `select json_build_object(
  'runs', (select json_agg(json_build_array(period, state) order by id) from payroll_runs where state <> 'running'),
  'periods', (select json_agg(json_build_array(p.code, p.state, (select json_build_array(count(*), sum(s.total),
      md5(string_agg(s.manager_id || ' ' || s.total, ',' order by s.manager_id))) from statements s where s.run_id = p.run_id)) order by p.code)
    from periods p where p.run_id is not null),
  'strays', (select count(*) from statements s join payroll_runs r on r.id = s.run_id
    where r.state <> 'running' and not exists (select from periods p where p.run_id = s.run_id)),
  'reviews', (select json_agg(json_build_array(period, state) order by period) from reviews),
  'steps', (select json_agg(json_build_array(period, from_state, to_state, actor) order by id) from period_transitions),
  'manifests', (select json_agg(json_build_array(number, period) order by number) from manifests),
  'exports', (select json_agg(json_build_array(e.period, e.row_count, e.total,
      (select json_build_array(count(*), sum(r.amount), md5(string_agg(r.row_no || ' ' || s.manager_id || ' ' || r.line || ' ' || r.amount, ','
        order by r.row_no))) from export_rows r join statements s on s.id = r.statement_id where r.export_id = e.id),
      (select json_agg(format order by format) from export_files f where f.export_id = e.id),
      (select json_object_agg(state, rows) from (select state, count(*) as rows from export_rows r where r.export_id = e.id
        group by state order by state) as by_state),
      (select json_object_agg(state, rows) from (select state, count(*) as rows from export_acknowledgements a where a.export_id = e.id
        group by state order by state) as said)) order by e.id) from exports e)) as standing`;

/** What stands in a database that is not the service's, and what a proof of all of it finds wrong. */
export async function look(
  { app }: TestService,
  url: string,
  printed: string | undefined,
): Promise<{ standing: object; wrong: unknown[] }> {
  const source: DataSource = await createDataSource(url, 1, schema).initialize();
  try {
    return await inSnapshot(source, async (tx) => {
      const [{ standing }] = await tx.query(STANDING);
      const pay = await app.get(ProofService).verifyIn(tx, printed);
      const exported = await app.get(ExportProofService).verifyIn(tx);
      return { standing, wrong: [...pay.discrepancies, ...exported.discrepancies] };
    });
  } finally {
    await source.destroy();
  }
}
