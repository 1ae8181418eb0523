import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Tx } from '../database/transaction.js';
import { readJson } from '../problem/bodies.js';
import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import { openStage } from './merge.js';
import type { Noun } from './noun.js';
import { fieldProblem, type Row, readRow, unknownFields } from './row.js';
import { copyLine, copyStage } from './stage.js';

/** Most records in one stream. */
export const LINES_MAX = 1_000_000;
/** Largest stream and longest line, in bytes. */
const STREAM_BYTES_MAX = 1024 * 1024 * 1024;
const LINE_BYTES_MAX = 1024 * 1024;

/** A larger stream waits in a file. */
const MEMORY_BYTES_MAX = 1024 * 1024;
/** What goes to the database at once. */
const PIECE_CHARACTERS = 64 * 1024;
const PROBLEMS_KEPT = 100;

type Bytes = Iterable<Buffer> | AsyncIterable<Buffer>;

export interface Received {
  /** The bytes from the beginning, as often as needed. */
  bytes(): Bytes;
  /** SHA-256 of the bytes, in hex. */
  hash: string;
}

/**
 * Receives a stream whole, then does `work` with it: a slow sender holds neither a connection nor a lock, and a
 * transaction can be run anew. Throws `body-too-large`; what is left of the stream then flows away unread.
 */
export async function withReceived<T>(body: Readable, work: (received: Received) => Promise<T>): Promise<T> {
  const store = new Store();
  try {
    const hash = await receive(body, store);
    return await work({ bytes: () => store.bytes(), hash });
  } finally {
    await store.remove();
  }
}

async function receive(body: Readable, store: Store): Promise<string> {
  const hash = createHash('sha256');
  let length = 0;
  // left open on the way out: the sender is still to be answered
  for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > STREAM_BYTES_MAX) {
      body.resume();
      throw new DomainError('body-too-large', { limit: STREAM_BYTES_MAX });
    }
    hash.update(piece);
    await store.add(piece, length);
  }
  await store.close();
  return hash.digest('hex');
}

/** Keeps what was received: in memory while it is little, else in a temporary file. */
class Store {
  private pieces: Buffer[] = [];
  private folder: string | undefined;
  private handle: FileHandle | undefined;

  /** `length` is that of all pieces with this one. */
  async add(piece: Buffer, length: number): Promise<void> {
    this.pieces.push(piece);
    if (length <= MEMORY_BYTES_MAX) return;
    this.folder ??= await mkdtemp(path.join(tmpdir(), 'premia-batch-'));
    this.handle ??= await open(this.file(this.folder), 'wx', 0o600);
    for (const kept of this.pieces) await this.handle.writeFile(kept);
    this.pieces = [];
  }

  bytes(): Bytes {
    return this.folder === undefined ? this.pieces : createReadStream(this.file(this.folder));
  }

  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private file(folder: string): string {
    return path.join(folder, 'lines');
  }
}

/**
 * Stages records, one a line, for `mergeStaged`; answers how many. Throws `invalid-fields` for what the lines get wrong
 * and `malformed-body` for the first that is no JSON object, both with the number of the line.
 */
export async function stageLines(tx: Tx, noun: Noun, bytes: Bytes): Promise<number> {
  await openStage(tx, noun);
  const staging = new Staging(noun);
  await copyStage(tx, noun, staging.pieces(bytes));
  return staging.line;
}

class Staging {
  /** Number of the last line read. */
  line = 0;
  private readonly refused = new Refused();
  private text = '';

  constructor(private readonly noun: Noun) {}

  /** What COPY is to read; throws at the end when any line was refused, so that all of them are told. */
  async *pieces(bytes: Bytes): AsyncGenerator<string> {
    for await (const lines of linesOf(bytes)) {
      for (const line of lines) this.take(line);
      if (this.text.length < PIECE_CHARACTERS) continue;
      yield this.text;
      this.text = '';
    }
    if (this.line === 0) throw invalidList(this.line);
    const { kept, total } = this.refused;
    if (total) throw new DomainError('invalid-fields', {}, kept, total);
    if (this.text) yield this.text;
  }

  private take(line: Buffer): void {
    this.line++;
    if (this.line > LINES_MAX) throw invalidList(this.line);
    const row = rowOf(this.noun, line, this.line, this.refused);
    if (this.refused.total === 0) this.text += copyLine(this.line, row);
  }
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

/** The lines of a stream without their ends, some at a time; the last may lack one. Throws `malformed-body` for a line beyond 1 MB. */
async function* linesOf(bytes: Bytes): AsyncGenerator<Buffer[]> {
  let begun: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const piece of bytes) {
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); from < piece.length; end = piece.indexOf(LINE_FEED, from)) {
      const part = piece.subarray(from, end < 0 ? piece.length : end);
      length += part.length;
      if (length > LINE_BYTES_MAX) throw tooLong(line);
      begun.push(part);
      if (end < 0) break;
      lines.push(begun.length === 1 ? part : Buffer.concat(begun));
      [begun, length, from] = [[], 0, end + 1];
      line++;
    }
    yield lines;
  }
  if (length > 0) yield [Buffer.concat(begun)];
}

const tooLong = (line: number) =>
  new DomainError('malformed-body', {}, [
    { ...fieldProblem('body', null, { code: 'line-length', facts: { max: LINE_BYTES_MAX } }), line },
  ]);
