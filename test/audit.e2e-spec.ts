import type TestAgent from 'supertest/lib/agent.js';
import type { DataSource } from 'typeorm';
import { AuditProofService } from '../src/features/audit/index.js';
import { type ExportCompany, exportCompany } from './support/export-company.js';
import { ProgramProcess } from './support/service-process.js';

// biome-ignore lint/suspicious/noExplicitAny: entries hold rows of any table
type Entry = Record<string, any>;

/** March of the domain is computed, approved by Mass and exported; what each step leaves in the audit log. */
describe('the audit log', () => {
  let company: ExportCompany;
  let source: DataSource;
  let auditor: TestAgent;
  let admin: TestAgent;
  let exportId: string;

  const entries = async (query: Record<string, string>, by = auditor): Promise<Entry[]> => {
    const { status, body } = await by.get('/v1/audit-events').query({ limit: '1000', ...query });
    expect([status, body.detail]).toEqual([200, undefined]);
    return body.items;
  };
  const one = async (query: Record<string, string>): Promise<Entry> => {
    const found = await entries(query);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  const proof = () => company.service.app.get(AuditProofService).verifyAll();
  const done = ({ status, body }: { status: number; body: { detail?: string } }) =>
    expect([Math.floor(status / 100), body.detail]).toEqual([2, undefined]);

  beforeAll(async () => {
    company = await exportCompany();
    source = company.service.source;
    auditor = await company.as('Auditor', 'auditor');
    admin = await company.as('Second admin', 'admin');
    await company.run();
    const { hr } = company;
    const adjustment = { period: '2026-03', manager: '1001', kind: 'prize', amount: '7' };
    done(await hr.post('/v1/adjustments').send({ ...adjustment, reason: 'won', clause: '8' }));
    await company.approve('mass');
    const exported = await hr.post('/v1/exports').send({ period: '2026-03', teams: ['mass'] });
    done(exported);
    exportId = exported.body.id;
    const said = [{ row: 1, state: 'accepted', at: '2026-04-02T10:00:00Z' }];
    done(await hr.post(`/v1/exports/${exportId}/acknowledgements`).send({ items: said }));
    done(await admin.put('/v1/schedule').send({ dayOfMonth: 5, hour: 4, paused: true }));
  }, 60_000);
  afterAll(() => company?.service.stop());

  it('tells who changed what, from where and by which request, with the rows before and after', async () => {
    const target = { manager: '2001', measure: 'won_amount', period: '2026-03' };
    const sent = await company.hr.post('/v1/targets').send({ ...target, value: '80500.5' });
    done(sent);
    const entry = await one({ kind: 'targets', object: sent.body.id, limit: '1' });
    expect(entry).toMatchObject({ actor: 'HR', role: 'hr', action: 'taken-in', via: 'POST /v1/targets' });
    expect(entry.address).toMatch(/127\.0\.0\.1$/);
    expect(entry.request).toMatch(/^[\w-]{8,}$/);
    expect([entry.before.rows[0].value, entry.after.rows[0].value]).toEqual(['80400.0000', '80500.5000']);
    expect(Object.keys(entry.before.rows[0])).not.toContain('written_seq');
  });

  it('has one entry of a batch of facts, with its counts', async () => {
    const batches = await entries({ kind: 'orders' });
    const counts = { read: 700, added: 700, changed: 0, unchanged: 0 };
    expect(batches.map(({ after }) => after.counts)).toEqual([
      ...Array(1).fill(expect.objectContaining({ added: 2 })),
      expect.objectContaining({ added: 3 }),
      counts,
      counts,
      counts,
    ]);
  });

  it.each([
    [
      { kind: 'company', action: 'changed' },
      { actor: 'Admin', after: { name: 'Полёт' } },
    ],
    [
      { kind: 'schedule' },
      { actor: 'Second admin', before: { day_of_month: '1' }, after: { day_of_month: '5' } },
    ],
    [
      { kind: 'payroll-runs', action: 'created' },
      { actor: 'HR', after: { period: '2026-03' } },
    ],
    [
      { kind: 'payroll-runs', action: 'changed' },
      { before: { state: 'running' }, after: { state: 'done' } },
    ],
    [{ kind: 'adjustments' }, { action: 'created', after: { amount: '7.0000', reason: 'won' } }],
    [
      { kind: 'period-transitions', actor: 'Director' },
      { role: 'head', after: { to_state: 'approved' } },
    ],
    [{ kind: 'exports' }, { action: 'created', after: { period: '2026-03', total: '898' } }],
    [{ kind: 'export-acknowledgements' }, { actor: 'HR', after: { accepted: '1' } }],
  ])('records %j', async (query, expected) => {
    expect(await one(query)).toMatchObject(expected);
  });

  it('records each published scheme and each assignment', async () => {
    expect(await entries({ kind: 'scheme-versions', action: 'created', actor: 'HR' })).toHaveLength(4);
    const { after } = await one({ kind: 'scheme-assignments' });
    expect(after.rows).toHaveLength(4);
  });

  it('shows tokens without what would tell them', async () => {
    const made = await admin.post('/v1/tokens').send({ name: 'short-lived', role: 'intake' });
    done(await admin.delete(`/v1/tokens/${made.body.id}`));
    const [revoked, created] = await entries({ kind: 'tokens', object: made.body.id });
    expect(created).toMatchObject({
      action: 'created',
      actor: 'Second admin',
      after: { name: 'short-lived' },
    });
    expect(revoked).toMatchObject({ action: 'changed', before: { revoked_at: null } });
    expect(revoked?.after.revoked_at).not.toBeNull();
    expect(JSON.stringify([revoked?.after, created?.after])).not.toMatch(/"hash"|[0-9a-f]{64}/);
  });

  it('tells who cancelled a job, without what it was made of', async () => {
    const [{ id }] = await source.query(
      `insert into jobs (kind, key, payload, created_by) values ('of a test', 'one', '{"text": "long"}', 'HR') returning id`,
    );
    done(await company.hr.post(`/v1/jobs/${id}/cancel`));
    done(await company.hr.post(`/v1/jobs/${id}/cancel`)); // no second entry
    const { actor, via, action, before, after } = await one({ kind: 'jobs', object: id });
    expect([actor, via, action]).toEqual(['HR', 'POST /v1/jobs/:id/cancel', 'changed']);
    expect([before.state, after.state, after.cancel_requested]).toEqual(['queued', 'cancelled', true]);
    expect(Object.keys(after)).not.toContain('payload');
  });

  it('has nothing of what was refused', async () => {
    const before = (await proof()).entries;
    const wrong = { manager: 'nobody', measure: 'won_amount', period: '2026-03', value: '1' };
    expect((await company.hr.post('/v1/targets').send(wrong)).status).toBe(422);
    expect((await company.hr.post(`/v1/exports/${exportId}/cancel`).send({})).status).toBe(422);
    expect((await proof()).entries).toBe(before);
  });

  it('tells of all that auditors read, and of pay that leaves the service', async () => {
    const [statement] = (await auditor.get('/v1/statements').query({ manager: '1001' })).body.items;
    for (const part of ['', '/explanation', '/bundle'])
      done(await auditor.get(`/v1/statements/${statement.id}${part}`));
    const read = await entries({ action: 'read', kind: 'statements', actor: 'Auditor' });
    expect(read.map(({ via, object, after }) => [via, object, after])).toEqual([
      ['GET /v1/statements/:id/bundle', statement.id, null],
      ['GET /v1/statements/:id/explanation', statement.id, null],
      ['GET /v1/statements/:id', statement.id, null],
      ['GET /v1/statements', null, { manager: '1001' }],
    ]);
    done(await company.hr.get(`/v1/statements/${statement.id}`));
    done(await company.hr.get(`/v1/exports/${exportId}/file?format=csv`));
    expect((await company.hr.get('/v1/exports/999/file?format=csv')).status).toBe(404);
    expect(await one({ action: 'read', actor: 'HR' })).toMatchObject({ kind: 'exports', object: exportId });
  });

  it('keeps pay from the administrator', async () => {
    const shown = await entries({}, admin);
    const kinds = (all: Entry[]) =>
      [...new Set(all.filter(({ after }) => after).map(({ kind }) => kind))].sort();
    expect(kinds(shown)).toEqual(
      expect.arrayContaining(['company', 'orders', 'schedule', 'targets', 'tokens']),
    );
    for (const kind of [
      'adjustments',
      'exports',
      'grades',
      'manager-attributes',
      'payroll-runs',
      'statements',
    ])
      expect(kinds(shown)).not.toContain(kind);
    expect(shown.some(({ kind }) => kind === 'adjustments')).toBe(true);
    // by the hashes of the chain what is not shown could be guessed
    expect(shown.filter(({ hash }) => hash)).toEqual([]);
    expect((await company.hr.get('/v1/audit-events')).status).toBe(403);
  });

  it('is searched by time and in pages', async () => {
    const [last] = await entries({ kind: 'exports', action: 'created' });
    expect(await entries({ kind: 'exports', action: 'created', until: last?.at })).toEqual([]);
    expect(await entries({ kind: 'exports', action: 'created', from: last?.at })).toHaveLength(1);
    const first = (await auditor.get('/v1/audit-events?kind=orders&limit=3')).body;
    const second = (await auditor.get(`/v1/audit-events?kind=orders&limit=3&cursor=${first.next}`)).body;
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, null]);
    expect((await auditor.get('/v1/audit-events?from=yesterday')).body.fields[0].field).toBe('from');
  });

  it('chains what is done at once', async () => {
    const kpis = Array.from({ length: 24 }, (_, place) => ({
      code: `k${place}`,
      title: { en: 'K' },
      unit: 'count',
    }));
    for (const answer of await Promise.all(kpis.map((kpi) => company.hr.post('/v1/kpis').send(kpi))))
      done(answer);
    expect(await entries({ kind: 'kpis', action: 'taken-in' })).toHaveLength(24);
    const [{ numbers }] = await source.query('select max(number) = count(*) as numbers from audit_events');
    expect([numbers, (await proof()).discrepancies]).toEqual([true, []]);
  });

  it('tells of the command line, and is proved by it', async () => {
    const settings = { DATABASE_URL: String((source.options as { url?: string }).url) };
    const program = new ProgramProcess(
      'cli.js',
      ['token', 'create', '--name', 'by hand', '--role', 'hr'],
      settings,
    );
    expect(await program.ended).toBe(0);
    expect(await one({ kind: 'tokens', actor: 'command line' })).toMatchObject({ via: 'premia token' });
    const verify = new ProgramProcess('cli.js', ['verify', '--all'], settings);
    expect(await verify.ended).toBe(0);
    const { entries: count, last } = await proof();
    expect(verify.stdout).toContain(`audit log: ${count} entries, the last with the hash ${last}`);
  });

  it.each([
    'update audit_events set actor = actor',
    'delete from audit_events where number = 1',
    'truncate audit_events',
  ])('refuses: %s', async (sql) => {
    await expect(source.query(sql)).rejects.toMatchObject({ code: '23001' });
  });

  it('tells of an entry that was changed, and of one that is gone', async () => {
    const tamper = (sql: string) =>
      source.transaction(async (tx) => {
        await tx.query(`set local session_replication_role = replica`); // as an owner can who means to
        await tx.query(sql);
        await tx.query(`set local session_replication_role = origin`);
      });
    await tamper(`update audit_events set actor = 'Somebody' where number = 5`);
    await tamper('delete from audit_events where number = 10');
    const { discrepancies } = await proof();
    expect(discrepancies.map(({ place }) => place)).toEqual(['audit-events.5', 'audit-events.11']);
  });
});
