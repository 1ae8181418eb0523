import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Expectation } from '../records/expectations.js';
import { fieldProblem } from '../records/row.js';
import { DomainError } from './domain-error.js';

/** Largest JSON body. A text field of 10 MB is still answered at the field. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024;

/** No body of the API nests deeper than this; validation is recursive, and more would end in a stack overflow. */
const DEPTH_MAX = 20;

/** Content types of files: CSV and workbooks. Which of the two a file is, its first bytes say. */
export const FILE_TYPES = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** Takes JSON bodies everywhere, files at their routes and streams of lines at every batch; every other content type is refused by name. */
export function takeBodies(instance: FastifyInstance, fileRoutes: readonly string[]): void {
  const takesFiles = (request: FastifyRequest) => fileRoutes.includes(request.routeOptions.url ?? '');
  const takesLines = ({ routeOptions: { url } }: FastifyRequest) => /^\/v1\/[^/]+\/batch$/.test(url ?? '');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      request.is404 || body.length === 0 ? undefined : readJson(body),
  );
  // files come as streams, however large: whoever takes them reads them
  instance.addContentTypeParser(FILE_TYPES, (request, payload, done) =>
    takesFiles(request) ? done(null, payload) : done(unsupported('application/json')),
  );
  instance.addContentTypeParser('application/x-ndjson', (request, payload, done) =>
    takesLines(request) ? done(null, payload) : done(unsupported('application/json')),
  );
  instance.addContentTypeParser('*', (request, _payload, done) =>
    request.is404
      ? done(null)
      : done(unsupported(takesFiles(request) ? FILE_TYPES.join(', ') : 'application/json')),
  );
}

const unsupported = (expected: string) => new DomainError('unsupported-media-type', { expected });

/** A JSON object from the bytes of a body. Throws `malformed-body`. */
export function readJson(body: Buffer): object {
  const text = textOf(body);
  if (depthOf(body) > DEPTH_MAX) throw malformed(text, { code: 'json-depth', facts: { max: DEPTH_MAX } });
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(text, { code: 'object' });
  return value;
}

/** Names that every object has: as keys of a body they would be overlooked, or change what objects are. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);
const MAY_NAME_INHERITED = new RegExp(`"(?:${INHERITED.join('|')})"|\\\\u00`);

function parsed(text: string): unknown {
  let inherited: string | undefined;
  const noteInherited = (key: string, value: unknown): unknown => {
    if (INHERITED.includes(key)) inherited = key;
    return value;
  };
  let value: unknown;
  try {
    // asking for every key is slow: it is done only where one may be such a name, spelt out or with escapes
    value = MAY_NAME_INHERITED.test(text) ? JSON.parse(text, noteInherited) : JSON.parse(text);
  } catch {
    throw malformed(text, { code: 'json' });
  }
  if (inherited) throw malformed(text, { code: 'json-key', facts: { key: inherited } });
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw malformed(body.toString('latin1'), { code: 'json-utf-8' });
  }
}

const malformed = (text: string, expected: Expectation) =>
  new DomainError('malformed-body', {}, [fieldProblem('body', text, expected)]);

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [...Buffer.from('"\\[{]}')];

/** How deep lists and objects nest; read from the bytes, without recursion. */
function depthOf(body: Buffer): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let place = 0; place < body.length; place++) {
    const byte = body[place];
    if (quoted && byte === BACKSLASH) place++;
    else if (byte === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
  }
  return deepest;
}
