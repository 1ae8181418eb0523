import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Expectation } from '../../platform/records/expectations.js';
import { fieldProblem } from '../../platform/records/row.js';
import { type GivenFile, ROW_BYTES_MAX } from './given-file.js';

/** Largest parts taken, in bytes unpacked: the sheet goes by as a stream, the others are held. */
const SHEET_BYTES_MAX = 2 * 1024 ** 3;
const HELD_BYTES_MAX = 128 * 1024 * 1024;
const PARTS_MAX = 10_000;

/** What is done at the beginning and the end of each element, and with the text between. */
export interface XmlReader {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** The parts of a workbook, each read as a stream within bounds, whatever its directory says of sizes. */
export class Workbook {
  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws `invalid-fields` for what is no workbook. */
  static async open({ handle }: GivenFile): Promise<Workbook> {
    return readable(async () => {
      const zip = await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true });
      if (zip.entryCount > PARTS_MAX) throw refusal({ code: 'workbook' });
      const parts = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
      return new Workbook(zip, parts);
    });
  }

  has(name: string): boolean {
    return this.parts.has(name);
  }

  /** Reads a part to its end; one that is missing has nothing. */
  async read(name: string, reader: XmlReader): Promise<void> {
    for await (const _ of this.pass(name, reader, HELD_BYTES_MAX));
  }

  /** Reads the sheet piece by piece: after each there is time to take what `reader` has made of it. */
  sheet(name: string, reader: XmlReader): AsyncGenerator<void> {
    return this.pass(name, reader, SHEET_BYTES_MAX);
  }

  private async *pass(name: string, reader: XmlReader, bytesMax: number): AsyncGenerator<void> {
    const entry = this.parts.get(name);
    if (!entry) return;
    const parser = new XmlPass(reader);
    const stream = await readable(() => this.zip.openReadStreamPromise(entry));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    try {
      for await (const piece of pieces(stream)) {
        bytes += piece.length;
        if (bytes > bytesMax) throw refusal({ code: 'workbook-size', facts: { part: name, max: bytesMax } });
        await readable(async () => parser.write(decoder.decode(piece, { stream: true })));
        yield;
      }
      await readable(async () => parser.end());
      yield;
    } finally {
      stream.destroy();
    }
  }
}

/** One pass of the parser. Document types are refused: no workbook has one, and entities in them can be bombs. */
class XmlPass {
  private readonly parser = new SaxesParser();
  private unmoved = 0;

  constructor(reader: XmlReader) {
    this.parser.on('doctype', () => {
      throw refusal({ code: 'workbook' });
    });
    this.parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
      this.unmoved = 0;
      reader.open?.(local(name), attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      this.unmoved = 0;
      reader.close?.(local(name));
    });
    this.parser.on('text', (text) => reader.text?.(text));
    this.parser.on('cdata', (text) => reader.text?.(text));
  }

  write(text: string): void {
    this.unmoved += text.length;
    this.parser.write(text);
    if (this.unmoved > ROW_BYTES_MAX) throw refusal({ code: 'workbook' });
  }

  end(): void {
    this.parser.close();
  }
}

/** Names without their prefix: some programs write one for every element. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

async function* pieces(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch {
    throw refusal({ code: 'workbook' });
  }
}

/** What the libraries cannot read is no workbook. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DomainError ? error : refusal({ code: 'workbook' });
  }
}

export const refusal = (expected: Expectation): DomainError =>
  new DomainError('invalid-fields', {}, [fieldProblem('file', null, expected)]);
