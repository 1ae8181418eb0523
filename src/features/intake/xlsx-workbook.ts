import { refusal, type Workbook } from './xlsx-parts.js';

/** Texts of a workbook that cells refer to: held in memory, so bounded. */
const SHARED_CHARACTERS_MAX = 32 * 1024 * 1024;
const SHARED_COUNT_MAX = 2_000_000;

/** What the cells of the sheet need to be read. */
export interface SheetContext {
  /** Name of the part of the first visible sheet. */
  sheet: string;
  shared: readonly string[];
  /** Places of the cell formats that show a number as a day. */
  dayStyles: ReadonlySet<number>;
  /** Days are counted from 1904 instead of 1900. */
  is1904: boolean;
}

/** Reads what stands beside the sheets. Throws `invalid-fields` where there is no sheet, or too much text. */
export async function readContext(workbook: Workbook): Promise<SheetContext> {
  let sheetId: string | undefined;
  let is1904 = false;
  await workbook.read('xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') sheetId ??= relation(attributes);
    },
  });
  const targets = new Map<string, string>();
  await workbook.read('xl/_rels/workbook.xml.rels', {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id && Target) targets.set(Id, partName(Target));
    },
  });
  const sheet = targets.get(sheetId ?? '');
  if (!sheet || !workbook.has(sheet)) throw refusal({ code: 'workbook' });
  return { sheet, is1904, shared: await readShared(workbook), dayStyles: await readDayStyles(workbook) };
}

/** `r:id`, whatever prefix the file gives it. */
function relation(attributes: Record<string, string>): string | undefined {
  return Object.entries(attributes).find(([name]) => /:id$/.test(name))?.[1];
}

/** Targets are relative to the folder of the workbook, or absolute in the archive. */
const partName = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

async function readShared(workbook: Workbook): Promise<string[]> {
  const shared: string[] = [];
  let characters = 0;
  let text = '';
  let isText = false;
  let phonetic = 0;
  await workbook.read('xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic++;
      isText = name === 't' && phonetic === 0;
    },
    text(more) {
      if (!isText) return;
      characters += more.length;
      text += more;
    },
    close(name) {
      isText = false;
      if (name === 'rPh') phonetic--;
      if (name !== 'si') return;
      shared.push(text);
      if (characters > SHARED_CHARACTERS_MAX || shared.length > SHARED_COUNT_MAX)
        throw refusal({
          code: 'workbook-size',
          facts: { part: 'xl/sharedStrings.xml', max: SHARED_CHARACTERS_MAX },
        });
    },
  });
  return shared;
}

/** Formats with days that every workbook has without saying so. */
const BUILT_IN_DAY_FORMATS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

async function readDayStyles(workbook: Workbook): Promise<Set<number>> {
  const ownDayFormats = new Set<number>();
  const styles = new Set<number>();
  let isCellFormats = false;
  let place = 0;
  await workbook.read('xl/styles.xml', {
    open(name, { numFmtId, formatCode }) {
      const format = Number(numFmtId);
      if (name === 'numFmt' && showsDay(formatCode ?? '')) ownDayFormats.add(format);
      if (name === 'cellXfs') isCellFormats = true;
      if (name !== 'xf' || !isCellFormats) return;
      if (BUILT_IN_DAY_FORMATS.has(format) || ownDayFormats.has(format)) styles.add(place);
      place++;
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return styles;
}

/** A format with a year or a day in it, outside of quoted text, escapes and colours. */
const showsDay = (format: string): boolean =>
  /[yd]/i.test(format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0]!);
