import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';

/** Longest line of a text file in bytes, and longest row with the line breaks that are quoted in it. */
export const ROW_BYTES_MAX = 4 * 1024 * 1024;

const PIECE_BYTES = 64 * 1024;
const ZIP_BEGINS = Buffer.from('PK\u0003\u0004');

/** A file received whole, to be read as often as needed. It has no name, and is gone with the process at the latest. */
export interface GivenFile {
  handle: FileHandle;
  bytes: number;
  /** SHA-256 of the bytes, in hex. */
  hash: string;
  /** A workbook; anything else is text. */
  isZip: boolean;
}

/** The bytes of a file from its beginning. */
export const bytesOf = ({ handle }: GivenFile): AsyncIterable<Buffer> =>
  handle.createReadStream({ start: 0, autoClose: false, highWaterMark: PIECE_BYTES });

/**
 * Receives a file whole before anything is done with it: a slow sender holds neither a connection nor a lock, and a
 * transaction can be run anew. Its handle is to be closed. Throws `file-too-large`, and `invalid-fields` for a line
 * beyond 4 MB, as soon as that much was read; what is left of a stream then flows away unread.
 */
export async function receiveFile(given: Readable | Buffer, bytesMax: number): Promise<GivenFile> {
  const handle = await openNameless();
  try {
    return await receive(given, bytesMax, handle);
  } catch (error) {
    await handle.close();
    if (given instanceof Readable) given.resume();
    throw error;
  }
}

/** An open file in the temporary folder without a name there, so that nothing is left of it whatever happens. */
export async function openNameless(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `premia-${randomUUID()}`);
  const handle = await open(name, 'wx+', 0o600);
  await unlink(name);
  return handle;
}

async function receive(given: Readable | Buffer, bytesMax: number, handle: FileHandle): Promise<GivenFile> {
  const hash = createHash('sha256');
  const lines = new LineBound();
  let bytes = 0;
  // left open on the way out: the sender is still to be answered
  const source = Buffer.isBuffer(given) ? [given] : given.iterator({ destroyOnReturn: false });
  for await (const piece of source as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > bytesMax) throw new DomainError('file-too-large', { limit: bytesMax });
    lines.pass(piece);
    hash.update(piece);
    await handle.writeFile(piece);
  }
  return { handle, bytes, hash: hash.digest('hex'), isZip: lines.isZip };
}

/** Refuses a text file at a line that does not end, before the rest of it is received. */
class LineBound {
  isZip = false;
  private begun = Buffer.alloc(0);
  private length = 0;

  pass(piece: Buffer): void {
    if (this.begun.length < ZIP_BEGINS.length) {
      this.begun = Buffer.concat([this.begun, piece.subarray(0, ZIP_BEGINS.length)]);
      this.isZip = this.begun.subarray(0, ZIP_BEGINS.length).equals(ZIP_BEGINS);
    }
    if (this.isZip) return;
    const last = Math.max(piece.lastIndexOf(0x0a), piece.lastIndexOf(0x0d));
    this.length = last < 0 ? this.length + piece.length : piece.length - last - 1;
    if (this.length > ROW_BYTES_MAX) throw rowTooLong(undefined);
  }
}

/** The refusal of a row that does not end; `line` is where it begins, where that is known. */
export function rowTooLong(line: number | undefined): DomainError {
  const expected = { code: 'row-length', facts: { max: ROW_BYTES_MAX } } as const;
  return new DomainError('invalid-fields', {}, [
    { ...fieldProblem('file', null, expected), ...(line ? { line } : {}) },
  ]);
}
