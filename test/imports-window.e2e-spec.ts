import type TestAgent from 'supertest/lib/agent.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const PROFILE = `code: shop
source: shop
emits:
  - noun: clients
    fields: {code: client, name: client}
  - noun: orders
    fields: {externalId: no, date: day, client: client, amount: amount}
`;
const HEADER = 'no,day,client,amount\n';
const MARCH = '2026-03-01..2026-04-01';

describe('what is withdrawn', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await saveProfile(hr, 'shop', PROFILE);
    const rows = ['1,2026-02-28,A,1', '2,2026-03-01,A,2', '3,2026-03-31,B,3', '4,2026-04-01,B,4'];
    await sendFile(hr, 'shop', `${HEADER}${rows.join('\n')}\n`);
    const other = { externalId: '2', date: '2026-03-15', amount: '5' };
    await hr.post('/v1/orders/batch').send({ items: [other, { ...other, source: 'crm' }] });
  });
  afterAll(() => service.stop());

  const numbers = async (source = 'shop') =>
    (await hr.get(`/v1/orders?source=${source}`)).body.items.map(
      (each: { externalId: string }) => each.externalId,
    );
  const seqs = () => service.source.query('select count(*)::int as intakes from intakes');

  describe('by a file that is all there is for some days', () => {
    it('a dry run counts', async () => {
      const { body } = await sendFile(hr, 'shop', `${HEADER}3,2026-03-31,B,3\n`, {
        replaceWindow: MARCH,
        dryRun: 'true',
      });
      expect(body.counts).toMatchObject({
        orders: { read: 1, unchanged: 1, withdrawn: 1 },
        clients: { withdrawn: 0 },
      });
      expect(await numbers()).toEqual(['1', '2', '3', '4']);
    });

    it('its absent records of these days and of its sender go, and leave tombstones', async () => {
      const file = `${HEADER}3,2026-03-31,B,33\n5,2026-03-02,C,5\n`;
      const { body } = await sendFile(hr, 'shop', file, { replaceWindow: MARCH });
      expect(body.counts.orders).toEqual({
        read: 2,
        added: 1,
        changed: 1,
        unchanged: 0,
        rejected: 0,
        withdrawn: 1,
      });
      expect(await numbers()).toEqual(['1', '3', '4', '5']);
      expect([await numbers('api'), await numbers('crm')]).toEqual([['2'], ['2']]);
      const tombstones = await service.source.query(
        `select t.external_id, t.written_seq = $1 as by_this, h.amount::text from orders t join orders_history h using (id)
          where t.withdrawn`,
        [body.id],
      );
      expect(tombstones).toEqual([{ external_id: '2', by_this: true, amount: '2.0000' }]);
    });

    it('sent again it changes nothing, and sent with the record again revives it', async () => {
      const file = `${HEADER}3,2026-03-31,B,33\n5,2026-03-02,C,5\n`;
      expect((await sendFile(hr, 'shop', file, { replaceWindow: MARCH })).body.state).toBe('unchanged');
      const more = await sendFile(hr, 'shop', `${file}2,2026-03-01,A,2\n`, { replaceWindow: MARCH });
      expect(more.body.counts.orders).toMatchObject({ changed: 1, unchanged: 2, withdrawn: 0 });
      expect(await numbers()).toEqual(['1', '2', '3', '4', '5']);
    });

    it('without the window nothing goes, and with another window the same bytes are another import', async () => {
      const file = `${HEADER}5,2026-03-02,C,5\n`;
      expect((await sendFile(hr, 'shop', file)).body.counts.orders).toMatchObject({
        unchanged: 1,
        withdrawn: 0,
      });
      const { body } = await sendFile(hr, 'shop', file, { replaceWindow: '2026-03-01..2026-03-02' });
      expect(body.fields).toMatchObject([
        {
          field: 'orders.date',
          line: 2,
          column: 'day',
          value: '2026-03-02',
          expected: expect.stringContaining('2026-03-01'),
        },
      ]);
      const narrow = await sendFile(hr, 'shop', file, { replaceWindow: '2026-03-02..2026-03-03' });
      expect(narrow.body).toMatchObject({
        state: 'applied',
        counts: { orders: { unchanged: 1, withdrawn: 0 } },
      });
    });

    it('a header alone empties the days of the sender that the profile names', async () => {
      const { body } = await sendFile(hr, 'shop', HEADER, { replaceWindow: '2026-04-01..2026-05-01' });
      expect(body.counts.orders).toMatchObject({ read: 0, withdrawn: 1 });
    });

    it('a record that others refer to stays, and with it all the rest', async () => {
      await hr
        .post('/v1/returns')
        .send({ source: 'shop', externalId: 'r', date: '2026-03-09', order: '5', amount: '1' });
      const before = await seqs();
      const { status, body } = await sendFile(hr, 'shop', `${HEADER}9,2026-03-09,Z,1\n`, {
        replaceWindow: MARCH,
      });
      expect([status, body.type]).toEqual([409, 'urn:premia:problem:still-referred-to']);
      expect(body.detail).toContain('"5" is named by returns');
      expect([await numbers(), await seqs()]).toEqual([['1', '2', '3', '5'], before]);
    });

    it.each([
      ['2026-03-01', 'window'],
      ['2026-04-01..2026-03-01', 'window'],
      ['2026-03-01..2026-02-30', 'window'],
      ['2026-03-01..2026-03-01', 'window'],
      ['1..2..3', 'window'],
    ])('a window like %s is refused', async (replaceWindow) => {
      const { status, body } = await sendFile(hr, 'shop', HEADER, { replaceWindow });
      expect([status, body.fields]).toMatchObject([422, [{ field: 'replaceWindow', value: replaceWindow }]]);
    });

    it('a window for what has no date, or without the rows refused, is refused', async () => {
      await saveProfile(
        hr,
        'clients',
        'code: clients\nemits:\n  - {noun: clients, fields: {code: c, name: c}}\n',
      );
      const dateless = await sendFile(hr, 'clients', 'c\nA\n', { replaceWindow: MARCH });
      expect(dateless.body.fields).toMatchObject([{ expected: expect.stringContaining('dated facts') }]);
      const partial = await sendFile(hr, 'shop', HEADER, { replaceWindow: MARCH, acceptValid: 'true' });
      expect(partial.body.fields).toMatchObject([{ expected: expect.stringContaining('acceptValid') }]);
    });
  });

  describe('by the numbers of its sender', () => {
    const withdraw = (items: object[], noun = 'orders') => hr.post(`/v1/${noun}/withdraw`).send({ items });
    const shop = (externalId: string) => ({ source: 'shop', externalId });

    it('goes once', async () => {
      const { status, body } = await withdraw([shop('1'), shop('2'), shop('1')]);
      expect([status, body]).toEqual([200, { read: 3, withdrawn: 2, unchanged: 1 }]);
      expect((await withdraw([shop('1')])).body).toEqual({ read: 1, withdrawn: 0, unchanged: 1 });
      expect(await numbers()).toEqual(['3', '5']);
      expect((await withdraw([{ externalId: '2' }])).body).toMatchObject({ withdrawn: 1 });
    });

    it('comes back when it is sent again, but not with an older version', async () => {
      const versioned = (sourceVersion: number) => ({
        ...shop('v'),
        sourceVersion,
        date: '2026-03-07',
        amount: String(sourceVersion),
      });
      await hr.post('/v1/orders').send(versioned(5));
      await withdraw([shop('v')]);
      await hr.post('/v1/orders').send(versioned(4));
      expect(await numbers()).not.toContain('v');
      await hr.post('/v1/orders').send(versioned(6));
      expect(await numbers()).toContain('v');
    });

    it('is refused for numbers never sent and for what others refer to, all or none', async () => {
      const unknown = await withdraw([shop('3'), shop('nobody')]);
      expect([unknown.status, unknown.body.fields]).toMatchObject([
        422,
        [{ field: 'items[1].externalId', value: 'nobody' }],
      ]);
      const named = await withdraw([shop('3'), shop('5')]);
      expect([named.status, named.body.type]).toEqual([409, 'urn:premia:problem:still-referred-to']);
      expect(await numbers()).toContain('3');
      expect((await withdraw([shop('r')], 'returns')).body).toMatchObject({ withdrawn: 1 });
      expect((await withdraw([shop('5')])).body).toMatchObject({ withdrawn: 1 });
    });

    it('is for facts and for those who send them', async () => {
      expect((await withdraw([{ externalId: 'A' }], 'clients')).status).toBe(404);
      expect((await withdraw([])).status).toBe(422);
      const auditor = await service.as('auditor');
      expect((await auditor.post('/v1/orders/withdraw').send({ items: [shop('3')] })).status).toBe(403);
    });
  });
});
