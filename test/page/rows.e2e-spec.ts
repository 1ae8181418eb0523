import { readFile } from 'node:fs/promises';
import { PayrollService } from '../../src/features/payroll/index.js';
import { MONTH, PageLab } from './support/page-lab.js';
import { LOOKS, type Look } from './support/tab.js';

const [DESKTOP] = LOOKS as [Look];
/** Orders of 1 000 each, more than are explained one by one at once. */
const SMALL = 60;

const WORDS = {
  en: {
    commission: /^.*Commission.*4,700/,
    orders: /Orders won.*61 rows/,
    returned: /Commission on returns.*−30/,
    returns: /Returns.*1 row/,
    first: 'The first 20 of 61 records',
    all: 'Show all 61',
    total: /Total \(61\).*4,700/,
    order: 'Order number',
    show: 'Show',
    change: '−₽1,100 ▼',
    inAll: 'in all ₽3,570',
  },
  ru: {
    commission: /^.*Комиссия.*4\s700/,
    orders: /Выигранные заказы.*61 строка/,
    returned: /Снято по возвратам.*−30/,
    returns: /Возвраты.*1 строка/,
    first: 'Первые 20 записей из 61',
    all: 'Показать все (61)',
    total: /Итого \(61\).*4\s700/,
    order: 'Номер заказа',
    show: 'Показать',
    change: '−1\u00a0100\u00a0₽ ▼',
    inAll: 'всего 3\u00a0570\u00a0₽',
  },
};

describe('a statement whose scheme works through orders one by one', () => {
  let lab: PageLab;
  let id: string;

  beforeAll(async () => {
    lab = await PageLab.start();
    const hr = await lab.service.as('hr');
    const take = (noun: string, ...items: object[]) =>
      hr.post(`/v1/${noun}/batch`).send({ items }).expect(200);
    await take('managers', { personnelNumber: 'M1', name: 'Рядов Р.', hiredOn: '2026-01-01' });
    await take('products', { code: 'P1', title: 'Product', group: 'G1' });
    const document = await readFile('schemes/marginal-tiers.yaml', 'utf8');
    await hr.post('/v1/schemes').send({ document, from: '2026-01-01' }).expect(200);
    await take('scheme-assignments', { scheme: 'marginal-tiers', manager: 'M1', from: '2026-01-01' });
    const order = (externalId: string, date: string, amount: string) => ({
      ...{ externalId, date, amount, manager: 'M1', product: 'P1' },
    });
    const small = Array.from({ length: SMALL }, (_, place) => order(`S-${place + 1}`, `${MONTH}-11`, '1000'));
    await take(
      'orders',
      order('O-0', '2026-01-10', '145000'),
      order('O-1', `${MONTH}-10`, '20000'),
      ...small,
    );
    await take('returns', { externalId: 'R-1', date: `${MONTH}-20`, order: 'S-1', amount: '500' });
    await take('managers', { personnelNumber: 'M2', name: 'Частин Ч.', hiredOn: '2026-01-01' });
    const salaries = await readFile('schemes/salary-by-parts.yaml', 'utf8');
    await hr.post('/v1/schemes').send({ document: salaries, from: '2026-01-01' }).expect(200);
    await take('scheme-assignments', { scheme: 'salary-by-parts', manager: 'M2', from: '2026-01-01' });
    const grade = { manager: 'M2', attribute: 'grade' };
    await take(
      'manager-attributes',
      { ...grade, value: '1', from: '2026-01-01', until: `${MONTH}-16` },
      { ...grade, value: '2', from: `${MONTH}-16` },
    );
    await lab.service.app.get(PayrollService).run({ period: MONTH }, 'test');
    id = await lab.statementOf('M1');
  }, 60_000);
  afterEach(() => lab?.closeTabs());
  afterAll(() => lab?.stop());

  // O-1 goes over 150 000 of the year: 5 000 × 4 % + 15 000 × 6 % = 1 100; the others 60 each, and half of S-1 came back
  it.each(LOOKS)('opens each of them: $language, $width px, $scheme', async (look) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go(`/statements/${id}`);
    await page.getByRole('button', { name: words.commission }).click();
    await page.getByRole('button', { name: words.orders }).click();
    await page.getByText(words.first).waitFor();
    await page.getByRole('row', { name: words.total }).waitFor();
    await page.getByRole('row', { name: /O-1.*20.000.*1.100/ }).waitFor();
    await page.getByRole('button', { name: 'O-1', exact: true }).click();
    await page.getByRole('button', { name: /1.100/ }).last().click();
    await page.getByText(/4\s?%/).first().waitFor();
    await page.getByRole('button', { name: words.returned }).click();
    await page.getByRole('button', { name: words.returns }).click();
    await page.getByRole('row', { name: /R-1.*S-1/ }).waitFor();
    await tab.inspect('rows');
    await page.getByRole('button', { name: words.all }).click();
    await page.getByRole('row', { name: /S-60 / }).waitFor();
    // the address says which are open, beyond the first too
    await page.getByRole('button', { name: 'S-60', exact: true }).click();
    await page.reload();
    await page.getByRole('button', { name: 'S-60', exact: true, expanded: true }).waitFor();
  });

  it.each(LOOKS)('says what pay were with one returned: $language, $width px, $scheme', async (look) => {
    const words = WORDS[look.language];
    const tab = await lab.open({ role: 'hr' }, look);
    const { page } = tab;
    await tab.go(`/statements/${id}`);
    await page.getByRole('combobox', { name: words.order }).fill('O-1');
    await page.getByRole('button', { name: words.show, exact: true }).click();
    await page.getByText(words.change).first().waitFor();
    // 4 700 − 30 − 1 100
    await page.getByText(words.inAll).waitFor();
    await tab.inspect('returned');
    expect(new URL(page.url()).searchParams.get('ask')).toBe('returned.O-1');
  });

  it('asks the same from the row, and says where there is no such order', async () => {
    const tab = await lab.open({ role: 'hr' }, DESKTOP);
    const { page } = tab;
    await tab.go(`/statements/${id}?open=${await openOrders()}`);
    await page.getByRole('button', { name: 'without it? O-1' }).click();
    // all of it, and the 5 000 at 4 % are the others' then: 60 × 1 000 = 5 000 × 4 % + 55 000 × 6 %, less 20 of S-1
    await page.getByText('in all ₽3,480').waitFor();
    await page.getByRole('button', { name: 'returned? S-60' }).click();
    await page.getByText('With all of S-60 returned').waitFor();
    await page.locator('#answer').getByText('−₽60').waitFor();
    tab.expectedStatuses.add(404);
    await page.getByRole('combobox', { name: 'Order number' }).fill('nothing');
    await page.keyboard.press('Enter');
    await page.getByText('Not found, or not yours to see: facts "nothing".').waitFor();
  });

  it('opens the parts of a month by their days', async () => {
    const tab = await lab.open({ role: 'hr' }, DESKTOP);
    const { page } = tab;
    await tab.go(`/statements/${await lab.statementOf('M2')}`);
    await page.getByRole('button', { name: /Salary for time worked/ }).click();
    await page.getByRole('button', { name: /Salaries in force.*2 rows/ }).click();
    // grades 1 and 2 of the demo have 600 and 700
    await page.getByRole('row', { name: /1 March – 15 March 600/ }).waitFor();
    await page.getByRole('row', { name: /16 March – 31 March 700/ }).waitFor();
    await tab.inspect('rows-of-parts');
  });

  /** The address of the orders, all of them shown since the last is open. */
  async function openOrders(): Promise<string> {
    const hr = await lab.service.as('hr');
    const { body } = await hr.get(`/v1/statements/${id}/explanation`);
    const path = `${body.results[0].resultId}.commission_total`;
    return [path, `${path}.orders`, `${path}.orders.${SMALL}`].join();
  }
});
