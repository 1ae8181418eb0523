import { FORMULA_DEPTH_MAX, parseFormula } from './parse.js';
import { type FormulaNode, partsOf } from './tree.js';

function treeOf(text: string): FormulaNode {
  const parsed = parseFormula(text);
  if ('problem' in parsed) throw new Error(JSON.stringify(parsed.problem));
  return parsed.tree;
}

/** A tree with every part in brackets: what binds to what. */
function shape(node: FormulaNode): string {
  switch (node.kind) {
    case 'number':
    case 'text':
      return node.text;
    case 'flag':
      return String(node.value);
    case 'name':
      return node.name;
    case 'column':
      return `${node.table}.${node.column}`;
    case 'call':
      return `${node.name}[${node.args.map(shape).join(' ')}]`;
    default:
      return `[${'sign' in node ? node.sign : node.kind} ${partsOf(node).map(shape).join(' ')}]`;
  }
}

describe('precedence', () => {
  it.each([
    ['1 + 2 * 3', '[+ 1 [* 2 3]]'],
    ['1 - 2 - 3', '[- [- 1 2] 3]'],
    ['8 / 4 / 2', '[/ [/ 8 4] 2]'],
    ['(1 + 2) * 3', '[* [+ 1 2] 3]'],
    ['-a * b', '[* [negate a] b]'],
    ['a - -b', '[- a [negate b]]'],
    ['NOT a = b', '[not [= a b]]'],
    ['a = 1 AND b = 2 OR NOT c', '[or [and [= a 1] [= b 2]] [not c]]'],
    ['a OR b AND c', '[or a [and b c]]'],
    ['x IN ("a", "b")', '[in x a b]'],
    ['x + 1 >= 30%', '[>= [+ x 1] 30%]'],
    ['x <> y', '[<> x y]'],
    ['STEP(t.col, MAX(1, x))', 'STEP[t.col MAX[1 x]]'],
    ['IF(TRUE, 1, 0)', 'IF[true 1 0]'],
    ['NOTE + ANDY', '[+ NOTE ANDY]'],
    ['  a\n+\tb ', '[+ a b]'],
  ])('%s', (text, expected) => {
    expect(shape(treeOf(text))).toBe(expected);
  });
});

describe('refusals', () => {
  it.each([
    ['', 'formula-empty', 0, {}],
    ['   ', 'formula-empty', 0, {}],
    ['a +', 'formula-syntax', 3, { found: '' }],
    ['a b', 'formula-syntax', 2, { found: 'b' }],
    ['(a', 'formula-syntax', 2, { found: '' }],
    ['a < b < c', 'formula-syntax', 6, { found: '<' }],
    ['1.', 'formula-syntax', 1, { found: '.' }],
    ['a @ b', 'formula-syntax', 2, { found: '@' }],
    ['AND', 'formula-syntax', 0, { found: 'AND' }],
    ['оклад * 2', 'formula-syntax', 0, { found: 'оклад' }],
    ['a == b', 'formula-dialect', 2, { found: '==', instead: '=' }],
    ['a != b', 'formula-dialect', 2, { found: '!=', instead: '<>' }],
    ['a => b', 'formula-dialect', 2, { found: '=>', instead: '>=' }],
    ['MIN(a; b)', 'formula-dialect', 5, { found: ';', instead: ',' }],
    ['a * 0,5', 'formula-dialect', 5, { found: ',', instead: '.' }],
    ["a = 'x'", 'formula-dialect', 4, { found: "'", instead: '"' }],
    ['a = «x»', 'formula-dialect', 4, { found: '«', instead: '"' }],
    ['a && b', 'formula-dialect', 2, { found: '&&', instead: 'AND' }],
    ['a and b', 'formula-dialect', 2, { found: 'and', instead: 'AND' }],
    ['a × b', 'formula-dialect', 2, { found: '×', instead: '*' }],
    ['a ≥ b', 'formula-dialect', 2, { found: '≥', instead: '>=' }],
  ])('%p: %s at %i', (text, code, offset, facts) => {
    const parsed = parseFormula(text);
    expect(parsed).toEqual({ problem: { code, offset, facts: expect.objectContaining(facts) } });
  });

  it('says what was expected', () => {
    const parsed = parseFormula('a +');
    expect('problem' in parsed && parsed.problem.facts.expected).toBe(
      '(|-|name|number|text in double quotes',
    );
  });

  it('bounds depth and length', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(treeOf(nested(FORMULA_DEPTH_MAX)).kind).toBe('name');
    expect(parseFormula(nested(FORMULA_DEPTH_MAX + 1))).toMatchObject({
      problem: { code: 'formula-too-deep', offset: FORMULA_DEPTH_MAX },
    });
    expect(parseFormula(`a${' + a'.repeat(1000)}`)).toMatchObject({ problem: { code: 'formula-too-long' } });
    expect(parseFormula('-'.repeat(500))).toMatchObject({ problem: { code: 'formula-too-deep' } });
    expect(parseFormula(`${'NOT '.repeat(400)}a`)).toHaveProperty('tree');
  });

  it('takes time in proportion to the text', () => {
    const start = performance.now();
    for (const open of ['(', 'IF(', 'NOT (', '-(']) parseFormula(open.repeat(39));
    parseFormula(`${'a = '.repeat(450)}`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
