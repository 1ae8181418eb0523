import type { Locator } from 'playwright-core';
import { MONTH, PageLab } from './support/page-lab.js';
import type { Look, Tab } from './support/tab.js';

const DESKTOP: Look = { language: 'en', width: 1440, scheme: 'light' };
/** Somebody who needs it large: half as much fits. */
const LARGE: Look = { language: 'ru', width: 1440, scheme: 'dark', zoom: 2 };
/** As large as the guidelines ask for: 320 of the page's pixels beside each other. */
const LARGEST: Look = { language: 'ru', width: 1440, scheme: 'light', zoom: 4.5 };
const HEAD = { role: 'head', manager: '1000' } as const;

const WORDS = {
  en: {
    adjust: 'Adjust',
    amount: 'Amount',
    approve: 'Approve…',
    send: 'Approve 7 statements, ₽5,623',
    approved: 'Approved',
    help: 'Help',
    print: 'For printing',
  },
  ru: {
    adjust: 'Скорректировать',
    amount: 'Сумма',
    approve: 'Утвердить…',
    send: /^Утвердить 7 листков, 5\s623\s₽$/,
    approved: 'Утверждён',
    help: 'Справка',
    print: 'Для печати',
  },
};

const STEPS_MAX = 80;

/** What is wrong with the element that has the focus: nothing at all, out of sight, covered, or without a mark of it. */
const FAULT_OF_FOCUS = `(() => {
  const own = document.activeElement;
  if (!own || own === document.body) return 'nothing has the focus';
  const name = own.tagName + ' ' + (own.getAttribute('aria-label') ?? own.textContent ?? '').slice(0, 40);
  const { left, right, top, bottom } = own.getBoundingClientRect();
  const [x, y] = [
    (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  ];
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return 'out of sight: ' + name;
  const there = document.elementFromPoint(x, y);
  if (!there || !(own.contains(there) || there.contains(own) || own.labels?.[0]?.parentElement?.contains(there)))
    return 'covered by ' + there?.tagName + ' ' + there?.className + ': ' + name;
  const { outlineStyle, borderColor, boxShadow } = getComputedStyle(own);
  const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(own.tagName);
  if (outlineStyle === 'none' && boxShadow === 'none' && !isField) return 'no mark of the focus: ' + name;
  return '';
})()`;

describe('with keys alone, and large', () => {
  let lab: PageLab;

  beforeAll(async () => {
    lab = await PageLab.start();
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  const hasFocus = async (wanted: Locator) =>
    (await wanted.and(wanted.page().locator(':focus')).count()) === 1;

  /** Goes on by Tab until this has the focus; each stop on the way has to be seen. */
  async function walkTo({ page }: Tab, wanted: Locator): Promise<void> {
    for (let steps = 1; steps <= STEPS_MAX; steps++) {
      await page.keyboard.press('Tab');
      expect([steps, await page.evaluate(FAULT_OF_FOCUS)]).toEqual([steps, '']);
      if (await hasFocus(wanted)) return;
    }
    throw new Error(`${STEPS_MAX} steps by Tab do not lead to ${wanted}`);
  }

  const button = ({ page }: Tab, name: string | RegExp) => page.getByRole('button', { name }).first();
  const heading = ({ page }: Tab) => page.locator('h1');

  it.each([DESKTOP, LARGE])(
    'a head goes from the month to a statement, adjusts and comes back: $language',
    async (look) => {
      const words = WORDS[look.language];
      const tab = await lab.open(HEAD, look);
      const { page } = tab;
      await tab.go(`/months/${MONTH}`);
      await walkTo(tab, page.getByRole('link', { name: 'Соколова А.' }));
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/statements\/\d+$/);
      await tab.settled();
      expect(await hasFocus(heading(tab))).toBe(true);
      await walkTo(tab, button(tab, words.adjust));
      await page.keyboard.press('Enter');
      // the field is reached without leaving the dialog, and Tab leads round in it
      await walkTo(tab, page.getByRole('dialog').getByLabel(words.amount, { exact: true }));
      await tab.inspect('keyboard-dialog');
      for (let steps = 0; steps < 20; steps++) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate(`document.activeElement.matches('dialog, dialog *, body')`)).toBe(true);
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await hasFocus(button(tab, words.adjust))).toBe(true);
      await page.goBack();
      await page.waitForURL(/\/months\//);
      await tab.settled();
      expect(await hasFocus(page.getByRole('link', { name: 'Соколова А.' }))).toBe(true);
    },
  );

  it('opens and leaves the help by keys', async () => {
    const tab = await lab.open(HEAD, DESKTOP);
    await tab.go(`/months/${MONTH}`);
    await walkTo(tab, button(tab, 'Help'));
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('dialog').waitFor();
    await tab.page.keyboard.press('Escape');
    expect(await hasFocus(button(tab, 'Help'))).toBe(true);
  });

  it.each([LARGE, LARGEST])('pages stand being enlarged $zoom times', async (look) => {
    const id = await lab.statementOf('1001');
    const tab = await lab.open(HEAD, look);
    for (const [name, address] of Object.entries({
      month: `/months/${MONTH}`,
      'month-print': `/months/${MONTH}/print`,
      statement: `/statements/${id}`,
      team: `/team/mass-market/${MONTH}`,
      schemes: '/schemes',
    })) {
      await tab.go(address);
      await tab.inspect(`large-${name}`);
    }
  });

  it('a head approves with keys alone, enlarged twice', async () => {
    const hr = await lab.service.as('hr');
    await hr.post(`/v1/periods/${MONTH}/transitions`).send({ to: 'in_review' }).expect(200);
    const tab = await lab.open(HEAD, LARGE);
    const { page } = tab;
    const words = WORDS.ru;
    await tab.go(`/months/${MONTH}`);
    await walkTo(tab, page.getByRole('link', { name: words.approve }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/approve$/);
    await tab.settled();
    expect(await hasFocus(heading(tab))).toBe(true);
    await walkTo(tab, button(tab, words.send));
    await tab.inspect('large-approve');
    await page.keyboard.press('Enter');
    await page.getByText(words.approved).first().waitFor();
    await tab.settled();
    expect(await hasFocus(heading(tab))).toBe(true);
    await tab.inspect('large-approved');
  });
});
