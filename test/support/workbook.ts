import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP archive of parts, packed. */
export function zipOf(parts: Record<string, string | Buffer>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), head, tail, Buffer.from(name));
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, Buffer.from('PK\u0005\u0006'), end]);
}

/** A cell as Excel writes it: a text is shared, `{xml}` is taken as it is. */
export type CellGiven = string | number | { xml: string } | null;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A number with the format of a day: style 1 is built in, style 2 is the file's own `dd.mm.yyyy`, style 3 money. */
export const styled = (value: number, style: number) => ({ xml: `s="${style}"><v>${value}</v></c>` });
export const formula = (text: string, value?: string) => ({
  xml: `${Number.isNaN(Number(value ?? 0)) ? ' t="str"' : ''}><f>${text}</f>${value === undefined ? '' : `<v>${value}</v>`}</c>`,
});

/** A workbook with a hidden sheet before the one that holds the rows. */
export function workbookOf(rows: readonly CellGiven[][], replaced: Record<string, string> = {}): Buffer {
  const shared: string[] = [];
  const cell = (given: CellGiven, place: number, row: number): string => {
    if (given === null) return '';
    const reference = `${String.fromCharCode(65 + place)}${row + 1}`;
    if (typeof given === 'number') return `<c r="${reference}"><v>${given}</v></c>`;
    if (typeof given === 'object') return `<c r="${reference}" ${given.xml}`;
    return `<c r="${reference}" t="s"><v>${shared.push(given) - 1}</v></c>`;
  };
  const lines = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((given, place) => cell(given, place, row)).join('')}</row>`,
  );
  return zipOf({
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Март" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="x"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0.00&quot; дн&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${shared.map((text) => `<si>${escaped(text)}</si>`).join('')}</sst>`,
    ...replaced,
  });
}

/** The text in two runs with a reading aid between, as Excel keeps formatted text. */
function escaped(text: string): string {
  const safe = [...text].map((sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign).join('');
  return safe.length > 1 && !safe.includes('&')
    ? `<r><t xml:space="preserve">${safe[0]}</t></r><rPh><t>!</t></rPh><r><t xml:space="preserve">${safe.slice(1)}</t></r>`
    : `<t>${safe}</t>`;
}
