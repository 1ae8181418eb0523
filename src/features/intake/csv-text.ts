import { isUtf8 } from 'node:buffer';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';

/** Encodings of files without a byte order mark; the first is the default. */
export const ENCODINGS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A mark at the beginning says what the rest is, whatever was said before. */
const MARKS: readonly [Buffer, Encoding][] = [
  [Buffer.from([0xef, 0xbb, 0xbf]), 'utf-8'],
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
];
const MARK_BYTES_MAX = 3;

/**
 * The text of a file as UTF-8 without a mark, piece by piece, each of whole characters.
 * Throws `invalid-fields` with the line whose bytes are no text of the encoding, or hold a NUL.
 */
export async function* textOf(
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
  usual: Encoding,
): AsyncGenerator<Buffer> {
  let reader: TextReader | undefined;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    rest = rest.length ? Buffer.concat([rest, piece]) : piece;
    if (!reader) {
      if (rest.length < MARK_BYTES_MAX) continue;
      const [mark, encoding] = markOf(rest, usual);
      rest = rest.subarray(mark);
      reader = new TextReader(encoding);
    }
    const whole = wholeCharacters(rest, reader.encoding);
    if (whole > 0) yield reader.read(rest.subarray(0, whole));
    rest = rest.subarray(whole);
  }
  if (rest.length) {
    const [mark, encoding] = reader ? [0, reader.encoding] : markOf(rest, usual);
    yield (reader ?? new TextReader(encoding)).read(rest.subarray(mark));
  }
}

function markOf(bytes: Buffer, usual: Encoding): [number, Encoding] {
  const found = MARKS.find(([mark]) => bytes.subarray(0, mark.length).equals(mark));
  return found ? [found[0].length, found[1]] : [0, usual];
}

class TextReader {
  private line = 1;

  constructor(readonly encoding: Encoding) {}

  /** Whole characters as UTF-8. */
  read(bytes: Buffer): Buffer {
    const text = this.encoding === 'utf-8' ? (isUtf8(bytes) ? bytes : undefined) : this.decoded(bytes);
    if (!text || text.includes(0)) throw this.refusal(bytes);
    this.line += lineBreaks(text);
    return text;
  }

  private decoded(bytes: Buffer): Buffer | undefined {
    const text = decode(bytes, this.encoding, false);
    return text === undefined ? undefined : Buffer.from(text);
  }

  private refusal(bytes: Buffer): DomainError {
    const expected = { code: 'text-encoding', facts: { encoding: this.encoding.toUpperCase() } } as const;
    const line = this.line + lineBreaks(Buffer.from(goodBeginning(bytes, this.encoding)));
    return new DomainError('invalid-fields', {}, [{ ...fieldProblem('file', null, expected), line }]);
  }
}

/** The text before the first bytes that are none, or before a NUL. */
function goodBeginning(bytes: Buffer, encoding: Encoding): string {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decode(bytes.subarray(0, middle), encoding, true) === undefined) bad = middle;
    else good = middle;
  }
  const text = decode(bytes.subarray(0, good), encoding, true) ?? '';
  return text.split('\0', 1)[0]!;
}

/** Undefined for bytes that are no text; `open` lets a last character be incomplete. */
function decode(bytes: Buffer, encoding: Encoding, open: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: open });
  } catch {
    return undefined;
  }
}

/** Bytes up to the last character that is complete; what is no text at all counts as complete. */
function wholeCharacters(bytes: Buffer, encoding: Encoding): number {
  if (encoding === 'utf-8') return wholeUtf8(bytes);
  if (encoding === 'windows-1251') return bytes.length;
  const even = bytes.length & ~1;
  if (even === 0) return 0;
  const last = encoding === 'utf-16le' ? bytes.readUInt16LE(even - 2) : bytes.readUInt16BE(even - 2);
  return last >= 0xd800 && last < 0xdc00 ? even - 2 : even;
}

function wholeUtf8(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function lineBreaks(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}
