import { readFileSync } from 'node:fs';
import { apiDocumentText } from '../src/api-document.js';
import { policy } from '../src/features/access/index.js';
import { routeOf } from '../src/platform/openapi-form.js';

interface Operation {
  operationId: string;
  summary?: string;
  tags: string[];
  security?: object[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

/** Served beside the API, not part of its document. */
const BESIDE = ['GET /openapi.json', 'GET /docs', 'GET /*'];

describe('openapi.json', () => {
  let text: string;
  let operations: Map<string, Operation>;

  beforeAll(async () => {
    text = await apiDocumentText();
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
    operations = new Map(
      Object.entries(paths).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => [routeOf(method, path), operation] as const),
      ),
    );
  });

  it('is what the code says; if the change is meant, run `npm run generate:openapi`', () => {
    expect(JSON.parse(readFileSync('openapi.json', 'utf8'))).toEqual(JSON.parse(text));
    expect(readFileSync('openapi.json', 'utf8') === text).toBe(true);
  });

  it('has the routes of the policy table, no more and no fewer', () => {
    expect([...operations.keys(), ...BESIDE].sort()).toEqual(Object.keys(policy).sort());
  });

  it('asks for a token wherever the policy table does', () => {
    const open = [...operations].filter(([, { security }]) => security?.length === 0).map(([route]) => route);
    const allowed = Object.keys(policy).filter(
      (route) => policy[route] === 'public' && !BESIDE.includes(route),
    );
    expect(open.sort()).toEqual(allowed.sort());
  });

  it('tells of every operation what it is for, what it answers and how it refuses', () => {
    const told = [...operations].map(([route, { summary, tags, responses }]) => ({
      route,
      summary: Boolean(summary),
      tags: tags.length,
      answers: Object.entries(responses).some(
        ([status, { content }]) =>
          ['204', '303'].includes(status) || // nothing, or where to go
          (/^2/.test(status) && Object.values(content ?? {}).some(({ schema }) => schema)),
      ),
      refuses: Boolean(responses.default?.content?.['application/problem+json']),
    }));
    const missing = told.filter((one) => !one.summary || one.tags !== 1 || !one.answers || !one.refuses);
    expect(missing).toEqual([]);
  });

  it('names each operation once', () => {
    const ids = [...operations.values()].map(({ operationId }) => operationId);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });

  it('is OpenAPI 3.1: null is a type, bounds are numbers', () => {
    expect(text).toContain('"openapi": "3.1.0"');
    expect(text).not.toMatch(/"nullable":|"exclusiveM(in|ax)imum": (true|false)/);
  });
});
