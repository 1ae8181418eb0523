import { invited, PASSWORD } from '../support/people.js';
import { MONTH, PageLab } from './support/page-lab.js';
import { LOOKS, type Tab } from './support/tab.js';

const HEAD = { role: 'head', manager: '1000' } as const;
const [DESKTOP, TELEPHONE] = LOOKS;
const WORDS = {
  en: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    out: 'Sign out',
    choose: 'New password',
    save: 'Save and sign in',
  },
  ru: {
    title: 'Вход',
    email: 'Электронная почта',
    password: 'Пароль',
    signIn: 'Войти',
    out: 'Выйти',
    choose: 'Новый пароль',
    save: 'Сохранить и войти',
  },
};

describe('the page', () => {
  let lab: PageLab;

  beforeAll(async () => {
    lab = await PageLab.start();
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  async function signIn({ page }: Tab, words: (typeof WORDS)['en'], password = PASSWORD) {
    await page.getByLabel(words.email).fill(await lab.emailOf(HEAD));
    await page.getByLabel(words.password, { exact: true }).fill(password);
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
  }

  it.each(LOOKS)('lets people in where they wanted to go, and out: $language, $width px', async (look) => {
    const tab = await lab.open(null, look);
    const words = WORDS[look.language];
    await tab.go('/months/2026-02');
    await tab.inspect('sign-in');
    await signIn(tab, words, 'not the password');
    await tab.page.getByRole('alert').waitFor();
    await tab.inspect('sign-in-refused');
    await signIn(tab, words);
    await tab.page.getByText('Соколова А.').first().waitFor();
    expect(new URL(tab.page.url()).pathname).toBe('/months/2026-02');
    await tab.page.getByRole('button', { name: words.out }).click();
    await tab.page.getByRole('heading', { name: words.title }).waitFor();
  });

  it('takes the link of an invitation, once', async () => {
    const { link } = await invited(lab.service, 'new@page.example', 'hr');
    for (const look of [DESKTOP!, TELEPHONE!]) {
      const tab = await lab.open(null, look);
      tab.expectedStatuses.add(410);
      const words = WORDS[look.language];
      await tab.go(new URL(link, lab.address).href);
      await tab.inspect('join');
      await tab.page.getByLabel(words.choose).fill('nine blue teapots');
      await tab.page.getByRole('button', { name: words.save }).click();
      const outcome =
        look === DESKTOP ? tab.page.getByText('HR', { exact: true }) : tab.page.getByRole('alert');
      await outcome.first().waitFor();
    }
  });

  it('speaks both languages, in light and dark, and remembers that', async () => {
    const tab = await lab.open(HEAD, DESKTOP!);
    const { page } = tab;
    await tab.go(`/months/${MONTH}`);
    await page.getByRole('button', { name: 'По-русски' }).click();
    await page.getByRole('heading', { name: 'Начисления' }).waitFor();
    await page.getByRole('button', { name: 'Тёмная' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Светлая' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('ru');
    // domain §3, as Russian writes it: 5 623 with a space that does not break, the sign of the currency behind it
    expect(await page.locator('dd').first().innerText()).toBe('5\u00a0623\u00a0₽');
    await tab.inspect('switched');
  });

  it('says what is not there and what is for others', async () => {
    const tab = await lab.open({ role: 'manager', manager: '1001' }, DESKTOP!);
    await tab.go('/nothing/here');
    await tab.inspect('not-found');
    expect(await tab.page.locator('h1').innerText()).toBe('Not found');
    await tab.go(`/months/${MONTH}`);
    await tab.inspect('forbidden');
    expect(await tab.page.locator('h1').innerText()).toBe('Not for your role');
  });

  it('asks to sign in again over what was typed, and goes on', async () => {
    const tab = await lab.open(HEAD, DESKTOP!);
    const { page } = tab;
    await tab.go(`/months/${MONTH}`);
    await page.getByRole('searchbox').fill('соко');
    await page.context().clearCookies();
    await page.getByRole('link', { name: /Earlier/ }).click();
    await page.getByRole('dialog').waitFor();
    await tab.inspect('session-ended');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Соколова А.').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/months/2026-02');
  });

  it('counts down where the service is away, and asks again', async () => {
    const tab = await lab.open(HEAD, DESKTOP!);
    tab.expectedStatuses.add(503);
    const { page } = tab;
    await page.route('**/payroll', (route) =>
      route.fulfill({ status: 503, headers: { 'retry-after': '2' }, body: 'away' }),
    );
    await tab.go(`/months/${MONTH}`);
    await page.getByText(/Trying again in \d second/).waitFor();
    await tab.inspect('away');
    await page.unroute('**/payroll');
    await page.getByText('Соколова А.').first().waitFor();
  });

  it('is moved through by keys: skip link, heading after navigation, help, filter', async () => {
    const tab = await lab.open(HEAD, DESKTOP!);
    const { page } = tab;
    await tab.go(`/months/${MONTH}`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.keyboard.type('?');
    expect(await page.getByRole('searchbox').inputValue()).toBe('?');
    await page.getByRole('link', { name: /Earlier/ }).click();
    await page.getByRole('link', { name: /Later/ }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await tab.inspect('help');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  });

  it('is served as it is built: unchanging files for a year, the page anew each time, nothing beside', async () => {
    const page = await fetch(lab.address, { headers: { accept: 'text/html' } });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const [, script = ''] = /src="([^"]+)"/.exec(await page.text()) ?? [];
    const asset = await fetch(lab.address + script, { headers: { 'accept-encoding': 'br' } });
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).toBe('br');
    const missing = ['/assets/nothing.js', '/v1/nothing', '/docs/nothing', '/.vite/manifest.json'];
    const statuses = await Promise.all(missing.map(async (path) => (await fetch(lab.address + path)).status));
    expect(statuses).toEqual([404, 404, 404, 404]);
  });
});
