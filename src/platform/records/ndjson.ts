import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Tx } from '../database/transaction.js';
import { readJson } from '../problem/bodies.js';
import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import { clearStage, stageRows } from './merge.js';
import type { Noun } from './noun.js';
import { fieldProblem, type Row, readRow, unknownFields } from './row.js';

/** Most records in one stream. */
export const LINES_MAX = 1_000_000;
/** Largest stream and longest line, in bytes. */
const STREAM_BYTES_MAX = 1024 * 1024 * 1024;
const LINE_BYTES_MAX = 1024 * 1024;

/** What goes to the database at once: so many rows, or fewer where they are long. */
const PIECE_ROWS = 1_000;
const PIECE_BYTES = 4 * 1024 * 1024;
const PROBLEMS_KEPT = 100;

export interface Received {
  file: string;
  /** SHA-256 of the bytes, in hex. */
  hash: string;
}

/**
 * Receives a stream into a temporary file, then does `work` with it: a slow sender holds neither a connection nor a
 * lock, and a transaction can be run anew. Throws `body-too-large`; what is left of the stream then flows away unread.
 */
export async function withReceived<T>(body: Readable, work: (received: Received) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'premia-batch-'));
  try {
    const file = path.join(folder, 'lines');
    return await work({ file, hash: await receive(body, file) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(body: Readable, file: string): Promise<string> {
  const hash = createHash('sha256');
  const target = await open(file, 'wx', 0o600);
  let length = 0;
  try {
    // left open on the way out: the sender is still to be answered
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > STREAM_BYTES_MAX) {
        body.resume();
        throw new DomainError('body-too-large', { limit: STREAM_BYTES_MAX });
      }
      hash.update(piece);
      await target.write(piece);
    }
  } finally {
    await target.close();
  }
  return hash.digest('hex');
}

/**
 * Stages the records of a file, one a line, for `mergeStaged`; answers how many. Throws `invalid-fields` for what the
 * lines get wrong and `malformed-body` for the first that is no JSON object, both with the number of the line.
 */
export async function stageLines(tx: Tx, noun: Noun, file: string): Promise<number> {
  await clearStage(tx, noun);
  const refused = new Refused();
  const piece = { rows: [] as Row[], bytes: 0 };
  let line = 0;
  const flush = async () => {
    if (piece.rows.length && refused.total === 0)
      await stageRows(tx, noun, piece.rows, line - piece.rows.length);
    piece.rows = [];
    piece.bytes = 0;
  };
  for await (const bytes of linesOf(file)) {
    line++;
    if (line > LINES_MAX) throw invalidList(line);
    piece.rows.push(rowOf(noun, bytes, line, refused));
    piece.bytes += bytes.length;
    if (piece.rows.length >= PIECE_ROWS || piece.bytes >= PIECE_BYTES) await flush();
  }
  await flush();
  if (line === 0) throw invalidList(line);
  if (refused.total) throw new DomainError('invalid-fields', {}, refused.kept, refused.total);
  return line;
}

/** The first refused values, and how many there were. */
class Refused {
  readonly kept: FieldProblem[] = [];
  total = 0;

  add(problems: readonly FieldProblem[], line: number): void {
    for (const problem of problems) {
      this.total++;
      if (this.kept.length < PROBLEMS_KEPT) this.kept.push({ ...problem, line });
    }
  }
}

function rowOf(noun: Noun, bytes: Buffer, line: number, refused: Refused): Row {
  const given = recordIn(bytes, line);
  const problems = unknownFields(noun, given);
  const row = readRow(noun, given, '', problems);
  refused.add(problems, line);
  return row;
}

function recordIn(bytes: Buffer, line: number): Record<string, unknown> {
  try {
    return readJson(bytes) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(
      error.code,
      error.facts,
      error.fields.map((field) => ({ ...field, line })),
    );
  }
}

const invalidList = (lines: number) =>
  new DomainError('invalid-fields', {}, [
    fieldProblem('body', lines, { code: 'lines', facts: { max: LINES_MAX } }),
  ]);

const LINE_FEED = 10;

/** The lines of a file without their ends; the last may lack one. Throws `malformed-body` for a line beyond 1 MB. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    while (from < chunk.length) {
      const end = chunk.indexOf(LINE_FEED, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      length += part.length;
      if (length > LINE_BYTES_MAX) throw tooLong(line);
      begun.push(part);
      if (end < 0) break;
      yield Buffer.concat(begun);
      [begun, length, from] = [[], 0, end + 1];
      line++;
    }
  }
  if (length > 0) yield Buffer.concat(begun);
}

const tooLong = (line: number) =>
  new DomainError('malformed-body', {}, [
    { ...fieldProblem('body', null, { code: 'line-length', facts: { max: LINE_BYTES_MAX } }), line },
  ]);
