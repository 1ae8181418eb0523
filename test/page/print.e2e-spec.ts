import { writeFileSync } from 'node:fs';
import type TestAgent from 'supertest/lib/agent.js';
import { PayrollService } from '../../src/features/payroll/index.js';
import { MONTH, PageLab } from './support/page-lab.js';
import { LOOKS, type Look } from './support/tab.js';

const [DESKTOP] = LOOKS as [Look];
/** More than a table on the screen draws at once. */
const MORE = 120;
const WORDS = {
  en: { draft: 'Draft: the month is not closed', all: 'Total (134)', print: 'For printing', now: 'Print' },
  ru: { draft: 'Черновик: месяц не закрыт', all: 'Итого (134)', print: 'Для печати', now: 'Напечатать' },
};

describe('the month on paper', () => {
  let lab: PageLab;
  let hr: TestAgent;

  beforeAll(async () => {
    lab = await PageLab.start();
    hr = await lab.service.as('hr');
    await hire(MORE);
    await lab.service.app.get(PayrollService).run({ period: MONTH }, 'test');
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  /** Managers of mass market who have done what was planned; the last ten are of no team. */
  async function hire(count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, place) => String(5_001 + place));
    const take = async (noun: string, items: object[]) =>
      hr.post(`/v1/${noun}/batch`).send({ items }).expect(200);
    await take(
      'managers',
      numbers.map((personnelNumber) => ({
        personnelNumber,
        name: `Новосёлова-Вишневецкая ${personnelNumber}`,
        hiredOn: `${MONTH}-01`,
      })),
    );
    const from = `${MONTH}-01`;
    const attribute = 'grade';
    await take(
      'team-memberships',
      numbers.slice(0, -10).map((manager) => ({ manager, team: 'mass-market', from })),
    );
    await take(
      'manager-attributes',
      numbers.map((manager) => ({ manager, attribute, value: '1', from })),
    );
    await take(
      'scheme-assignments',
      numbers.slice(-10).map((manager) => ({ scheme: 'mass-market', manager, from })),
    );
    await take(
      'targets',
      numbers.map((manager) => ({ manager, measure: 'orders_processed', period: MONTH, value: '2000' })),
    );
  }

  it.each(LOOKS)('is seen before it is printed: $language, $width px, $scheme', async (look) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go(`/months/${MONTH}?q=соколова&sort=-total`);
    await page.getByRole('link', { name: words.print }).click();
    // whatever was filtered before
    await page.locator('tbody tr').nth(MORE).waitFor();
    await page.getByText(words.draft).first().waitFor();
    await tab.inspect('print-month');
  });

  it('has every row and the sums of each team, in the order asked for, a team a page', async () => {
    const tab = await lab.open({ role: 'hr' }, DESKTOP);
    const { page } = tab;
    await page.addInitScript('window.print = () => { window.hasPrinted = true; }');
    await tab.go(`/months/${MONTH}/print?sort=-total`);
    const { body } = await hr.get(`/v1/periods/${MONTH}/payroll`).expect(200);
    const names = async (section: number) =>
      page.locator('section table').nth(section).locator('tbody th').allInnerTexts();
    expect(await names(0)).toHaveLength(3);
    expect(await names(1)).toHaveLength(7);
    // 412 for a month begun in its middle is less than the salary of 600 that the others have
    expect([(await names(2)).at(-1), (await names(2)).length]).toEqual(['Орлова М.', 117]);
    expect(await names(3)).toHaveLength(10);
    const sums = await page.locator('tfoot').allInnerTexts();
    expect(sums.map((text) => text.split('\t')[0])).toEqual([
      'Total (3)',
      'Total (7)',
      'Total (117)',
      'Total (10)',
    ]);
    await page.getByText(body.teams[0].hash).waitFor();
    await page.getByText('mass-market 2.1, 3.1').first().waitFor();
    await page.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate('window.hasPrinted')).toBe(true);
    await tab.page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    if (process.env.PREMIA_SCREENSHOTS) writeFileSync(`${process.env.PREMIA_SCREENSHOTS}/month.pdf`, pdf);
    // the summary, three pages or more of 117 rows, one of each other team
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(6);
  });

  it('shows heads their own team, and says that a month was never computed', async () => {
    const tab = await lab.open({ role: 'head', manager: '2000' }, DESKTOP);
    await tab.go(`/months/${MONTH}/print`);
    expect(await tab.page.locator('tbody tr').count()).toBe(7);
    tab.expectedStatuses.add(404);
    await tab.go('/months/2025-01/print');
    await tab.page.getByText('Not found or not yours').waitFor();
    expect(await tab.page.getByRole('button', { name: 'Print' }).isDisabled()).toBe(true);
    await tab.inspect('print-nothing');
  });
});
