import { ConfigError } from '../platform/config.js';
import { EmbeddedError } from '../platform/embedded/index.js';
import { DomainError } from '../platform/problem/domain-error.js';
import { fromDatabase } from '../platform/problem/from-database.js';
import { problemBody } from '../platform/problem/problem.filter.js';
import { terminalLanguage } from './command.js';

/** What went wrong, for the terminal: refusals in words, with each field; faults with their stack. */
export function explainedError(error: unknown): string {
  const refused = error instanceof DomainError ? error : fromDatabase(error);
  if (refused) return refusal(refused);
  if (error instanceof ConfigError || error instanceof EmbeddedError) return `premia: ${error.message}`;
  const { code, path } = error as { code?: string; path?: string };
  if (code === 'ENOENT') return `premia: there is no file ${path}`;
  if (code === 'EISDIR') return 'premia: a folder is named where a file is expected';
  return `premia: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function refusal(error: DomainError): string {
  const {
    title,
    detail,
    fields = [],
    fieldsTotal = 0,
    findings = [],
  } = problemBody(error, terminalLanguage());
  const more = fieldsTotal > fields.length ? [`  … ${fieldsTotal - fields.length} more`] : [];
  return [
    `premia: ${title}. ${detail}`,
    ...fields.map(fieldLine),
    ...more,
    ...(findings as Finding[]).map(findingLine),
  ].join('\n');
}

interface Field {
  field: string;
  value: string | null;
  expected: string;
  line?: number;
  column?: string;
}

function fieldLine({ field, value, expected, line, column }: Field): string {
  const place =
    line === undefined
      ? field
      : `line ${line}${column === undefined ? '' : `, column "${column}"`} (${field})`;
  return `  ${place}: ${value === null ? '' : `"${value}"; `}${expected}`;
}

export interface Finding {
  severity: string;
  line: number;
  column: number;
  path: string;
  text: string;
  /** Of findings that can be accepted. */
  id?: string;
}

export function findingLine({ severity, line, column, path, text, id }: Finding): string {
  return `  ${line}:${column} ${severity} ${path}: ${text}${id === undefined ? '' : ` [${id}]`}`;
}
