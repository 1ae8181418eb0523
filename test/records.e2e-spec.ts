import type TestAgent from 'supertest/lib/agent.js';
import { startService, type TestService } from './support/service.js';

describe('records', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
  });
  afterAll(() => service.stop());

  const manager = { personnelNumber: 'M1', name: 'Ёлкин П.' };

  it('takes a record, and the same again changes nothing', async () => {
    const first = await hr.post('/v1/managers').send(manager);
    expect([first.status, first.body]).toEqual([200, { id: expect.any(String), ...manager, payee: true }]);
    const counts = await hr.post('/v1/managers/batch').send({ items: [manager] });
    expect(counts.body).toEqual({ read: 1, added: 0, changed: 0, unchanged: 1 });
    const history = await service.source.query('select count(*) from managers_history');
    expect(history).toEqual([{ count: '0' }]);
  });

  it('keeps the superseded revision with the number of the intake that replaced it', async () => {
    await hr.post('/v1/managers').send({ ...manager, email: 'elkin@example.org' });
    const [old] = await service.source.query(
      'select name, email, written_seq, replaced_seq from managers_history',
    );
    const [now] = await service.source.query('select email, written_seq from managers');
    expect(old).toMatchObject({ name: manager.name, email: null, replaced_seq: now.written_seq });
    expect(now.email).toBe('elkin@example.org');
  });

  it('changes, withdraws and takes up again a record whose key has absent parts', async () => {
    const codes = async () =>
      (await hr.get('/v1/pay-codes')).body.items.map((each: { code: string }) => each.code);
    const send = (code: string) => hr.post('/v1/pay-codes').send({ pay: 'bonus', code });
    const { body } = await send('0204');
    expect((await send('0300')).body).toMatchObject({ id: body.id, code: '0300' });
    expect(await codes()).toEqual(['0300']);
    await hr.delete(`/v1/pay-codes/${body.id}`);
    expect(await codes()).toEqual([]);
    expect((await send('0300')).body.id).toBe(body.id);
    expect(await codes()).toEqual(['0300']);
  });

  it('takes facts that refer to other records and gives them back as they were sent', async () => {
    await hr.post('/v1/clients').send({ code: 'C1', name: 'Client' });
    const order = { externalId: 'O1', date: '2026-03-05', manager: 'M1', client: 'C1', amount: '86000.5' };
    const taken = await hr.post('/v1/orders').send(order);
    expect(taken.body).toEqual({ id: expect.any(String), source: 'api', status: 'won', ...order });
    const page = await hr.get('/v1/orders?manager=M1&from=2026-03-01&until=2026-04-01');
    expect(page.body).toEqual({ items: [taken.body], next: null });
  });

  it('withdraws with a tombstone, and takes the record up again when it is sent anew', async () => {
    const order = { externalId: 'O2', date: '2026-03-06', manager: 'M1', amount: '1' };
    const { id } = (await hr.post('/v1/orders').send(order)).body;
    expect((await hr.delete(`/v1/orders/${id}`)).status).toBe(204);
    expect((await hr.get(`/v1/orders/${id}`)).status).toBe(404);
    expect((await hr.post('/v1/orders').send(order)).body.id).toBe(id);
    const revisions = await service.source.query(
      'select withdrawn from orders_history where id = $1 order by written_seq',
      [id],
    );
    expect(revisions).toEqual([{ withdrawn: false }, { withdrawn: true }]);
  });

  it('divides credit among managers and keeps the former division', async () => {
    await hr.post('/v1/managers').send({ personnelNumber: 'M2', name: 'Second' });
    const order = { externalId: 'O3', date: '2026-03-07', amount: '100' };
    const credits = [
      { manager: 'M1', share: '0.6' },
      { manager: 'M2', share: '0.4' },
    ];
    await hr.post('/v1/orders').send({ ...order, credits });
    await hr.post('/v1/orders').send({ ...order, manager: 'M2' });
    const kept = await service.source.query('select share from order_credits_history order by id');
    expect(kept).toEqual([{ share: '0.600000' }, { share: '0.400000' }]);
    expect(await service.source.query('select * from order_credits')).toEqual([]);
  });
});
