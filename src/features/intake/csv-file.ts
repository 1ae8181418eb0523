import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DomainError } from '../../platform/problem/domain-error.js';

/** Largest file taken, in bytes. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;

export interface GivenFile {
  pieces: readonly Buffer[];
  /** SHA-256 of the bytes, in hex. */
  hash: string;
}

/** Reads a file to its end. Throws `file-too-large` beyond 64 MB; what is left of a stream then flows away unread. */
export async function receiveFile(file: Readable | Buffer): Promise<GivenFile> {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let length = 0;
  // left open on the way out: the sender is still to be answered
  const source = Buffer.isBuffer(file) ? [file] : file.iterator({ destroyOnReturn: false });
  for await (const given of source) {
    const piece = Buffer.isBuffer(given) ? given : Buffer.from(given);
    length += piece.length;
    if (length > FILE_BYTES_MAX) {
      if (file instanceof Readable) file.resume();
      throw new DomainError('file-too-large', { limit: FILE_BYTES_MAX });
    }
    hash.update(piece);
    pieces.push(piece);
  }
  return { pieces, hash: hash.digest('hex') };
}
