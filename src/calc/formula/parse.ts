import { upperCaseWords } from './functions.js';
import { SyntaxError as GrammarError, parse } from './parser.generated.js';
import { type FormulaNode, walk } from './tree.js';

/** Bounds of one formula, so that any text is compiled or refused in little time. */
export const FORMULA_LENGTH_MAX = 2000;
export const FORMULA_DEPTH_MAX = 40;

/** Why a text is no formula. `hint` names another dialect's spelling: a key of the catalogue. */
export interface SyntaxProblem {
  code: 'formula-empty' | 'formula-too-long' | 'formula-too-deep' | 'formula-syntax' | 'formula-dialect';
  offset: number;
  facts: Record<string, string>;
}

/** Parses a formula: its tree, or the first problem with the offset where it stands. Never throws. */
export function parseFormula(text: string): { tree: FormulaNode } | { problem: SyntaxProblem } {
  const problem = boundsProblem(text);
  if (problem) return { problem };
  try {
    const tree = parse(text) as FormulaNode;
    walk(tree, tidyText);
    return { tree };
  } catch (error) {
    if (error instanceof GrammarError) return { problem: syntaxProblem(text, error) };
    throw error;
  }
}

/** Texts are compared letter for letter, so they are spelt as those of inputs and cells are. Source: Semantics 15. */
function tidyText(node: FormulaNode): void {
  if (node.kind === 'text') node.text = node.text.normalize('NFC').trim();
}

function boundsProblem(text: string): SyntaxProblem | undefined {
  if (text.trim() === '') return { code: 'formula-empty', offset: 0, facts: {} };
  if (text.length > FORMULA_LENGTH_MAX) {
    const facts = { length: String(text.length), max: String(FORMULA_LENGTH_MAX) };
    return { code: 'formula-too-long', offset: 0, facts };
  }
  const offset = tooDeepAt(text);
  if (offset === undefined) return undefined;
  return { code: 'formula-too-deep', offset, facts: { max: String(FORMULA_DEPTH_MAX) } };
}

/** Where parentheses, or signs standing in a row, nest deeper than allowed. Texts may hold parentheses. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let signs = 0;
  let isInText = false;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset]!;
    if (character === '"') isInText = !isInText;
    if (isInText || /\s/.test(character)) continue;
    if (character === '(') depth++;
    if (character === ')') depth--;
    signs = character === '-' ? signs + 1 : 0;
    if (depth > FORMULA_DEPTH_MAX || signs > FORMULA_DEPTH_MAX) return offset;
  }
  return undefined;
}

function syntaxProblem(text: string, error: GrammarError): SyntaxProblem {
  const offset = error.location.start.offset;
  const dialect = dialectAt(text, offset);
  if (dialect) return { code: 'formula-dialect', offset: dialect.offset, facts: dialect.facts };
  const found = foundAt(text, offset);
  return { code: 'formula-syntax', offset, facts: { found, expected: expectedText(error) } };
}

/** The word, number or sign that stands at an offset; empty at the end. */
function foundAt(text: string, offset: number): string {
  return /^(?:[\p{L}_][\p{L}\p{N}_]*|[0-9][0-9.]*|\S|$)/u.exec(text.slice(offset, offset + 40))?.[0] ?? '';
}

function expectedText(error: GrammarError): string {
  const expected = (error.expected ?? []).flatMap((item) => {
    if (item.type === 'literal') return [item.text];
    if (item.type === 'end') return ['end'];
    if (item.type === 'class')
      return item.parts.flat().includes('*') ? ['*', '/'] : item.parts.length === 2 ? ['+', '-'] : [];
    return item.type === 'other' && item.description !== 'blank' ? [item.description] : [];
  });
  return [...new Set(expected)].sort().join('|');
}

/** Spellings of spreadsheets and programming languages, and what to write here. The first that fits counts. */
const DIALECTS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/^==/, '='],
  [/^!=/, '<>'],
  [/^≠/, '<>'],
  [/^≤/, '<='],
  [/^≥/, '>='],
  [/^=</, '<='],
  [/^=>/, '>='],
  [/^;/, ','],
  [/^[×·∙]/, '*'],
  [/^[÷:]/, '/'],
  [/^[−–—]/, '-'],
  [/^[“”„«»‘’'`]/, '"'],
  [/^&&/, 'AND'],
  [/^\|\|/, 'OR'],
  [/^!/, 'NOT'],
  [/^[[{]/, '('],
  [/^[\]}]/, ')'],
];

function dialectAt(
  text: string,
  offset: number,
): { offset: number; facts: Record<string, string> } | undefined {
  const isDecimalComma = /[0-9]$/.test(text.slice(0, offset)) && /^,[0-9]/.test(text.slice(offset));
  if (isDecimalComma) return { offset, facts: { found: ',', instead: '.' } };
  // A sign of two characters may have been read up to its first one.
  for (const start of [offset, offset - 1]) {
    if (start < 0) continue;
    const rest = text.slice(start, start + 40);
    for (const [pattern, instead] of DIALECTS) {
      const found = pattern.exec(rest)?.[0];
      if (found && start + found.length > offset) return { offset: start, facts: { found, instead } };
    }
  }
  const word = foundAt(text, offset);
  const instead = word.toUpperCase();
  if (word !== instead && upperCaseWords.has(instead)) return { offset, facts: { found: word, instead } };
  return undefined;
}
