import { readFileSync } from 'node:fs';

/** A fenced block of a page with the words after its fence, such as `yaml scheme`, and the heading it stands under. */
export interface Block {
  file: string;
  /** Line of the fence, counted from 1. */
  line: number;
  kind: string;
  text: string;
  heading: string;
  /** Blocks under one heading belong together: the number of that heading in the page. */
  section: number;
}

/** All fenced blocks of a page, in order. Throws for a fence that is never closed. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let section = 0;
  let open: { line: number; kind: string; lines: string[] } | undefined;
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text.startsWith('```')) {
      if (!open) open = { line: index + 1, kind: text.slice(3).trim(), lines: [] };
      else {
        blocks.push({
          file,
          line: open.line,
          kind: open.kind,
          text: `${open.lines.join('\n')}\n`,
          heading,
          section,
        });
        open = undefined;
      }
    } else if (open) open.lines.push(text);
    else if (/^#+ /.test(text)) {
      heading = text.replace(/^#+ /, '');
      section++;
    }
  }
  if (open) throw new Error(`${file}:${open.line} the block is never closed`);
  return blocks;
}

/** How a failing test names a block. */
export const placeOf = ({ file, line, heading }: Block): string => `${file}:${line} ${heading}`;

/** A scheme block as a whole document: what an example leaves out for brevity is added below it. */
export function wholeScheme(text: string): string {
  const missing = ['code: example', 'title: Example', 'period: month'].filter(
    (head) => !new RegExp(`^${head.split(' ')[0]}`, 'm').test(text),
  );
  return [text.trimEnd(), ...missing, ''].join('\n');
}

/** One row of a `formula` block: cells between bars, the first line being the head. */
export interface FormulaCase {
  formula: string;
  given: string;
  result: string;
  line: number;
}

export function formulaCases({ text, line }: Block): FormulaCase[] {
  const rows = text
    .split('\n')
    .flatMap((row, index) => (row.trim() ? [{ row, line: line + 1 + index }] : []));
  const [head, ...cases] = rows.map(({ row, line: at }) => {
    const cells = row.split('|').map((cell) => cell.trim());
    if (cells.length !== 3) throw new Error(`line ${at}: a row has three cells: formula | given | result`);
    return { formula: cells[0]!, given: cells[1]!, result: cells[2]!, line: at };
  });
  if (head?.formula !== 'formula') throw new Error(`line ${line}: a formula block starts with its head`);
  return cases;
}

/** A value as an example prints it: `700 money`, `30%`, `true`, `"retail"`, `2026-03-31`; a bare number is a count. */
export function printedValue(text: string): { value: string; unit: string } {
  const quoted = /^"(.*)"$/.exec(text);
  if (quoted) return { value: quoted[1]!, unit: 'text' };
  const [value = '', unit] = text.split(' ');
  if (unit) return { value, unit };
  if (value === 'true' || value === 'false') return { value, unit: 'flag' };
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return { value, unit: 'date' };
  return { value, unit: value.endsWith('%') ? 'ratio' : 'count' };
}
