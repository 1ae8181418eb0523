import { csvRows, type FileRow } from './csv-rows.js';
import { textOf } from './csv-text.js';
import { bytesOf, type GivenFile } from './given-file.js';
import type { Profile } from './profile.js';
import { xlsxRows } from './xlsx-rows.js';

/** The rows of a file, some at a time, the header first. Throws `invalid-fields` where it cannot be read. */
export function fileRows(file: GivenFile, profile: Profile): AsyncGenerator<FileRow[]> {
  if (file.isZip) return xlsxRows(file, profile);
  const { format } = profile;
  return csvRows(textOf(bytesOf(file), format.encoding), format.separator);
}
