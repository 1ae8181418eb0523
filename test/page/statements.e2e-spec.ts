import { PageLab } from './support/page-lab.js';
import { LOOKS, type Look } from './support/tab.js';

const HEAD = { role: 'head', manager: '2000' } as const;

/** A scheme that pays less from 1 000 on: lint finds it, and it is published all the same. */
const CLIFF = `code: cliff
title: {en: Falling percent, ru: Падающий процент}
period: month
inputs:
  sales: {title: {en: Sales, ru: Продажи}, measure: won_amount, unit: money, direction: up, range: {min: 0, max: 2000, typical: 500}}
tables:
  rates: {title: {en: Percent by sales, ru: Процент по продажам}, by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 10%}, {from: 1000, rate: 4%}]}
lines:
  - {code: bonus, title: {en: Bonus, ru: Премия}, formula: 'sales * STEP(rates.rate, sales)', unit: money, round: 1, pay: bonus, clause: "9.1"}
`;

const WORDS = {
  en: {
    bonus: /^.*Bonus.*783/,
    fund: /Prize fund.*1,118/,
    wins: /Norm of deals won.*0%/,
    dealsWon: /Deals won.*41/,
    oneMoreWon: 'by this scheme ₽1,518',
    adjust: 'Adjust',
    add: 'Add',
    amount: 'Amount',
    reason: 'Reason',
    clause: 'Clause',
    kind: 'What it is',
    order: 'Number of the order',
    withdraw: 'Withdraw',
    total: '₽1,233.50',
    totalBefore: '₽1,183',
    withdrawn: /Withdrawn by/,
    print: 'For printing',
    cliff: 'more pays less',
    findings: 'Findings (1)',
    accepted: /meant so/,
    asTable: 'As table',
    source: 'Source',
  },
  ru: {
    bonus: /^.*Премия.*783/,
    fund: /Премиальный фонд.*1\s118/,
    wins: /Норматив выигранных сделок.*0\s%/,
    dealsWon: /Выигранные сделки.*41/,
    oneMoreWon: /по этой системе 1\s518\s₽/,
    adjust: 'Скорректировать',
    add: 'Добавить',
    amount: 'Сумма',
    reason: 'Основание',
    clause: 'Пункт',
    kind: 'Вид',
    order: 'Номер приказа',
    withdraw: 'Отозвать',
    total: '1\u00a0233,50\u00a0₽',
    totalBefore: '1\u00a0183\u00a0₽',
    withdrawn: /Отозвано:/,
    print: 'Для печати',
    cliff: 'за большее меньше',
    findings: 'Проверка (1)',
    accepted: /meant so/,
    asTable: 'Таблицей',
    source: 'Исходный текст',
  },
};

describe('statements, schemes and the audit log', () => {
  let lab: PageLab;

  beforeAll(async () => {
    lab = await PageLab.start();
    const hr = await lab.service.as('hr');
    const { body } = await hr.post('/v1/schemes/lint').send({ document: CLIFF });
    const acknowledge = body.findings
      .filter(({ severity }: { severity: string }) => severity === 'error')
      .map(({ id }: { id: string }) => ({ finding: id, reason: 'meant so' }));
    await hr.post('/v1/schemes').send({ document: CLIFF, from: '2026-05-01', acknowledge }).expect(200);
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  const opened = async (look: Look, address: string, person: Parameters<PageLab['open']>[0] = HEAD) => {
    const tab = await lab.open(person, look);
    await tab.go(address);
    return { tab, page: tab.page, words: WORDS[look.language] };
  };

  it.each(LOOKS)('opens every figure down to its records: $language, $width px, $scheme', async (look) => {
    const id = await lab.statementOf('2001');
    const { tab, page, words } = await opened(look, `/statements/${id}`);
    await page.getByRole('button', { name: words.bonus }).click();
    await page.getByRole('button', { name: words.fund }).click();
    // 1 118 = 86 000 × 1.3 %, the row from 105 % on (domain §4)
    expect(await page.locator('tr', { hasText: '105' }).first().textContent()).toMatch(/1[.,]3/);
    await page.getByRole('button', { name: words.wins }).click();
    await page.getByRole('button', { name: words.dealsWon }).click();
    await page
      .getByRole('cell', { name: /^K-|2026-03/ })
      .first()
      .waitFor();
    // one more deal won: 1 118 instead of 783
    await page.getByText(words.oneMoreWon).first().waitFor();
    await tab.inspect('statement');
    // the address says what is open
    await page.reload();
    await page.getByRole('button', { name: words.dealsWon }).waitFor();
    await page.getByRole('link', { name: words.print }).click();
    await page.waitForURL(/\/print\?open=/);
    await tab.inspect('statement-print');
  });

  it.each(LOOKS)('takes an adjustment and takes it back: $language, $width px, $scheme', async (look) => {
    const id = await lab.statementOf('2001');
    const { tab, page, words } = await opened(look, `/statements/${id}`);
    tab.expectedStatuses.add(422);
    await page.getByRole('button', { name: words.adjust, exact: true }).click();
    await page.getByLabel(words.amount, { exact: true }).fill('x');
    await page.getByRole('button', { name: words.add, exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel(words.kind, { exact: true }).selectOption('reduction');
    await page.getByLabel(words.order, { exact: true }).waitFor();
    await tab.inspect('adjustment-refused');
    await page.getByLabel(words.kind, { exact: true }).selectOption('prize');
    await page.getByLabel(words.amount, { exact: true }).fill('50,5');
    await page.getByLabel(words.reason, { exact: true }).fill('the contest of March');
    await page.getByLabel(words.clause, { exact: true }).fill('6.2');
    await page.getByRole('button', { name: words.add, exact: true }).click();
    // 1 183 + 50.50
    await page.getByText(words.total).first().waitFor();
    await tab.shoot('statement-adjusted');
    await page.getByRole('button', { name: words.withdraw }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.withdraw }).click();
    await page.getByText(words.totalBefore).first().waitFor();
    await page.getByText(words.withdrawn).first().waitFor();
  });

  it('asks what pay would be without a remark, and goes on to the next statement by key', async () => {
    const id = await lab.statementOf('1001');
    const { tab, page } = await opened(LOOKS[0]!, `/statements/${id}`, { role: 'head', manager: '1000' });
    await page.getByRole('button', { name: /^Remark of/ }).click();
    // without the remark 255 instead of 191
    await page.getByText('Nothing was changed by asking').waitFor();
    expect(await page.locator('#answer').textContent()).toContain('+₽64');
    const { pathname } = new URL(page.url());
    await page.locator('h1').focus();
    await page.keyboard.press('k');
    await page.waitForURL((url) => url.pathname !== pathname);
    await tab.settled();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.pathname === pathname);
  });

  it('shows managers their own statements and nobody else’s', async () => {
    const [own, other] = [await lab.statementOf('2001'), await lab.statementOf('2002')];
    const person = { role: 'manager', manager: '2001' } as const;
    const { tab, page, words } = await opened(LOOKS[0]!, `/me/statements/${own}`, person);
    await page.getByRole('button', { name: words.bonus }).waitFor();
    expect(await page.getByRole('button', { name: words.adjust }).count()).toBe(0);
    tab.expectedStatuses.add(404);
    await tab.go(`/me/statements/${other}`);
    await page.getByRole('alert').waitFor();
  });

  it.each(LOOKS)('reads a scheme and draws what it pays: $language, $width px, $scheme', async (look) => {
    const { tab, page, words } = await opened(look, '/schemes');
    await tab.inspect('schemes');
    await page.getByRole('link', { name: /Key accounts, month|Ключевые клиенты, месяц/ }).click();
    await page.getByRole('tab').first().waitFor();
    await tab.inspect('scheme');
    await tab.go('/schemes/cliff/1?tab=curve');
    // at 1 000 the percent falls from 10 to 4: 100 becomes 40
    await page.getByRole('row', { name: /1.000.*100.*40.*60/ }).waitFor();
    await page.locator('.recharts-line').waitFor();
    await page.getByText(words.cliff).first().waitFor();
    await tab.inspect('scheme-curve');
    await page.getByRole('button', { name: words.asTable }).click();
    await page.getByRole('tab', { name: words.findings }).click();
    await page.getByText(words.accepted).waitFor();
    await tab.inspect('scheme-findings');
    await page.getByRole('tab', { name: words.source }).click();
    await page.getByText('code: cliff').waitFor();
  });

  it.each(LOOKS)('searches the audit log: $language, $width px, $scheme', async (look) => {
    const { tab, page } = await opened(look, '/audit?kind=adjustments&action=created', { role: 'auditor' });
    await page
      .getByRole('button', { name: /№|No\./ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('the contest of March').waitFor();
    await tab.inspect('audit');
  });
});
