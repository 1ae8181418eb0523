import type TestAgent from 'supertest/lib/agent.js';
import { PayrollService } from '../../src/features/payroll/index.js';
import { clock } from '../../src/platform/clock.js';
import { PASSWORD } from '../support/people.js';
import { MONTH, PageLab } from './support/page-lab.js';
import { LOOKS } from './support/tab.js';

const HEAD = { role: 'head', manager: '1000' } as const;
const HR = { role: 'hr' } as const;
const [DESKTOP] = LOOKS;

describe('the month', () => {
  let lab: PageLab;

  beforeAll(async () => {
    lab = await PageLab.start();
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  it.each(LOOKS)('is where the head comes to: $language, $width px, $scheme', async (look) => {
    const tab = await lab.open(HEAD, look);
    await tab.go('/');
    await tab.page.getByText('Соколова А.').first().waitFor();
    await tab.inspect('month');
    expect(new URL(tab.page.url()).pathname).toBe(`/months/${MONTH}`);
  });

  it.each(LOOKS)('shows HR all teams: $language, $width px, $scheme', async (look) => {
    const tab = await lab.open(HR, look);
    await tab.go(`/months/${MONTH}`);
    await tab.page.getByText('Ёлкин П.').first().waitFor();
    await tab.inspect('month-hr');
  });

  it('is sorted and filtered in its address, and says why somebody is marked', async () => {
    const tab = await opened(HEAD, `/months/${MONTH}?sort=-total`);
    const { page } = tab;
    const names = page.locator('tbody th');
    // pay of the demo's March, domain §3 among it: 910 is the most of the team, 412 a month begun in its middle the least
    await page.getByRole('columnheader', { name: 'Total' }).waitFor();
    expect(await names.last().innerText()).toBe('Орлова М.');
    await page.getByRole('searchbox').fill('соколова');
    await page.getByText('1 of 7').waitFor();
    expect(await names.allInnerTexts()).toEqual(['Соколова А.']);
    // domain §3: 700 + 191, 91 % of the plan; a remark cost what the month before still had
    expect(await page.locator('tbody tr').innerText()).toMatch(/700\s+91%\s+191\s+891\s+−64/);
    expect(new URL(page.url()).searchParams.get('q')).toBe('соколова');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'To look at', exact: false }).first().click();
    await page.getByText('1 of 7').waitFor();
    await page.getByRole('button', { name: /far from others/ }).click();
    await page.getByRole('dialog').getByText('far below what others get').waitFor();
    await tab.inspect('month-warning');
  });

  it('goes from HR to the head, who is told what changed meanwhile, and back to HR, who closes it', async () => {
    await closeMonthsBefore();
    const hr = await opened(HR, `/months/${MONTH}`);
    await hr.page.getByRole('button', { name: 'Send to review' }).click();
    await hr.page.getByText('In review').first().waitFor();

    const head = await opened(HEAD, `/months/${MONTH}`);
    await head.page.getByRole('link', { name: 'Approve…' }).click();
    await head.page.getByRole('heading', { name: 'Approve March 2026' }).waitFor();
    await head.page.getByRole('button', { name: 'Approve 7 statements, ₽5,623' }).waitFor();
    await adjust('1002', '100');
    head.expectedStatuses.add(409);
    await head.page.getByRole('button', { name: 'Approve 7 statements' }).click();
    await head.page.getByText('The statements have changed since this page was read').waitFor();
    await head.page.getByLabel('What changed').selectOption('submitted');
    await head.page.getByText('added by').waitFor();
    await head.inspect('approve-changed');
    await head.page.getByRole('button', { name: 'Approve 7 statements, ₽5,723' }).click();
    await head.page.getByText('Approved').first().waitFor();
    await head.inspect('month-approved');

    await approve('2000', 'key-accounts', MONTH);
    await hr.page.reload();
    await hr.page.getByRole('button', { name: 'Close the month…' }).click();
    const close = hr.page.getByRole('button', { name: 'Close for good' });
    await hr.inspect('month-close');
    expect(await close.isDisabled()).toBe(true);
    await hr.page.getByLabel(`Type ${MONTH} to close it`).fill(MONTH);
    await close.click();
    await hr.page.getByText('Closed').first().waitFor();
    await hr.inspect('month-closed');
    await hr.page.getByRole('link', { name: 'For printing' }).click();
    await hr.page.getByText('SHA-256 of the closed month').waitFor();
    expect(await hr.page.getByText('Draft').count()).toBe(0);
    await hr.inspect('print-closed');
  });

  it('asks for the password again before a step that weighs, a quarter of an hour later', async () => {
    await lab.service.app.get(PayrollService).run({ period: '2026-04' }, 'test');
    const tab = await opened(HR, '/months/2026-04');
    const now = clock.now;
    clock.now = () => new Date(now().getTime() + 16 * 60_000);
    try {
      tab.expectedStatuses.add(403);
      await tab.page.getByRole('button', { name: 'Send to review' }).click();
      await tab.page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
      await tab.inspect('confirm');
      await tab.page.getByRole('button', { name: 'Confirm' }).click();
      await tab.page.getByText('In review').first().waitFor();
      await tab.page.getByRole('button', { name: 'Send back…' }).first().click();
      await tab.page.getByRole('dialog').getByLabel('Reason').fill('a complaint came late');
      await tab.page.getByRole('dialog').getByRole('button', { name: 'Send back' }).click();
      await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
      await tab.inspect('month-sent-back');
    } finally {
      clock.now = now;
    }
  });

  /** January and February are approved by their heads and closed: months are closed in order. */
  async function closeMonthsBefore() {
    for (const month of ['2026-01', '2026-02']) {
      await move(await lab.service.as('hr'), month, { to: 'in_review' });
      await approve('1000', 'mass-market', month);
      await approve('2000', 'key-accounts', month);
      await move(await lab.service.as('hr'), month, { to: 'closed' });
    }
  }

  const approve = async (head: string, team: string, month: string) =>
    move(await lab.service.as('head', head), month, { to: 'approved', team });

  async function move(by: TestAgent, month: string, step: object) {
    const { body } = await by.post(`/v1/periods/${month}/transitions`).send(step);
    expect(body.detail).toBeUndefined();
  }

  async function adjust(manager: string, amount: string) {
    const hr = await lab.service.as('hr');
    const wanted = { period: MONTH, manager, kind: 'agreed', amount, reason: 'a fair', clause: '6.1' };
    const { body } = await hr.post('/v1/adjustments').send(wanted);
    expect(body.detail).toBeUndefined();
  }

  async function opened(person: typeof HEAD | typeof HR, address: string) {
    const tab = await lab.open(person, DESKTOP!);
    await tab.go(address);
    return tab;
  }
});
