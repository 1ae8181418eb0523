import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { emptyDatabaseUrl } from './support/database.js';
import { startService, type TestService } from './support/service.js';
import { ProgramProcess } from './support/service-process.js';

/** The rate falls from 5 % to `second` at 50 000: 49 999.99 × 5 % = 2500, 50 000 × 4 % = 2000. */
const schemeOf = (code: string, second = '4%', measure = 'won_amount') => `code: ${code}
title: {en: Tiers, ru: Ступени}
period: month
inputs: {sales: {title: {en: Sales, ru: Продажи}, measure: ${measure}, unit: money}}
tables: {tiers: {by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 5%}, {from: 50000, rate: ${second}}]}}
params: {spare: {value: 1, unit: count}}
lines:
  - {code: bonus, title: Bonus, formula: 'sales * STEP(tiers.rate, sales)', unit: money, round: 0.01, pay: bonus, clause: "1"}
`;
const CLIFF = 'cliff tables.tiers.rows[1] sales';
const cliff = {
  id: CLIFF,
  code: 'cliff',
  severity: 'error',
  line: 5,
  column: 79,
  path: 'tables.tiers.rows[1]',
  text: 'A cliff in "Sales": at 50000 instead of 49999.99 pay falls by 500, from 2500 to 2000. It comes from row 2 of table tiers.',
  witness: {
    input: 'sales',
    before: '49999.99',
    after: '50000',
    payBefore: '2500',
    payAfter: '2000',
    others: {},
  },
};
const unused = expect.objectContaining({ id: 'unused params.spare', severity: 'warning' });

describe('lint over HTTP', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
  });
  afterAll(() => service.stop());

  const versions = async () => (await hr.get('/v1/schemes')).body;
  const publish = (document: string, more: object = {}) => hr.post('/v1/schemes').send({ document, ...more });

  it('tells what a document would pay wrongly, and stores nothing', async () => {
    const { status, body } = await hr.post('/v1/schemes/lint').send({ document: schemeOf('tiers') });
    expect([status, body]).toEqual([200, { accepted: false, findings: [cliff, unused] }]);
    const mended = await hr.post('/v1/schemes/lint').send({ document: schemeOf('tiers', '6%') });
    expect(mended.body).toEqual({ accepted: true, findings: [unused] });
    expect(await versions()).toEqual([]);
  });

  it('tells of a document that does not compile only what is wrong with the document', async () => {
    const { body } = await hr
      .post('/v1/schemes/lint')
      .send({ document: schemeOf('tiers').replace('rate, sales', 'rate, sails') });
    expect(body).toMatchObject({ accepted: false, findings: [{ code: 'name-unknown', line: 8 }] });
    expect(body.findings[0].id).toBeUndefined();
  });

  it('goes by the direction that the company gives a measure', async () => {
    const documentOf = (measure: string) => schemeOf('fines', '4%', measure).replace('measure:', 'kpi:');
    const kpi = (direction: string) => ({
      code: 'points',
      title: { en: 'Points' },
      unit: 'money',
      direction,
    });
    for (const [direction, code] of [
      ['up', 'cliff'],
      ['down', 'slope-down'],
      ['none', undefined],
    ]) {
      const sent = await hr.post('/v1/kpis').send(kpi(direction!));
      expect(sent.status).toBe(200);
      const { body } = await hr.post('/v1/schemes/lint').send({ document: documentOf('points') });
      expect(body.findings.find(({ severity }: { severity: string }) => severity === 'error')?.code).toBe(
        code,
      );
    }
  });

  it('keeps a scheme from being published, with each finding', async () => {
    const refused = await publish(schemeOf('tiers'));
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:premia:problem:scheme-harmful']);
    expect(refused.body.findings).toEqual([cliff]);
    const russian = await hr
      .post('/v1/schemes')
      .set('Accept-Language', 'ru')
      .send({ document: schemeOf('tiers') });
    expect(russian.body.findings[0].text).toContain(
      'Обрыв по «Продажи»: при 50000 вместо 49999.99 выплата падает на 500',
    );
    expect(await versions()).toEqual([]);
  });

  it('takes null for no acknowledgement, as where none is sent', async () => {
    const harmful = await publish(schemeOf('nulls'), { acknowledge: null });
    expect([harmful.status, harmful.body.type]).toEqual([422, 'urn:premia:problem:scheme-harmful']);
  });

  it('refuses to accept what is not there, and without a reason', async () => {
    const strange = await publish(schemeOf('tiers'), {
      acknowledge: [{ finding: 'cliff of doom', reason: 'meant' }],
    });
    expect([strange.status, strange.body.fields]).toEqual([
      422,
      [
        {
          field: 'acknowledge[0].finding',
          value: 'cliff of doom',
          expected: `one of: ${CLIFF}; unused params.spare`,
        },
      ],
    ]);
    const silent = await publish(schemeOf('tiers'), { acknowledge: [{ finding: CLIFF, reason: '' }] });
    expect([silent.status, silent.body.fields[0].field]).toEqual([422, 'acknowledge[0].reason']);
    expect(await versions()).toEqual([]);
  });

  it('is overruled by a reason, kept with the version and who gave it', async () => {
    const acknowledge = [{ finding: CLIFF, reason: 'agreed until June' }];
    const published = await publish(schemeOf('tiers'), { acknowledge });
    expect([published.status, published.body]).toMatchObject([200, { number: 1, findings: [cliff, unused] }]);
    const stored = await hr.get('/v1/schemes/tiers/versions/1/lint');
    expect([stored.status, stored.body]).toEqual([
      200,
      {
        findings: [cliff, unused],
        acknowledged: [{ ...acknowledge[0], by: 'test hr', at: published.body.publishedAt }],
      },
    ]);
    // the same text needs no second reason, another text does
    expect((await publish(schemeOf('tiers'))).body).toMatchObject({ number: 1 });
    expect((await publish(schemeOf('tiers', '3%'), { from: '2026-05-01' })).status).toBe(422);
    expect((await publish(schemeOf('tiers', '7%'), { from: '2026-05-01' })).body).toMatchObject({
      number: 2,
    });
    expect((await hr.get('/v1/schemes/tiers/versions/2/lint')).body).toEqual({
      findings: [unused],
      acknowledged: [],
    });
  });

  it('answers 404 for a version that is not there, and 403 to managers', async () => {
    expect((await hr.get('/v1/schemes/tiers/versions/9/lint')).status).toBe(404);
    expect((await hr.get('/v1/schemes/tiers/versions/x/lint')).status).toBe(404);
    const auditor = await service.as('auditor');
    expect((await auditor.get('/v1/schemes/tiers/versions/1/lint')).status).toBe(200);
    expect((await auditor.post('/v1/schemes/lint').send({ document: schemeOf('tiers') })).status).toBe(403);
  });
});

describe('premia scheme', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'premia-lint-'));
  const file = path.join(folder, 'tiers.yaml');
  let url: string;

  beforeAll(async () => {
    url = await emptyDatabaseUrl();
    writeFileSync(file, schemeOf('tiers'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function premia(...args: string[]) {
    const program = new ProgramProcess('cli.js', ['scheme', ...args], { DATABASE_URL: url });
    return { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
  }

  it('check prints what it would pay wrongly; publish refuses it until it is acknowledged', async () => {
    const checked = await premia('check', file);
    expect([checked.code, checked.stderr]).toEqual([1, '']);
    expect(checked.stdout).toContain(`  5:79 error tables.tiers.rows[1]: ${cliff.text} [${CLIFF}]\n`);
    expect(checked.stdout).toMatch(/the scheme cannot be published\n$/);
    const refused = await premia('publish', file);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(`[${CLIFF}]`);
    expect(await premia('publish', '--acknowledge', CLIFF, file)).toMatchObject({ code: 2 });
    const published = await premia('publish', '--acknowledge', `${CLIFF}=agreed until June`, file);
    expect([published.code, published.stderr]).toEqual([0, '']);
    expect(published.stdout).toMatch(/tiers version 1, in force from 1990-01-01\n$/);
  }, 120_000);

  it('check of a scheme with warnings only ends well', async () => {
    writeFileSync(file, schemeOf('tiers', '6%'));
    const checked = await premia('check', file);
    expect([checked.code, checked.stdout]).toEqual([
      0,
      expect.stringMatching(
        /warning params\.spare: .* \[unused params\.spare\]\nthe scheme can be published\n$/,
      ),
    ]);
  }, 60_000);
});
