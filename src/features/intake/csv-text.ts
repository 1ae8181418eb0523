import { isUtf8 } from 'node:buffer';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';

const LINE_BREAK = 0x0a;

/**
 * Decodes a file piece by piece at its line breaks, which in UTF-8 are never part of another character.
 * Throws `invalid-fields` with the line whose bytes are not UTF-8 text; a leading byte order mark is dropped.
 */
export async function* textOf(bytes: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<string> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const piece of bytes) {
    const all = rest.length ? Buffer.concat([rest, piece]) : piece;
    const end = all.lastIndexOf(LINE_BREAK) + 1;
    rest = all.subarray(end);
    if (end === 0) continue;
    const text = decoded(all.subarray(0, end), line);
    yield first ? withoutMark(text) : text;
    first = false;
    line += countLineBreaks(all.subarray(0, end));
  }
  const text = decoded(rest, line);
  yield first ? withoutMark(text) : text;
}

const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

function decoded(bytes: Buffer, firstLine: number): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString('utf8');
  let line = firstLine;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(LINE_BREAK, start) + 1 || bytes.length;
    const one = bytes.subarray(start, end);
    if (!isUtf8(one) || one.includes(0)) break;
    start = end;
  }
  const expected = { code: 'utf-8' } as const;
  throw new DomainError('invalid-fields', {}, [{ ...fieldProblem('file', null, expected), line }]);
}

function countLineBreaks(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_BREAK); at >= 0; at = bytes.indexOf(LINE_BREAK, at + 1)) count++;
  return count;
}
