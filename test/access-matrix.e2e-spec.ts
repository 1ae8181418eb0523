import { readFile } from 'node:fs/promises';
import { type AccessCompany, accessCompany, nameOf, PAY, personOf } from './support/access-company.js';
import { VIEWERS, type Viewer } from './support/access-records.js';
import { CELLS, type Cell, requestOf } from './support/access-requests.js';
import { expectedCells, ROUTES } from './support/access-table.js';

/** Whose pay may be in an answer. Nobody else's figures are, whatever is asked. */
const SEEN: Record<Viewer, readonly string[]> = {
  anonymous: [],
  admin: [],
  hr: ['H1', 'M1', 'N1', 'M2'],
  head: ['M1', 'N1'],
  manager: ['M1'],
  auditor: ['H1', 'M1', 'N1', 'M2'],
  intake: [],
  payroll: ['H1', 'M1', 'N1', 'M2'],
  scoped: [],
};

describe('who is answered what', () => {
  let company: AccessCompany;

  beforeAll(async () => {
    company = await accessCompany();
  }, 120_000);
  afterAll(() => company?.service.stop());

  /** 2xx as it is; 401, 403 and 404 too; of other refusals the kind beside the status. */
  const ask = async (
    route: string,
    viewer: Viewer,
    cell: Cell,
  ): Promise<{ answer: string; text: string }> => {
    const { headers = {}, ...asked } = requestOf(route, viewer, cell, company);
    const token = viewer === 'anonymous' ? undefined : company.tokens[viewer];
    const { statusCode, body } = await company.service.app.inject({
      ...asked,
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
    const kind = statusCode < 400 ? '' : (JSON.parse(body).type as string).replace('urn:premia:problem:', '');
    const isPlain = ['', 'unauthenticated', 'forbidden', 'out-of-scope'].includes(kind) || statusCode === 404;
    return { answer: isPlain ? String(statusCode) : `${statusCode} ${kind}`, text: body };
  };

  /** Personnel numbers whose pay, or whose name to a manager, is in an answer and is not to be. */
  const given = (viewer: Viewer, text: string): string[] =>
    Object.entries(PAY).flatMap(([number, figures]) => {
      const canaries = viewer === 'manager' ? [...figures, nameOf(number)] : figures;
      return !SEEN[viewer].includes(number) && canaries.some((canary) => text.includes(canary))
        ? [number]
        : [];
    });

  it('has a row for each route of openapi.json, and no other', async () => {
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as { paths: Record<string, object> };
    const routes = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...ROUTES].sort()).toEqual(routes.sort());
  });

  it('is as said in each cell, and nobody is told the pay of others', async () => {
    const wrong: string[] = [];
    let cells = 0;
    const ofViewer = async (viewer: Viewer): Promise<void> => {
      for (const route of ROUTES) {
        const expected = expectedCells(route, viewer);
        let last = { asked: '', answer: '', text: '' };
        // who is let in nowhere is refused before anything is read: that is asked of what is there and of what is not
        const isRefused = new Set(expected).size === 1 && /^40[13]$/.test(expected[0]!);
        for (const [place, cell] of CELLS.entries()) {
          // what is the same request in each cell is sent once
          const asked = JSON.stringify(requestOf(route, viewer, cell, company)).replace(/0\.\d+@/, '');
          const isSame = asked === last.asked || (isRefused && (cell === 'team' || cell === 'other'));
          if (!isSame) last = { asked, ...(await ask(route, viewer, cell)) };
          cells++;
          const wanted = expected[place]!;
          const isRight = wanted === last.answer || (wanted === 'in' && /^(2|409|422)/.test(last.answer));
          if (!isRight) wrong.push(`${route} ${viewer} ${cell}: ${last.answer}, not ${wanted}`);
          const told = given(viewer, last.text);
          if (told.length) wrong.push(`${route} ${viewer} ${cell}: tells the pay of ${told}`);
        }
      }
    };
    await Promise.all(VIEWERS.map(ofViewer));
    expect(wrong).toEqual([]);
    expect(cells).toBe(ROUTES.length * VIEWERS.length * CELLS.length);
  }, 180_000);

  it('lists rows of those who may be seen, and of no others', async () => {
    const LISTS = [
      'statements?period=2026-02',
      'results?limit=1000',
      'adjustments?period=2026-02',
      'grade-proposals?period=2026-02',
    ];
    const listed: Record<string, string[]> = {};
    for (const viewer of ['hr', 'auditor', 'head', 'manager'] as const) {
      const seen = new Set<string>();
      for (const list of LISTS) {
        const { body } = await company.service.app.inject({
          url: `/v1/${list}`,
          headers: { authorization: `Bearer ${company.tokens[viewer]}` },
        });
        for (const { personnelNumber } of JSON.parse(body).items ?? []) seen.add(personnelNumber);
      }
      listed[viewer] = [...seen].sort();
    }
    expect(listed).toEqual({
      hr: ['H1', 'M1', 'M2', 'N1'],
      auditor: ['H1', 'M1', 'M2', 'N1'],
      head: ['M1', 'N1'],
      manager: ['M1'],
    });
    expect(personOf('head', 'own')).toBe('H1');
  });
});
