import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GivenFile } from '../../src/features/intake/given-file.js';
import { Workbook } from '../../src/features/intake/xlsx-parts.js';

/** A cell as it lies in the file: `n` is a number, `s` a text, `f` has a formula. */
export interface ReadCell {
  type: string;
  value: string;
}

/** Cells by address, such as `B7`, of each sheet by its name; read by the service's reader of imports, not by the writer. */
export async function readWorkbook(bytes: Buffer): Promise<Map<string, Map<string, ReadCell>>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'premia-workbook-'));
  const file = path.join(folder, 'read.xlsx');
  await writeFile(file, bytes);
  const handle = await open(file);
  try {
    const workbook = await Workbook.open({ handle } as GivenFile);
    const names: string[] = [];
    await workbook.read('xl/workbook.xml', {
      open: (name, attributes) => void (name === 'sheet' && names.push(attributes.name!)),
    });
    const shared = await sharedTexts(workbook);
    const sheets = new Map<string, Map<string, ReadCell>>();
    for (const [index, name] of names.entries())
      sheets.set(name, await cellsOf(workbook, `xl/worksheets/sheet${index + 1}.xml`, shared));
    return sheets;
  } finally {
    await handle.close();
    await rm(folder, { recursive: true });
  }
}

async function sharedTexts(workbook: Workbook): Promise<string[]> {
  const texts: string[] = [];
  await workbook.read('xl/sharedStrings.xml', {
    open: (name) => void (name === 'si' && texts.push('')),
    text(text) {
      texts.push(texts.pop()! + text);
    },
  });
  return texts;
}

async function cellsOf(workbook: Workbook, part: string, shared: readonly string[]) {
  const cells = new Map<string, ReadCell>();
  let cell: ReadCell | undefined;
  await workbook.read(part, {
    open(name, { r, t }) {
      if (name === 'c') {
        cell = { type: t ?? 'n', value: '' };
        cells.set(r!, cell);
      }
      if (name === 'f') cell!.type = 'f';
    },
    text(text) {
      if (cell) cell.value += text;
    },
    close(name) {
      if (name !== 'c') return;
      if (cell!.type === 's') cell!.value = shared[Number(cell!.value)]!;
      if (cell!.value === '') cell!.type = 'empty';
      cell = undefined;
    },
  });
  return cells;
}

/** Values of a sheet row by row, cells without a value as `''`. */
export function rowsOf(cells: ReadonlyMap<string, ReadCell>): string[][] {
  const rows: string[][] = [];
  for (const [address, { value }] of cells) {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address)!;
    const column = [...letters!].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    rows[Number(row) - 1] ??= [];
    rows[Number(row) - 1]![column] = value;
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (value) => value ?? ''));
}
