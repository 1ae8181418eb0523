import {
  compileScheme,
  type Finding,
  findingText,
  type Language,
  type LintFinding,
  type Scheme,
} from '../../calc/index.js';
import { readSchemeSource } from '../../platform/scheme-source.js';
import type { FindingDto, LintFindingDto } from './schemes.dto.js';

/** Reads and compiles a document with the checks of a publication. */
export function compileText(document: string): { scheme?: Scheme; findings: Finding[] } {
  const { root, findings } = readSchemeSource(document);
  if (!root) return { findings };
  const compiled = compileScheme(root, { publication: true });
  return {
    ...(compiled.scheme ? { scheme: compiled.scheme } : {}),
    findings: [...findings, ...compiled.findings],
  };
}

export function findingDto(finding: Finding, language: Language): FindingDto {
  const { code, severity, at, path } = finding;
  return { severity, code, line: at.line, column: at.column, path, text: findingText(finding, language) };
}

export function lintFindingDto(finding: LintFinding, language: Language): LintFindingDto {
  const { id, witness } = finding;
  return { id, ...findingDto(finding, language), ...(witness && { witness: { ...witness } }) };
}
