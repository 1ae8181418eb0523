import { readFileSync } from 'node:fs';
import { ScheduleService } from '../src/features/payroll/index.js';
import { clock } from '../src/platform/clock.js';
import { startService, type TestService } from './support/service.js';

describe('the monthly schedule', () => {
  let service: TestService;
  const realNow = clock.now;

  beforeAll(async () => {
    service = await startService();
    const hr = await service.as('hr');
    await hr.post('/v1/managers').send({ personnelNumber: 'M1', name: 'One' });
    await hr.post('/v1/schemes').send({ document: readFileSync('schemes/key-accounts.yaml', 'utf8') });
  });
  afterEach(() => {
    clock.now = realNow;
  });
  afterAll(() => service.stop());

  const tickAt = (instant: string) => {
    clock.now = () => new Date(instant);
    return service.app.get(ScheduleService).computeWhatIsDue();
  };

  it('computes nothing while nobody is assigned', async () => {
    expect(await tickAt('2026-04-01T09:00:00Z')).toBeUndefined();
  });

  it('computes the month that ended in the company’s zone, once', async () => {
    const hr = await service.as('hr');
    await hr
      .post('/v1/scheme-assignments')
      .send({ scheme: 'key-accounts', manager: 'M1', from: '2026-01-01' });
    // 21:00 UTC on 31 March is 1 April in Moscow; an hour earlier February is the last month that ended
    expect(await tickAt('2026-03-31T20:00:00Z')).toBe('2026-02');
    expect(await tickAt('2026-03-31T21:00:00Z')).toBe('2026-03');
    expect(await tickAt('2026-04-01T09:00:00Z')).toBeUndefined();
    expect((await hr.get('/v1/periods/2026-03')).body).toMatchObject({ state: 'calculated', statements: 1 });
  });
});
