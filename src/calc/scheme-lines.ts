import { decimal, parseNumberLiteral, toPercentText } from './decimal.js';
import type { DocumentReader, Fields } from './document.js';
import { checkFormula } from './formula/check.js';
import type { Known, SetScope } from './formula/check-context.js';
import { compileFormula } from './formula/compile.js';
import { parseFormula } from './formula/parse.js';
import { type FormulaNode, type Span, walk } from './formula/tree.js';
import { type FormulaType, fits, typeName } from './formula/types.js';
import { ROUNDING_MODES, type Rounding, round } from './rounding.js';
import type { SchemeLine } from './scheme-document.js';
import { positionInside, type SourceEntry, type SourceNode, type SourceScalar } from './source.js';
import type { Table } from './tables.js';
import { isNumeric, MONEY, RATIO, type Unit } from './units.js';

const KEYS = ['code', 'title', 'formula', 'unit', 'round', 'pay', 'clause'];
const PAY_KIND = /^[a-z][a-z0-9_]{0,39}$/;

/** A line as read, before its formula is compiled: names of other parts may come later in the document. */
export interface LineDraft {
  code: string;
  unit: Unit;
  formula: SourceScalar;
  fields: Fields;
  node: SourceNode;
  path: string;
}

/**
 * Reads code, unit and formula of one entry of `lines:`; undefined when one of them is not there. `prefix` is
 * the path of the set the line belongs to.
 */
export function readLineDraft(
  reader: DocumentReader,
  node: SourceNode,
  index: number,
  prefix = '',
): LineDraft | undefined {
  const place = `${prefix}lines[${index}]`;
  const fields = reader.fields(node, place, KEYS, ['code', 'formula', 'unit']);
  const code = reader.text(fields?.get('code')?.value, `${place}.code`);
  const path = code ? `${prefix}lines.${code}` : place;
  const unit = reader.unit(fields?.get('unit')?.value, `${path}.unit`);
  const formulaNode = fields?.get('formula')?.value;
  const formula = formulaNode && reader.scalar(formulaNode, `${path}.formula`);
  return fields && code !== undefined && unit && formula
    ? { code, unit, formula, fields, node, path }
    : undefined;
}

/** What can be told of a line that is no draft: its code, if it has one, and whether it is paid and has a title. */
export function brokenLine(node: SourceNode): { code?: string; isPaid: boolean; hasTitle: boolean } {
  const entries = node.kind === 'map' ? node.entries : [];
  const code = entries.find(({ key }) => key === 'code')?.value;
  const has = (name: string) => entries.some(({ key }) => key === name);
  return {
    ...(code?.kind === 'scalar' && { code: code.text }),
    isPaid: has('pay'),
    hasTitle: has('title'),
  };
}

/** What the formula of a line can name: all names, the tables, the row sets, and the set the line is of. */
export interface FormulaScope {
  names: ReadonlyMap<string, Known>;
  tables: ReadonlyMap<string, Table>;
  sets: ReadonlyMap<string, SetScope>;
  set?: string;
}

/** Parses, checks and compiles a line's formula against all names of the scheme; undefined after an error. */
export function compileLine(
  reader: DocumentReader,
  draft: LineDraft,
  scope: FormulaScope,
): SchemeLine | undefined {
  const { code, unit, formula, path } = draft;
  const options = readOptions(reader, draft);
  const parsed = parseFormula(formula.text);
  if ('problem' in parsed) {
    const { problem } = parsed;
    reader.findings.error(
      problem.code,
      positionInside(formula, problem.offset),
      `${path}.formula`,
      problem.facts,
    );
    return undefined;
  }
  const { tree } = parsed;
  const type = checkTree(reader, tree, draft, scope);
  if (!type) return undefined;
  if (!fits(type, unit)) {
    const facts = { line: code, found: typeName(type), expected: unit };
    reader.findings.error('line-unit', positionInside(formula, tree.at.start), `${path}.formula`, facts);
    return undefined;
  }
  const compiled = (part: FormulaNode) => compileFormula(part, formula.text, scope.tables, options.round);
  const uses = namesRead(tree, scope.names);
  const at = draft.node.at;
  const funds = fundsIn(tree).map(compiled);
  const line = { code, unit, formula: formula.text, tree, run: compiled(tree), uses, at, ...options };
  return { ...line, ...(funds.length > 0 && { funds }) };
}

/** What SPLIT shares in a formula. */
function fundsIn(tree: FormulaNode): FormulaNode[] {
  const funds: FormulaNode[] = [];
  walk(tree, (node) => {
    if (node.kind === 'call' && node.name === 'SPLIT') funds.push(node.args[0]!);
  });
  return funds;
}

function checkTree(
  reader: DocumentReader,
  tree: FormulaNode,
  { formula, path, fields }: LineDraft,
  { names, sets, set }: FormulaScope,
): FormulaType | undefined {
  let hasErrors = false;
  const type = checkFormula(tree, {
    text: formula.text,
    scope: names,
    rows: { sets, hasRound: fields.has('round'), ...(set !== undefined && { set }) },
    report: (severity, code, { start }: Span, facts) => {
      if (severity === 'error') hasErrors = true;
      reader.findings.add(severity, code, positionInside(formula, start), `${path}.formula`, facts);
    },
  });
  return hasErrors ? undefined : type;
}

function namesRead(tree: FormulaNode, scope: ReadonlyMap<string, Known>): string[] {
  const names = new Set<string>();
  walk(tree, (node) => {
    if (node.kind === 'name' && scope.get(node.name)?.kind === 'value') names.add(node.name);
  });
  return [...names];
}

function readOptions(
  reader: DocumentReader,
  draft: LineDraft,
): Pick<SchemeLine, 'title' | 'round' | 'pay' | 'clause'> {
  const { fields, path, unit } = draft;
  const title = reader.title(fields.get('title')?.value, `${path}.title`);
  const round = readRounding(reader, fields.get('round')?.value, `${path}.round`, unit);
  const clause = reader.text(fields.get('clause')?.value, `${path}.clause`);
  if (clause === '') {
    reader.findings.error('text-empty', fields.get('clause')!.value.at, `${path}.clause`, { key: 'clause' });
  }
  const payEntry = fields.get('pay');
  const pay = reader.text(payEntry?.value, `${path}.pay`);
  if (round && !isNumeric(unit)) {
    reader.findings.error('round-not-here', fields.get('round')!.keyAt, `${path}.round`, { unit });
  }
  if (payEntry && pay !== undefined) checkPay(reader, draft, payEntry, pay);
  return {
    ...(title && { title }),
    ...(round && { round }),
    ...(pay !== undefined && { pay }),
    ...(clause !== undefined && { clause }),
  };
}

function checkPay(
  reader: DocumentReader,
  { fields, unit, path, code }: LineDraft,
  entry: SourceEntry,
  pay: string,
): void {
  const { findings } = reader;
  const isKind = PAY_KIND.test(pay) && pay !== 'total' && !(pay in {});
  if (!isKind) findings.error('pay-kind', entry.value.at, `${path}.pay`, { found: pay });
  if (unit !== MONEY) findings.error('pay-not-money', entry.keyAt, `${path}.pay`, { line: code, unit });
  for (const key of ['round', 'clause']) {
    if (!fields.has(key)) findings.error('pay-needs', entry.keyAt, path, { line: code, key });
  }
}

/** A step such as `0.01` or `1%`, or `{to, mode}`. */
function readRounding(
  reader: DocumentReader,
  node: SourceNode | undefined,
  path: string,
  unit: Unit,
): Rounding | undefined {
  if (!node) return undefined;
  const isMap = node.kind === 'map';
  const fields = isMap ? reader.fields(node, path, ['to', 'mode'], ['to']) : undefined;
  const stepNode = isMap ? fields?.get('to')?.value : node;
  const text = reader.text(stepNode, path);
  const mode = reader.choice(fields?.get('mode')?.value, `${path}.mode`, ROUNDING_MODES) ?? 'half-away';
  const to = text === undefined ? undefined : parseNumberLiteral(text);
  if (to?.gte(1) && unit === RATIO && !text!.endsWith('%')) {
    const becomes = toPercentText(round(decimal('0.91'), { to, mode }));
    reader.findings.warning('round-ratio', stepNode!.at, path, { found: text!, becomes });
  }
  if (to?.gt(0)) return { to, mode };
  if (text !== undefined) reader.findings.error('round-step', stepNode!.at, path, { found: text });
  return undefined;
}
