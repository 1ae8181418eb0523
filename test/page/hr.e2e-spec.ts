import type TestAgent from 'supertest/lib/agent.js';
import { MONTH, PageLab } from './support/page-lab.js';
import { LOOKS, type Look, type Tab } from './support/tab.js';

/** The main path once in each language: in English at a desk, in Russian on a telephone. */
const BOTH: { look: Look; month: string }[] = [
  { look: { language: 'en', width: 1440, scheme: 'light' }, month: '2026-02' },
  { look: { language: 'ru', width: 360, scheme: 'dark' }, month: MONTH },
];

const WORDS = {
  en: {
    again: 'Calculate again',
    run: 'run 2',
    review: 'Send to review',
    inReview: 'In review',
    close: 'Close the month',
    schedule: 'Change the schedule',
    create: 'New export',
    export: 'Export',
    all: /^Choose all/,
    chooseHint: 'Choose rows to say what became of them.',
    accepted: 'Accepted',
    rejected: 'Rejected…',
    reason: 'Reason',
    rejectedOnly: 'rejected',
    unpaid: 'Not paid yet',
    check: 'Check the file',
    wrong: 'Refused values',
    another: 'Choose another file',
    take: 'Import',
    good: 'All rows are in order. The file would do this:',
    taken: 'Taken in',
    goodOnly: 'Import the good rows only',
    leftOut: '1 row left out.',
    added: 'Remarks: 1 added, 1 as it was',
    invite: 'Invite somebody',
    inviteVerb: 'Invite',
    email: 'E-mail',
    name: 'Name',
    role: 'Role',
    link: 'Link',
    disable: 'Lock out',
    disabled: 'locked out',
    absence: 'Add an absence',
    manager: 'Manager',
    from: 'First day away',
    until: 'First day back',
    add: 'Add',
    kind: 'Vacation',
    withdraw: 'Withdraw',
    nobody: 'Nobody was away',
  },
  ru: {
    again: 'Рассчитать заново',
    run: 'расчёт 2',
    review: 'Отправить на проверку',
    inReview: 'На проверке',
    close: 'Закрыть месяц',
    schedule: 'Изменить расписание',
    create: 'Новая выгрузка',
    export: 'Выгрузить',
    all: /^Выбрать все/,
    chooseHint: 'Выберите строки, чтобы отметить, что с ними стало.',
    accepted: 'Принято',
    rejected: 'Отклонено…',
    reason: 'Причина',
    rejectedOnly: 'отклонённые',
    unpaid: 'Ещё не выплачено',
    check: 'Проверить файл',
    wrong: 'Непринятые значения',
    another: 'Выбрать другой файл',
    take: 'Загрузить',
    good: 'Все строки в порядке. Файл сделал бы следующее:',
    taken: 'Загружено',
    goodOnly: 'Загрузить только верные строки',
    leftOut: 'Пропущено: 1 строка.',
    added: 'Замечания: добавлено 1, без изменений 1',
    invite: 'Пригласить',
    inviteVerb: 'Пригласить',
    email: 'Электронная почта',
    name: 'Имя',
    role: 'Роль',
    link: 'Ссылка',
    disable: 'Закрыть доступ',
    disabled: 'доступ закрыт',
    absence: 'Добавить отсутствие',
    manager: 'Менеджер',
    from: 'Первый день отсутствия',
    until: 'Первый день после',
    add: 'Добавить',
    kind: 'Отпуск',
    withdraw: 'Отозвать',
    nobody: 'Отсутствий нет',
  },
};

const PROFILE = `
code: crm-remarks
source: crm
emits:
  - noun: remarks
    fields: {externalId: number, date: day, manager: agent}
`;

describe("HR's and the administrator's pages", () => {
  let lab: PageLab;
  let hr: TestAgent;

  beforeAll(async () => {
    lab = await PageLab.start();
    hr = await lab.service.as('hr');
    await hr.put('/v1/mapping-profiles/crm-remarks').send({ document: PROFILE }).expect(200);
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  /** By the heads of both teams. */
  async function approve(month: string): Promise<void> {
    for (const manager of ['1000', '2000']) {
      const head = await lab.service.as('head', manager);
      await head.post(`/v1/periods/${month}/transitions`).send({ to: 'approved' }).expect(200);
    }
  }

  const press = (tab: Tab, name: string | RegExp) =>
    tab.page.getByRole('button', { name, exact: true }).first().click();

  it.each(BOTH)('HR computes $month anew and sends it to review, $look.language', async ({ look, month }) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go('/');
    await press(tab, words.schedule);
    await tab.inspect('hr-schedule');
    await page.keyboard.press('Escape');
    await page.locator(`a[href="/periods/${month}"]`).click();
    await press(tab, words.again);
    await page.getByText(words.run, { exact: true }).waitFor();
    await press(tab, words.review);
    await tab.inspect('hr-submit');
    await page.getByRole('dialog').getByRole('button', { name: words.review }).click();
    await page.getByRole('banner').or(page.locator('main')).getByText(words.inReview).first().waitFor();
    const { body } = await hr.get(`/v1/periods/${month}`).expect(200);
    expect(body.state).toBe('in_review');
  });

  it.each(BOTH)('HR exports $month and notes what payroll says, $look.language', async ({ look, month }) => {
    const words = WORDS[look.language];
    await approve(month);
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go(`/exports?period=${month}`);
    await press(tab, words.create);
    await tab.inspect('hr-new-export');
    await page.getByRole('dialog').getByRole('button', { name: words.export, exact: true }).click();
    await page.getByRole('button', { name: words.all }).click();
    await press(tab, words.accepted);
    await page.getByText(words.chooseHint).waitFor();
    // the first row is said to be wrong after all
    await page.getByRole('checkbox').first().check();
    await press(tab, words.rejected);
    await page.getByLabel(words.reason).fill('no such number');
    await page.getByRole('dialog').getByRole('button', { name: words.rejected }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await tab.inspect('hr-export');
    await press(tab, words.rejectedOnly);
    await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
    const id = page.url().split('/').at(-1)!.split('?')[0];
    const { body } = await hr.get(`/v1/exports/${id}`).expect(200);
    const rows = Object.fromEntries(
      body.states.map((each: { state: string; rows: number }) => [each.state, each.rows]),
    );
    expect(rows).toEqual({ accepted: body.rows - 1, rejected: 1 });
    await tab.go(`/exports?period=${month}&tab=unpaid`);
    await page.getByText('no such number').waitFor();
    await tab.inspect('hr-unpaid');
  });

  // the months before those exported are approved by now, or are here
  it.each([
    { look: BOTH[0]!.look, month: '2026-01' },
    { look: BOTH[1]!.look, month: '2026-02' },
  ])('HR closes $month by typing it, $look.language', async ({ look, month }) => {
    const words = WORDS[look.language];
    if (month === '2026-01') {
      await hr.post(`/v1/periods/${month}/transitions`).send({ to: 'in_review' }).expect(200);
      await approve(month);
    }
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go(`/periods/${month}`);
    await press(tab, words.close);
    const dialog = page.getByRole('dialog');
    const close = dialog.getByRole('button', { name: words.close });
    await expect(close.isDisabled()).resolves.toBe(true);
    await dialog.getByRole('textbox').fill(month);
    await tab.inspect('hr-close');
    await close.click();
    await dialog.waitFor({ state: 'detached' });
    const { body } = await hr.get(`/v1/periods/${month}`).expect(200);
    expect(body.state).toBe('closed');
  });

  it.each(BOTH)('HR mends a row of a file and sends it again, $look.language', async ({ look }) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    const file = (name: string, secondDay: string) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `number,day,agent\n${look.language}-1,2026-03-05,1001\n${look.language}-2,${secondDay},1002\n`,
      ),
    });
    await tab.go('/imports/new/file');
    await page.locator('input[type="file"]').setInputFiles(file('march.csv', '2026-03-45'));
    await tab.inspect('hr-import-file');
    await press(tab, words.check);
    await page.getByText(words.wrong).first().waitFor();
    await page.getByText('2026-03-45').first().waitFor();
    await tab.inspect('hr-import-errors');
    await press(tab, words.goodOnly);
    await page.getByText(words.leftOut).waitFor();
    const id = await page.locator('a[download]').getAttribute('href');
    const rejected = await hr.get(id!).expect(200);
    expect(rejected.text).toContain(`${look.language}-2,2026-03-45,1002`);
    await tab.inspect('hr-import-left-out');
    await page.getByRole('link', { name: words.another }).click();
    await page.locator('input[type="file"]').setInputFiles(file('march-mended.csv', '2026-03-25'));
    await press(tab, words.check);
    await page.getByText(words.good).waitFor();
    await tab.inspect('hr-import-good');
    await press(tab, words.take);
    await page.getByRole('heading', { name: words.taken, exact: true }).waitFor();
    await page.getByText(words.added).waitFor();
    await tab.inspect('hr-import-done');
  });

  it.each(BOTH)('HR notes an absence and takes it back, $look.language', async ({ look }) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go('/attendance');
    await press(tab, words.absence);
    await page.getByLabel(words.manager, { exact: true }).selectOption('1002');
    await page.getByLabel(words.from).fill('2026-03-02');
    await page.getByLabel(words.until).fill('2026-03-09');
    await page.getByRole('dialog').getByRole('button', { name: words.add, exact: true }).click();
    await page.getByText('1002').waitFor();
    await tab.inspect('hr-attendance');
    await press(tab, words.withdraw);
    await page.getByRole('dialog').getByRole('button', { name: words.withdraw }).click();
    await page.getByText(words.nobody).waitFor();
  });

  it.each(BOTH)('the administrator invites somebody and locks them out, $look.language', async ({ look }) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'admin' }, look);
    const { page } = tab;
    const email = `new-${look.language}@page.example`;
    await tab.go('/users');
    await press(tab, words.invite);
    await page.getByLabel(words.email).last().fill(email);
    await page.getByLabel(words.name, { exact: true }).last().fill('Анна Новикова');
    await page.getByLabel(words.role, { exact: true }).selectOption('auditor');
    await tab.inspect('admin-invite');
    await page.getByRole('dialog').getByRole('button', { name: words.inviteVerb, exact: true }).click();
    const link = await page.getByLabel(words.link, { exact: true }).inputValue();
    expect(link).toMatch(/\/join#\S{20,}$/);
    await page.keyboard.press('Escape');
    await tab.inspect('admin-users');
    const row = page.locator('tr, li').filter({ hasText: email });
    await row.getByRole('button', { name: words.disable }).click();
    await row.getByText(words.disabled).waitFor();
  });

  const PAGES = [
    {
      of: 'hr',
      pages: {
        'hr-periods': '/periods',
        'hr-period': `/periods/${MONTH}`,
        'hr-period-warnings': `/periods/${MONTH}?tab=warnings`,
        'hr-period-after': `/periods/${MONTH}?tab=after`,
        'hr-period-history': `/periods/${MONTH}?tab=history`,
      },
    },
    {
      of: 'hr',
      pages: {
        'hr-statements': '/statements',
        'hr-exports': '/exports',
        'hr-imports': '/imports',
        'hr-adjustments': '/adjustments',
      },
    },
    {
      of: 'admin',
      pages: {
        'admin-tokens': '/tokens',
        'admin-calendars': '/calendars',
        'admin-sessions': '/me/sessions',
      },
    },
  ] as const;

  describe.each(PAGES)('pages of $of', ({ of, pages }) => {
    it.each(LOOKS)('stand every look: $language, $width px, $scheme', async (look) => {
      const tab = await lab.open({ role: of }, look);
      for (const [name, address] of Object.entries(pages)) {
        await tab.go(address);
        await tab.inspect(name);
      }
    });
  });
});
