// From a key or a click on the month's table to what it shows being painted, in Chromium, against the same for a table of
// ten rows: what is left is the browser's own.
// usage: node bench/page.mjs [managers]
import { chromium } from 'playwright-core';
import { UsersService } from '../dist/src/features/access/index.js';
import { PayrollService } from '../dist/src/features/payroll/index.js';
import { loadOrders, withoutIndexes } from './company.mjs';
import { reportMs } from './pairs.mjs';
import { withService } from './service.mjs';

const MONTH = '2026-03';
const ORDERS_EACH = 20;
const FEW = 10;
const ROUNDS = 10;
const WANTED_MS = 100;
const PASSWORD = 'seven green umbrellas';
const managers = Number(process.argv[2] ?? 1_000);

const [own, base] = [await times(managers), await times(FEW)];
for (const what of ['filter', 'sort']) {
  const pairs = own[what].map((ms, round) => ({ own: ms, base: base[what][round] }));
  reportMs(
    `${what} of the month's table of ${managers} managers, key to paint, against ${FEW} managers`,
    pairs,
    WANTED_MS,
  );
}
process.exit(0);

/** Milliseconds of each change, in a company of its own. */
function times(count) {
  return withService(
    { managers: count, month: MONTH, schemes: ['mass-market'] },
    async ({ app, client, seq }) => {
      await withoutIndexes(client, 'orders', () =>
        loadOrders(client, seq, { orders: count * ORDERS_EACH, seed: 1, month: MONTH }),
      );
      await app.get(PayrollService).run({ period: MONTH }, 'bench');
      await app.listen(0, '127.0.0.1');
      const browser = await chromium.launch({
        executablePath: process.env.PREMIA_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
      });
      try {
        return await inBrowser(await signedIn(app, browser));
      } finally {
        await browser.close();
      }
    },
  );
}

async function signedIn(app, browser) {
  const email = 'bench@bench.example';
  const { invitation } = await app.get(UsersService).invite({ email, name: 'Bench', role: 'hr' });
  const context = await browser.newContext({
    baseURL: await app.getUrl(),
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  await context.request.post('/v1/links/redeem', {
    data: { link: invitation.link, password: PASSWORD },
    headers: { 'Premia-Request': 'bench' },
  });
  return context.newPage();
}

async function inBrowser(page) {
  await page.goto(`/months/${MONTH}`);
  await page.locator('tbody tr').first().waitFor();
  await page.evaluate(watchPaint);
  const timed = async (act) => {
    await page.evaluate('window.expectChange()');
    await act();
    return page.evaluate('window.painted');
  };
  const found = { filter: [], sort: [] };
  const field = page.locator('input[type=search]').first();
  const head = page.locator('thead button', { hasText: 'Bonus' });
  for (let round = 0; round <= ROUNDS; round++) {
    await field.focus();
    const filter = await timed(() => page.keyboard.press(String(round % 9)));
    await field.fill('');
    await page.waitForTimeout(500);
    const sort = await timed(() => head.click());
    await page.waitForTimeout(200);
    if (round === 0) continue; // code that is yet to be compiled
    found.filter.push(filter);
    found.sort.push(sort);
  }
  return found;
}

/** In the page: from the next key or click until another order or number of rows has been painted. */
function watchPaint() {
  const shown = () =>
    [
      document.querySelector('table')?.getAttribute('aria-rowcount'),
      ...[...document.querySelectorAll('th')].map((th) => th.getAttribute('aria-sort')),
      document.querySelector('tbody tr[aria-rowindex]')?.textContent,
    ].join(' ');
  let startedMs;
  for (const kind of ['keydown', 'pointerdown'])
    document.addEventListener(
      kind,
      ({ timeStamp }) => {
        startedMs ??= timeStamp;
      },
      true,
    );
  window.expectChange = () => {
    const before = shown();
    startedMs = undefined;
    window.painted = new Promise((resolve) => {
      const look = () => {
        if (shown() === before) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel(); // comes after the frame
        port1.onmessage = () => resolve(performance.now() - startedMs);
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  };
}
