import type TestAgent from 'supertest/lib/agent.js';
import { MONTH, PageLab } from './support/page-lab.js';
import type { Look, Tab } from './support/tab.js';

/** Each act once in each language: in English at a desk, in Russian on a telephone. */
const BOTH: { look: Look; month: string }[] = [
  { look: { language: 'en', width: 1440, scheme: 'light' }, month: '2026-04' },
  { look: { language: 'ru', width: 360, scheme: 'dark' }, month: '2026-05' },
];

const WORDS = {
  en: {
    start: 'Calculate the month',
    underWay: 'Under way',
    run: 'run 1',
    withdraw: 'Withdraw',
    reason: 'Reason',
    none: 'No adjustments',
    alsoWithdrawn: 'withdrawn, too',
    takeBack: 'Take the export back',
    cancelled: /Cancelled by/,
    newToken: 'New token',
    name: 'Name',
    make: 'Make the token',
    token: 'Token',
    close: 'Close',
    revoke: 'Revoke',
    revoked: /^revoked/,
    change: 'Change the schedule',
    day: 'Day of the month after, 1 to 31',
    hour: /^Hour/,
    pause: 'Pause',
    save: 'Save',
    rule: 'on day 5 of the month after, at 7:00',
    paused: 'Paused: no month is calculated by itself.',
  },
  ru: {
    start: 'Рассчитать месяц',
    underWay: 'Выполняется',
    run: 'расчёт 1',
    withdraw: 'Отозвать',
    reason: 'Причина',
    none: 'Корректировок нет',
    alsoWithdrawn: 'и отозванные',
    takeBack: 'Отозвать выгрузку',
    cancelled: /^Отменена:/,
    newToken: 'Новый токен',
    name: 'Имя',
    make: 'Создать токен',
    token: 'Токен',
    close: 'Закрыть',
    revoke: 'Отозвать',
    revoked: /^отозван/,
    change: 'Изменить расписание',
    day: 'Число следующего месяца, от 1 до 31',
    hour: /^Час/,
    pause: 'Пауза',
    save: 'Сохранить',
    rule: '5-го числа следующего месяца в 7:00',
    paused: 'Пауза: месяцы сами не рассчитываются.',
  },
};

describe('what HR and the administrator do from the page', () => {
  let lab: PageLab;
  let hr: TestAgent;

  beforeAll(async () => {
    lab = await PageLab.start();
    hr = await lab.service.as('hr');
    await hr.post('/v1/periods/2026-01/transitions').send({ to: 'in_review' }).expect(200);
    for (const manager of ['1000', '2000']) {
      const head = await lab.service.as('head', manager);
      await head.post('/v1/periods/2026-01/transitions').send({ to: 'approved' }).expect(200);
    }
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  const opened = async (look: Look, address: string, role: 'hr' | 'admin' = 'hr') => {
    const tab = await lab.open({ role }, look);
    await tab.go(address);
    return { tab, page: tab.page, words: WORDS[look.language] };
  };
  const press = ({ page }: Tab, name: string) =>
    page.getByRole('button', { name, exact: true }).first().click();
  const inDialog = ({ page }: Tab, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

  it.each(BOTH)('a month is computed and followed to its end, $look.language', async ({ look, month }) => {
    const release = await holdRuns();
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    const words = WORDS[look.language];
    tab.expectedStatuses.add(404); // the month was never opened
    await tab.go(`/periods/${month}`);
    await press(tab, words.start);
    await page.getByText(words.underWay).waitFor();
    expect(new URL(page.url()).searchParams.get('job')).toMatch(/^\S+$/);
    // loaded again, it is still followed
    await page.reload();
    await page.getByText(words.underWay).waitFor();
    await tab.inspect('run-under-way');
    await release();
    await page.getByText(words.run, { exact: true }).waitFor();
    await page.getByText(words.underWay).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('job')).toBe(false);
    await tab.inspect('run-done');
  });

  it.each(BOTH)('an adjustment is withdrawn where all of them stand, $look.language', async ({ look }) => {
    const wanted = { period: MONTH, manager: '1002', kind: 'agreed', amount: '100', clause: '6.1' };
    await hr
      .post('/v1/adjustments')
      .send({ ...wanted, reason: `fair ${look.language}` })
      .expect(201);
    const { tab, page, words } = await opened(look, `/adjustments?period=${MONTH}`);
    await press(tab, words.withdraw);
    await page.getByRole('dialog').getByLabel(words.reason).fill('entered twice');
    await tab.inspect('withdrawal');
    await inDialog(tab, words.withdraw);
    await page.getByText(words.none).waitFor();
    await page.getByRole('button', { name: words.alsoWithdrawn }).click();
    await page.getByText('entered twice').first().waitFor();
    await page.getByText(`fair ${look.language}`).waitFor();
    await tab.inspect('adjustments-withdrawn');
    const { body } = await hr.get(`/v1/statements/${await lab.statementOf('1002')}`);
    // 700 + 204 without it
    expect(body.total).toBe('904');
  });

  it.each(BOTH)('an export is taken back, $look.language', async ({ look }) => {
    const { body } = await hr.post('/v1/exports').send({ period: '2026-01' }).expect(200);
    const { tab, page, words } = await opened(look, `/exports/${body.id}`);
    await press(tab, words.takeBack);
    await page.getByRole('dialog').getByLabel(words.reason).fill('the wrong month');
    await tab.inspect('export-taking-back');
    await inDialog(tab, words.takeBack);
    await page.getByText(words.cancelled).first().waitFor();
    await page.getByText('the wrong month').waitFor();
    expect(await page.getByRole('button', { name: words.takeBack }).count()).toBe(0);
    await tab.inspect('export-taken-back');
    const { body: read } = await hr.get(`/v1/exports/${body.id}`);
    expect(read.cancelReason).toBe('the wrong month');
  });

  it.each(BOTH)('a token is made, works, and is revoked, $look.language', async ({ look }) => {
    const { tab, page, words } = await opened(look, '/tokens', 'admin');
    const name = `CRM ${look.language}`;
    await press(tab, words.newToken);
    tab.expectedStatuses.add(422);
    await inDialog(tab, words.make);
    await page.getByRole('alert').waitFor();
    await page.getByLabel(words.name, { exact: true }).fill(name);
    await tab.inspect('token-form');
    await inDialog(tab, words.make);
    const token = await page.getByLabel(words.token, { exact: true }).inputValue();
    await tab.inspect('token-made');
    await inDialog(tab, words.close);
    const asked = () => lab.service.anonymous.get('/v1/imports').set('Authorization', `Bearer ${token}`);
    expect((await asked()).status).toBe(200);
    const row = page.locator('tr, li').filter({ hasText: name });
    await row.getByRole('button', { name: words.revoke }).click();
    await tab.inspect('token-revocation');
    await inDialog(tab, words.revoke);
    await row.getByText(words.revoked).waitFor();
    expect((await asked()).status).toBe(401);
    await tab.inspect('token-revoked');
  });

  it.each(BOTH)('the schedule is changed and paused, $look.language', async ({ look }) => {
    const { tab, page, words } = await opened(look, '/periods');
    await press(tab, words.change);
    const dialog = page.getByRole('dialog');
    tab.expectedStatuses.add(422);
    await dialog.getByLabel(words.day).fill('0');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await dialog.getByLabel(words.day).inputValue()).toBe('0');
    await tab.inspect('schedule-refused');
    await dialog.getByLabel(words.day).fill('5');
    await dialog.getByLabel(words.hour).fill('7');
    await inDialog(tab, words.save);
    await page.getByText(words.rule).waitFor();
    expect((await hr.get('/v1/schedule')).body).toMatchObject({ dayOfMonth: 5, hour: 7, paused: false });
    await press(tab, words.change);
    await dialog.getByRole('switch', { name: words.pause }).check();
    await inDialog(tab, words.save);
    await page.getByText(words.paused).waitFor();
    await tab.inspect('schedule-paused');
    expect((await hr.get('/v1/schedule')).body.paused).toBe(true);
    await hr.put('/v1/schedule').send({ dayOfMonth: 1, hour: 0, paused: false }).expect(200);
  });

  /** Runs wait before they write, until what is answered is called. */
  async function holdRuns(): Promise<() => Promise<void>> {
    const runner = lab.service.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('lock table payroll_runs in exclusive mode');
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }
});
