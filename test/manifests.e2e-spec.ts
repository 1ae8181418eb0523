import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import {
  canonicalText,
  evaluate,
  type ResultContent,
  statementContent,
  subjectOf,
} from '../src/calc/index.js';
import { ManifestsService, ProofService } from '../src/features/payroll/index.js';
import { schemeOf } from './calc/support.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';
import { ProgramProcess } from './support/service-process.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Of M4 in February: 20 % of the bonus of 101 is 20.20, so that 7 and 20.20 of the 30 asked go into pay. */
const ADJUSTMENTS = [
  { kind: 'prize', amount: '7' },
  {
    kind: 'reduction',
    amount: '-30',
    orderNumber: '17-K',
    orderDate: '2026-02-02',
    sanctionFrom: '2026-02-02',
    sanctionUntil: '2026-08-02',
  },
];

/** Statements of a team in April. */
const april = (team: string) =>
  `run_id = (select run_id from periods where code = '2026-04') and team_id = (select id from teams where code = '${team}')`;

/** January to March are closed, April is approved by South alone. */
describe('what is approved', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'premia-verify-'));
  let company: ReviewCompany;
  let source: DataSource;
  let printed: string;
  const adjust = async () => {
    for (const adjustment of ADJUSTMENTS) {
      const wanted = { period: '2026-02', manager: 'M4', reason: 'as ordered', clause: '8', ...adjustment };
      const { status, body } = await company.hr.post('/v1/adjustments').send(wanted);
      expect([status, body.detail]).toEqual([201, undefined]);
    }
  };

  beforeAll(async () => {
    company = await reviewCompany();
    source = company.service.source;
    for (const period of ['2026-01', '2026-02', '2026-03']) {
      await company.run(period);
      if (period === '2026-02') await adjust();
      await company.finish(period);
    }
    await company.run('2026-04');
    await company.step(company.hr, '2026-04', { to: 'in_review' });
    const director = await company.as('Director again', 'head', 'H0');
    expect(await company.step(director, '2026-04', { to: 'approved', team: 'south' })).toBe('200');
    printed = (await company.hr.get('/v1/periods/2026-03/manifest')).body.hash;
  }, 120_000);
  afterAll(async () => {
    await company?.service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('is kept by the database itself', () => {
    const refused = async (sql: string) =>
      source.query(sql).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    const rows = ['results', 'statements'];

    it.each([
      ...rows.map((table) => `update ${table} set document = document`),
      ...rows.map(
        (table) => `delete from ${table} where run_id in (select run_id from periods where state <> 'open')`,
      ),
      ...rows.map(
        (table) => `delete from ${table} where run_id = (select run_id from periods where code = '2026-04')`,
      ),
      ...[...rows, 'manifests', 'period_transitions', 'reviews', 'payroll_runs', 'periods'].map(
        (table) => `truncate ${table} cascade`,
      ),
      `insert into statements (run_id, period, manager_id, currency, complete, document, hash)
        select run_id, code, (select min(id) from managers where not payee), 'RUB', true, '{}', '' from periods where code = '2026-01'`,
      `insert into results (run_id, scheme_version_id, manager_id, period, complete, document, hash)
        select run_id, (select min(id) from scheme_versions), (select min(id) from managers where not payee), code, true, '{}', ''
          from periods where code = '2026-04'`,
      `update payroll_runs set state = 'running' where id = (select run_id from periods where code = '2026-01')`,
      `update payroll_runs set watermark = 1 where id = (select run_id from periods where code = '2026-04')`,
      `update periods set state = 'approved' where code = '2026-01'`,
      `update periods set run_id = null where code = '2026-04'`,
      `update periods set state = 'closed' where code = '2026-04'`,
      `update periods set state = 'calculated' where code = '2026-04'`,
      `insert into periods (code, state) values ('2030-01', 'closed')`,
      `update reviews set state = 'in_review' where period = '2026-01'`,
      `update reviews set state = 'calculated' where period = '2026-04' and state = 'approved'`,
      `update reviews set team_id = null where period = '2026-04' and state = 'approved'`,
      `delete from reviews where period = '2026-04' and state = 'approved'`,
      `insert into reviews (period, team_id, state) select '2026-04', id, 'approved' from teams where code = 'sales'`,
      'update manifests set hash = hash',
      'delete from manifests where number = 3',
      `update statements set total = total where ${april('south')}`,
      `update statements set salary = 1 where ${april('north')}`,
      `update statements set team_id = null where ${april('north')}`,
      `update statements set document = replace(document, '"RUB"', '"USD"') where ${april('north')}`,
      `update adjustments set amount = amount - 1`,
      `update adjustments set withdrawn_at = now(), withdrawn_actor_id = actor_id, withdrawal_reason = 'late'`,
      'delete from adjustments',
      'truncate adjustments',
      `insert into adjustments (period, manager_id, kind, amount, reason, clause, actor_id)
        select period, manager_id, 'prize', 1, reason, clause, actor_id from adjustments limit 1`,
      'update period_transitions set actor = actor',
      'delete from period_transitions',
    ])('refuses: %s', async (sql) => {
      expect(await refused(sql)).toBe('23001');
    });

    it('and is found whole', async () => {
      const { discrepancies, statements, manifests, last } = await company.service.app
        .get(ProofService)
        .verifyAll(printed);
      // three months of five payees, and two of South
      expect({ discrepancies, statements, manifests, last }).toEqual({
        discrepancies: [],
        statements: 17,
        manifests: 3,
        last: printed,
      });
    });
  });

  it('is chained from manifest to manifest, each the hash of its text', async () => {
    let previous: string | null = null;
    for (const [place, period] of ['2026-01', '2026-02', '2026-03'].entries()) {
      const { body } = await company.hr.get(`/v1/periods/${period}/manifest`);
      expect(body).toMatchObject({ number: place + 1, period, hash: sha256(body.document) });
      const content = JSON.parse(body.document);
      expect(content).toMatchObject({
        previous,
        period,
        statements: { count: '5' },
        versions: [{ scheme: 'tenth', number: '1' }],
      });
      const lines = body.entries.split('\n');
      expect(sha256(lines.map(sha256).join('\n'))).toBe(content.statements.hash);
      const { items } = (await company.hr.get(`/v1/statements?period=${period}`)).body;
      expect(lines.map((line: string) => JSON.parse(line).hash)).toEqual(
        items.map(({ hash }: { hash: string }) => hash),
      );
      expect(`${body.document}${body.entries}`).not.toMatch(/Name of|Director/);
      previous = body.hash;
    }
    const { status, body } = await company.hr.get('/v1/periods/2026-04/manifest');
    expect([status, body.type]).toEqual([404, 'urn:premia:problem:no-manifest-yet']);
  });

  describe('premia verify', () => {
    const premia = async (args: string[], settings: Record<string, string> = {}) => {
      const program = new ProgramProcess('cli.js', ['verify', ...args], settings);
      return { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
    };
    const bundleOf = async (period: string, manager: string) => {
      const { items } = (await company.hr.get(`/v1/statements?period=${period}&manager=${manager}`)).body;
      return (await company.hr.get(`/v1/statements/${items[0].id}/bundle`)).body;
    };
    const written = (name: string, content: object) => {
      const file = path.join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };

    it('computes a bundle anew without a database, and tells the hash to compare', async () => {
      const file = written('same.json', await bundleOf('2026-02', 'M1'));
      const { code, stdout, stderr } = await premia([file, '--hash', printed]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('the same: statement of 2026-02, total 101');
      expect(stdout).toContain(
        `manifest chain up to 2026-03 (number 3), to be compared with what is printed: ${printed}`,
      );
      expect((await premia([file], { LC_ALL: 'ru_RU.UTF-8' })).stdout).toContain(
        'совпадает: листок за 2026-02, итого 101',
      );
    }, 60_000);

    it('says of a month that is not closed that nothing proves it yet', async () => {
      const { code, stdout } = await premia([written('draft.json', await bundleOf('2026-04', 'M1'))]);
      expect(code).toBe(0);
      expect(stdout).toContain('the period is not closed');
    }, 60_000);

    it('names the line that differs with both values, and ends with 1', async () => {
      const forged = await bundleOf('2026-02', 'M1');
      forged.document.lines[0].amount = '900';
      const { code, stdout } = await premia([written('forged.json', forged)]);
      expect(code).toBe(1);
      expect(stdout).toContain('statement.lines.tenth 2026-02 bonus.amount: stated 900, computed anew 101');
    }, 60_000);

    it('ends with 1 for another printed hash and for what is no bundle, with 2 for wrong use', async () => {
      const file = written('other.json', await bundleOf('2026-02', 'M1'));
      expect((await premia([file, '--hash', sha256('another')])).code).toBe(1);
      expect(await premia([written('none.json', [1, 2])])).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('cannot be read'),
      });
      expect((await premia([])).code).toBe(2);
      expect((await premia([file, '--hash', 'abc'])).code).toBe(2);
    }, 120_000);

    it('proves a whole database', async () => {
      const { url } = source.options as { url: string };
      const settings = { DATABASE_URL: url };
      const proved = await premia(['--all', '--hash', printed], settings);
      expect(proved).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(
          `^the same: 17 approved statements, 0 exports, 3 manifests, the last with the hash ${printed}\naudit log: \\d+ entries, the last with the hash [0-9a-f]{64}\n$`,
        ),
      });
      expect(await premia(['--all', '--hash', sha256('another')], settings)).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('the chain of manifests is broken'),
      });
    }, 60_000);

    it('shows a bundle to those who see the statement', async () => {
      const { items } = (await company.hr.get('/v1/statements?period=2026-02&manager=M1')).body;
      const statusFor = async (
        name: string,
        role: 'head' | 'manager' | 'auditor' | 'admin',
        manager?: string,
      ) => (await (await company.as(name, role, manager)).get(`/v1/statements/${items[0].id}/bundle`)).status;
      expect([
        await statusFor('own', 'manager', 'M1'),
        await statusFor('other', 'manager', 'M2'),
        await statusFor('head', 'head', 'H1'),
        await statusFor('audit', 'auditor'),
        await statusFor('admin', 'admin'),
      ]).toEqual([200, 404, 200, 200, 403]);
    });
  });

  describe('by somebody who owns the database', () => {
    /** Does what no trigger sees in a transaction that is taken back, and answers what a proof says of it. */
    async function proofOf(forge: (tx: EntityManager) => Promise<void>, hash = printed): Promise<string[]> {
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query('set local session_replication_role = replica');
        await forge(runner.manager);
        const { discrepancies } = await company.service.app.get(ProofService).verifyIn(runner.manager, hash);
        return discrepancies.map(({ code }) => code);
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    }
    const proofAfter = (...statements: string[]) =>
      proofOf(async (tx) => {
        for (const sql of statements) await tx.query(sql);
      });
    const closed = `run_id = (select run_id from periods where code = '2026-02')`;
    const one = (table: string, run = closed) => `id = (select min(id) from ${table} where ${run})`;
    const south = april('south');
    /** Another value of each column, by its type. */
    const others: Record<string, Record<string, string>> = {
      statements: {
        id: '1000000',
        run_id: 'run_id + 1000000',
        period: `'2026-01'`,
        manager_id: '1000000',
        team_id: '1000000',
        currency: `'USD'`,
        complete: 'not complete',
        salary: '1',
        bonus: 'bonus + 1',
        total: 'total + 1',
        document: `replace(document, '"101"', '"901"')`,
        hash: `md5(hash)`,
      },
      results: {
        id: '1000000',
        run_id: `(select run_id from periods where code = '2026-01')`,
        scheme_version_id: `(select max(id) from scheme_versions)`,
        manager_id: '1000000',
        period: `'2026-01'`,
        stretch_from: `'2026-01-01'`,
        complete: 'not complete',
        total: 'total + 1',
        document: `replace(document, '"1000"', '"1001"')`,
        hash: `md5(hash)`,
      },
      adjustments: {
        id: '1000000',
        period: `'2026-03'`,
        manager_id: '(select max(id) from managers where id < adjustments.manager_id)',
        kind: `'correction', order_number = null, order_date = null, sanction_from = null, sanction_until = null`,
        amount: 'amount - 1',
        reason: `'another'`,
        clause: `'9'`,
        order_number: `'18-K'`,
        order_date: `order_date - 1`,
        sanction_from: `sanction_from + 1`,
        sanction_until: `sanction_until + 1`,
        actor_id: '(select max(id) from tokens)',
        created_at: `created_at + interval '1 microsecond'`,
        withdrawn_at: `now(), withdrawn_actor_id = actor_id, withdrawal_reason = 'never'`,
        withdrawn_actor_id: `actor_id, withdrawn_at = created_at, withdrawal_reason = 'never'`,
        withdrawal_reason: `'never', withdrawn_actor_id = actor_id, withdrawn_at = created_at`,
      },
      manifests: {
        number: '10',
        period: `'2026-04'`,
        run_id: `(select run_id from periods where code = '2026-01')`,
        document: `replace(document, '"5"', '"6"')`,
        entries: `replace(entries, '"manager":"', '"manager":"1')`,
        hash: `md5(hash)`,
      },
    };

    it('names every column of the tables', async () => {
      for (const [table, columns] of Object.entries(others)) {
        const rows: { name: string }[] = await source.query(
          `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
          [table],
        );
        expect(Object.keys(columns).sort()).toEqual(rows.map(({ name }) => name).sort());
      }
    });

    const changes = Object.entries(others).flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, value]) => [table, column, value] as const),
    );
    it.each(changes)('a change of %s.%s is found', async (table, column, value) => {
      const where = { manifests: 'number = 2', adjustments: `kind = 'reduction'` }[table] ?? one(table);
      expect(await proofAfter(`update ${table} set ${column} = ${value} where ${where}`)).not.toEqual([]);
    });

    it.each(['team_id', 'total', 'document', 'hash', 'manager_id', 'id'])(
      'a change of statements.%s in a month approved but not closed is found',
      async (column) => {
        const sql = `update statements set ${column} = ${others.statements![column]!} where ${one('statements', south)}`;
        expect(await proofAfter(sql)).not.toEqual([]);
      },
    );

    it.each<[string, string[]]>([
      ['a statement deleted', [`delete from statements where ${one('statements')}`]],
      ['a result deleted', [`delete from results where ${one('results')}`]],
      [
        'a statement added',
        [
          `insert into statements (run_id, period, manager_id, currency, complete, document, hash)
            select run_id, period, 1000000, currency, complete, document, hash from statements where ${one('statements')}`,
        ],
      ],
      [
        'two statements that change places',
        [
          `update statements set id = id - (select min(id) + max(id) from statements where ${closed}) where ${closed}`,
          `update statements set id = -id where ${closed}`,
        ],
      ],
      ['an adjustment deleted', [`delete from adjustments where kind = 'prize'`]],
      [
        'an adjustment added',
        [
          `insert into adjustments (period, manager_id, kind, amount, reason, clause, actor_id)
            select period, manager_id, 'prize', 1, reason, clause, actor_id from adjustments limit 1`,
        ],
      ],
      [
        'an adjustment forged with its statement',
        [
          `update adjustments set amount = 8 where kind = 'prize'`,
          `update statements set document = replace(replace(document, '"asked":"7"', '"asked":"8"'), '"amount":"7"', '"amount":"8"')
            where document like '%"asked":"7"%'`,
        ],
      ],
      ['a manifest deleted', ['delete from manifests where number = 2']],
      ['the last manifest deleted', ['delete from manifests where number = 3']],
      ['all manifests truncated', ['truncate manifests']],
      ['all statements truncated', ['truncate statements']],
      [
        'manifests that change places',
        [
          'update manifests set number = 10 where number = 1',
          'update manifests set number = 1 where number = 2',
          'update manifests set number = 2 where number = 10',
        ],
      ],
      [
        'the tail taken away with its month',
        [
          'delete from manifests where number = 3',
          `update periods set state = 'approved' where code = '2026-03'`,
          `delete from period_transitions where period = '2026-03' and to_state = 'closed'`,
        ],
      ],
      [
        'everything taken away',
        [
          'truncate manifests, period_transitions, reviews, statements, results',
          `update periods set state = 'open', run_id = null`,
        ],
      ],
      [
        'another who approved',
        [
          `update period_transitions set actor = 'somebody' where period = '2026-02' and to_state = 'approved'`,
        ],
      ],
      [
        'an approval taken away',
        [`delete from period_transitions where period = '2026-02' and to_state = 'approved'`],
      ],
      [
        'an approval made up',
        [
          `update reviews set state = 'approved' where period = '2026-04'`,
          `update periods set state = 'approved' where code = '2026-04'`,
        ],
      ],
      ['a month reopened', [`update periods set state = 'approved' where code = '2026-02'`]],
      ['another source of a scheme', [`update scheme_versions set source = replace(source, '10%', '20%')`]],
      [
        'another watermark of a run',
        [
          `update payroll_runs set watermark = watermark + 1 where id = (select run_id from periods where code = '2026-02')`,
        ],
      ],
    ])('%s is found', async (_, statements) => {
      expect(await proofAfter(...statements)).not.toEqual([]);
    });

    /** February's sales of one manager become 9 000, and all that follows is made to fit, with the service's own parts. */
    async function rewriteTail(tx: EntityManager): Promise<void> {
      const manifests = company.service.app.get(ManifestsService);
      const [result] = await tx.query(`select * from results where ${one('results')}`);
      const [statement] = await tx.query('select * from statements where run_id = $1 and manager_id = $2', [
        result.run_id,
        result.manager_id,
      ]);
      const [{ text }] = await tx.query('select source as text from scheme_versions where id = $1', [
        result.scheme_version_id,
      ]);
      const scheme = schemeOf(text);
      const content: ResultContent = JSON.parse(result.document);
      const { inputs, ...subject } = subjectOf(content.result);
      const sales = { values: [{ of: '2026-02', value: '9000' }] };
      content.result = evaluate(scheme, { ...subject, inputs: { ...inputs, sales } });
      const resultText = canonicalText(content);
      const paid = [{ scheme, result: content.result, hash: sha256(resultText) }];
      const statementText = canonicalText(statementContent(JSON.parse(statement.document), paid));
      await tx.query('update results set document = $2, hash = $3, total = 901 where id = $1', [
        result.id,
        resultText,
        sha256(resultText),
      ]);
      await tx.query(
        'update statements set document = $2, hash = $3, total = 901, bonus = 901 where id = $1',
        [statement.id, statementText, sha256(statementText)],
      );
      for (const [team, hash] of await manifests.setHashes(tx, result.run_id)) {
        await tx.query(
          `update period_transitions set hash = $2 where period = '2026-02' and to_state = 'approved' and team_id is not distinct from $1`,
          [team, hash],
        );
      }
      await tx.query('delete from manifests where number > 1');
      for (const period of ['2026-02', '2026-03']) {
        const [{ run }] = await tx.query('select run_id as run from periods where code = $1', [period]);
        await manifests.seal(tx, period, run);
      }
    }

    it('a tail rewritten with all its hashes is found by the hash that was printed, and by nothing else', async () => {
      expect(await proofOf(rewriteTail)).toEqual(['chain']);
      const [{ hash }] = await source.query('select hash from manifests where number = 1');
      expect(await proofOf(rewriteTail, hash)).toEqual([]);
    });
  });
});
