import { findingTexts } from './findings-catalogue.js';
import type { Position } from './source.js';

export type Language = 'en' | 'ru';
export type Severity = 'error' | 'warning' | 'hint';

/** One thing wrong with a scheme. `path` is like `lines.bonus.formula`; `facts` fill the text of the catalogue. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  at: Position;
  path: string;
  facts: Record<string, string>;
}

export type FindingCode = keyof typeof findingTexts;

/** What was found, what was expected and a suggestion, in one sentence or two. */
export function findingText(finding: Finding, language: Language = 'en'): string {
  return findingTexts[finding.code][language](finding.facts);
}

/** Gathers findings while a document is read; keeps at most `FINDINGS_MAX`, so that rubbish costs little. */
export class Findings {
  readonly list: Finding[] = [];

  add(severity: Severity, code: FindingCode, at: Position, path: string, facts: Record<string, string> = {}) {
    if (this.list.length < FINDINGS_MAX) this.list.push({ code, severity, at, path, facts });
  }

  error(code: FindingCode, at: Position, path: string, facts: Record<string, string> = {}) {
    this.add('error', code, at, path, facts);
  }

  warning(code: FindingCode, at: Position, path: string, facts: Record<string, string> = {}) {
    this.add('warning', code, at, path, facts);
  }

  get hasErrors(): boolean {
    return this.list.some((finding) => finding.severity === 'error');
  }
}

const FINDINGS_MAX = 200;
