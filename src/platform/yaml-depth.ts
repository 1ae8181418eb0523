import { Lexer } from 'yaml';

const DEPTH_MAX = 50;
const INDENT_MAX = 100;

/**
 * Whether a YAML document nests deeper than any of ours does. The parser is recursive, and thousands of nested brackets
 * can end the process before it throws. The lexer is not: it counts brackets open at once, and `-` and `?` that nest
 * within one line.
 */
export function nestsTooDeep(text: string): boolean {
  if (new RegExp(`^[ ]{${INDENT_MAX}}`, 'm').test(text)) return true;
  let open = 0;
  let inLine = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') open += 1;
    else if (token === ']' || token === '}') open -= 1;
    else if (open === 0 && (token === '-' || token === '?' || token === ':')) inLine += 1;
    else if (token.endsWith('\n')) inLine = 0;
    if (open > DEPTH_MAX || inLine > DEPTH_MAX) return true;
  }
  return false;
}
