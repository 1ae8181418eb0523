import { DocumentReader, type Fields } from './document.js';
import { type Finding, Findings } from './findings.js';
import type { Known } from './formula/check-context.js';
import { upperCaseWords } from './formula/functions.js';
import { PERIOD_KINDS } from './period.js';
import { readChecks } from './scheme-checks.js';
import type { GradeRule, Scheme, SchemeInput, SchemeLine, SchemeParam } from './scheme-document.js';
import { stepsOf } from './scheme-graph.js';
import { readInput, readParam } from './scheme-inputs.js';
import { brokenLine, compileLine, type FormulaScope, type LineDraft, readLineDraft } from './scheme-lines.js';
import { RowSets } from './scheme-sets.js';
import { readTable } from './scheme-tables.js';
import type { Position, SourceEntry, SourceNode } from './source.js';
import { nearest } from './spelling.js';
import type { Table } from './tables.js';
import { dimensionOf, isNumeric, MONEY } from './units.js';

const REQUIRED = ['code', 'title', 'period', 'lines'];
const KEYS = [...REQUIRED, 'subject', 'rate_on', 'grade', 'inputs', 'params', 'tables', 'rows', 'checks'];
const PARTS_MAX = 300;

/** `publication` makes errors of what a draft may still lack: titles of pay lines, sums that must add up. */
export interface CompileOptions {
  publication?: boolean;
}

/**
 * Compiles a scheme document. The scheme is there unless a finding is an error; findings stand in the order of
 * the document's parts. Never throws for any document. Source: language.
 */
export function compileScheme(
  root: SourceNode,
  options: CompileOptions = {},
): { scheme?: Scheme; findings: Finding[] } {
  const findings = new Findings();
  const scheme = new SchemeCompiler(new DocumentReader(findings), options).compile(root);
  return { ...(scheme && !findings.hasErrors && { scheme }), findings: findings.list };
}

class SchemeCompiler {
  private readonly inputs = new Map<string, SchemeInput>();
  private readonly params = new Map<string, SchemeParam>();
  private readonly tables = new Map<string, Table>();
  private readonly lines = new Map<string, SchemeLine>();
  private readonly rowLines = new Map<string, Map<string, SchemeLine>>();
  private sets = new RowSets(this.reader, 'manager');
  /** All names of the scheme with the place each was given at; one namespace. */
  private readonly places = new Map<string, Position>();
  private readonly scope = new Map<string, Known>();

  constructor(
    private readonly reader: DocumentReader,
    private readonly options: CompileOptions,
  ) {}

  compile(root: SourceNode): Scheme | undefined {
    if (!this.reader.isBounded(root)) return undefined;
    const fields = this.reader.fields(root, '', KEYS, REQUIRED);
    if (!fields) return undefined;
    const header = this.readHeader(fields);
    this.readParts(fields);
    const grade = this.readGrade(fields.get('grade')?.value);
    this.checkProration();
    this.checkOwnLines();
    if (header) this.refuseOwnScheme(header.code);
    const { inputs, params, tables, lines } = this;
    const rows = this.sets.compiled(this.rowLines);
    const steps = stepsOf({ inputs, lines, rows, ...(grade && { grade }) }, this.reader.findings);
    const checks = readChecks(
      this.reader,
      fields.get('checks')?.value,
      { params, tables },
      this.lateSeverity,
    );
    if (!header || !steps) return undefined;
    return { ...header, ...(grade && { grade }), inputs, params, tables, lines, rows, steps, checks };
  }

  private get lateSeverity(): 'error' | 'warning' {
    return this.options.publication ? 'error' : 'warning';
  }

  private readHeader(
    fields: Fields,
  ): Pick<Scheme, 'code' | 'title' | 'period' | 'subject' | 'rateOn'> | undefined {
    const { reader } = this;
    const code = reader.code(fields.get('code')?.value, 'code');
    const title = reader.title(fields.get('title')?.value, 'title');
    const period = reader.choice(fields.get('period')?.value, 'period', PERIOD_KINDS);
    const subject =
      reader.choice(fields.get('subject')?.value, 'subject', ['manager', 'team'] as const) ?? 'manager';
    const rateOn = reader.choice(fields.get('rate_on')?.value, 'rate_on', [
      'fact date',
      'period end',
    ] as const);
    this.sets = new RowSets(reader, subject);
    if (!code || !title || !period) return undefined;
    return { code, title, period, subject, rateOn: rateOn ?? 'fact date' };
  }

  private readParts(fields: Fields): void {
    for (const entry of this.named(fields, 'inputs')) {
      const input = readInput(this.reader, entry, `inputs.${entry.key}`);
      if (input) this.inputs.set(entry.key, input);
      const listed = input?.values && { values: input.values };
      this.scope.set(entry.key, input ? { kind: 'value', unit: input.unit, ...listed } : { kind: 'broken' });
    }
    for (const entry of this.named(fields, 'params')) {
      const param = readParam(this.reader, entry, `params.${entry.key}`);
      if (param) this.params.set(entry.key, param);
      this.scope.set(entry.key, param ? { kind: 'value', unit: param.unit } : { kind: 'broken' });
    }
    for (const entry of this.named(fields, 'tables')) {
      const table = readTable(this.reader, entry, `tables.${entry.key}`);
      if (table) this.tables.set(entry.key, table);
      this.scope.set(entry.key, table ? { kind: 'table', table } : { kind: 'broken' });
    }
    for (const entry of this.named(fields, 'rows')) {
      this.scope.set(entry.key, { kind: this.sets.read(entry) ? 'rows' : 'broken' });
    }
    this.readLines(fields);
  }

  /** Entries of a part whose names are free; taken and unfit names are reported. */
  private named(fields: Fields, part: string): SourceEntry[] {
    const node = fields.get(part)?.value;
    const entries = node && this.reader.entries(node, part);
    if (!entries) return [];
    if (entries.size > PARTS_MAX) {
      this.reader.findings.error('too-many', node.at, part, {
        found: String(entries.size),
        max: String(PARTS_MAX),
      });
      return [];
    }
    return [...entries.values()].filter(({ key, keyAt }) => this.takeName(key, keyAt, `${part}.${key}`));
  }

  private takeName(name: string, at: Position, path: string): boolean {
    if (!this.reader.isName(name, at, path, upperCaseWords)) return false;
    const first = this.places.get(name);
    if (first) this.reader.findings.error('name-taken', at, path, { name, line: String(first.line) });
    else this.places.set(name, at);
    return !first;
  }

  private readLines(fields: Fields): void {
    const node = fields.get('lines')?.value;
    const items = node && this.reader.items(node, 'lines');
    if (!items) return;
    if (items.length === 0) this.reader.findings.error('list-empty', node.at, 'lines');
    if (items.length > PARTS_MAX) {
      this.reader.findings.error('too-many', node.at, 'lines', {
        found: String(items.length),
        max: String(PARTS_MAX),
      });
      return;
    }
    const drafts = items.flatMap(
      (item, index) => readLineDraft(this.reader, item, index) ?? this.takeBroken(item, index),
    );
    const taken = drafts.filter((draft) => {
      return this.takeName(draft.code, draft.fields.get('code')!.value.at, draft.path);
    });
    for (const { code, unit } of taken) this.scope.set(code, { kind: 'value', unit });
    this.sets.nameAll(this.places, this.lateSeverity);
    const sets = this.sets.scopes(this.scope);
    const scope = { names: this.scope, tables: this.tables, sets };
    for (const draft of taken) this.compileDraft(draft, scope, this.lines);
    for (const [set, { lines }] of this.sets.drafts) {
      const compiled = new Map<string, SchemeLine>();
      this.rowLines.set(set, compiled);
      const inSet = { ...scope, names: sets.get(set)!.scope, set };
      for (const draft of lines) this.compileDraft(draft, inSet, compiled);
    }
  }

  /** A line without unit or formula still has its name, so that lines reading it are not reported too. */
  private takeBroken(item: SourceNode, index: number): [] {
    const { code, isPaid, hasTitle } = brokenLine(item);
    if (code !== undefined && !this.scope.has(code)) this.scope.set(code, { kind: 'broken' });
    if (isPaid && !hasTitle) {
      const facts = { line: code ?? String(index + 1) };
      this.reader.findings.add(this.lateSeverity, 'title-needed', item.at, `lines[${index}]`, facts);
    }
    return [];
  }

  private compileDraft(draft: LineDraft, scope: FormulaScope, into: Map<string, SchemeLine>): void {
    const line = compileLine(this.reader, draft, scope);
    if (line) into.set(line.code, line);
    const { code, fields, node, path } = draft;
    if (!fields.has('pay')) return;
    // Only members are paid row by row; facts are paid through a total.
    if (scope.set !== undefined && !this.sets.isOfMembers(scope.set)) {
      this.reader.findings.error('pay-in-rows', node.at, path, { line: code, set: scope.set });
    } else if (!fields.has('title')) {
      this.reader.findings.add(this.lateSeverity, 'title-needed', node.at, path, { line: code });
    }
  }

  private readGrade(node: SourceNode | undefined): GradeRule | undefined {
    const { reader } = this;
    const fields = node && reader.fields(node, 'grade', ['table', 'by', 'effective'], ['table', 'by']);
    const tableName = reader.text(fields?.get('table')?.value, 'grade.table');
    const by = reader.text(fields?.get('by')?.value, 'grade.by');
    const effective = reader.choice(fields?.get('effective')?.value, 'grade.effective', [
      'proposed',
      'automatic',
    ] as const);
    if (!fields || tableName === undefined || by === undefined) return undefined;
    const table = this.tables.get(tableName);
    const isUsable =
      table?.kind === 'step' && table.columns.has('grade') && table.columns.get('salary') === MONEY;
    if (this.scope.get(tableName)?.kind !== 'broken' && !isUsable) {
      reader.findings.error('grade-table', fields.get('table')!.value.at, 'grade.table', {
        table: tableName,
      });
    }
    const key = this.inputs.get(by) ?? this.lines.get(by);
    if (!key && this.scope.get(by)?.kind !== 'broken')
      this.reportName(by, fields.get('by')!.value.at, 'grade.by');
    if (!key || !isUsable) return undefined;
    if (!isNumeric(key.unit)) {
      reader.findings.error('number-needed', fields.get('by')!.value.at, 'grade.by', { found: key.unit });
      return undefined;
    }
    return { table: tableName, by, effective: effective ?? 'proposed', at: node.at };
  }

  private checkProration(): void {
    this.checkProrationOf(this.inputs, 'inputs');
    for (const { inputs, path } of this.sets.drafts.values()) this.checkProrationOf(inputs, `${path}.inputs`);
  }

  /** An input is prorated by one of its own set or of the top level. */
  private checkProrationOf(inputs: ReadonlyMap<string, SchemeInput>, place: string): void {
    for (const { name, prorate, at } of inputs.values()) {
      if (prorate === undefined || this.scope.get(prorate)?.kind === 'broken') continue;
      const path = `${place}.${name}.prorate`;
      const by = inputs.get(prorate) ?? this.inputs.get(prorate);
      if (!by) this.reportName(prorate, at, path);
      else if (!isNumeric(by.unit) || Object.keys(dimensionOf(by.unit)).length > 0) {
        const facts = { input: name, by: by.name, unit: by.unit };
        this.reader.findings.error('prorate-unit', at, path, facts);
      }
    }
  }

  /** Earlier results of the scheme's own lines; a line may have gone since, so this is only a warning. */
  private checkOwnLines(): void {
    for (const { name, source, scheme, key, unit, at } of this.inputs.values()) {
      if (source !== 'line' || scheme !== undefined || this.scope.get(key)?.kind === 'broken') continue;
      const line = this.lines.get(key);
      if (line?.unit === unit) continue;
      const suggestion = line ? '' : (nearest(key, this.lines.keys()) ?? '');
      const facts = { input: name, line: key, unit: line?.unit ?? '', expected: unit, suggestion };
      this.reader.findings.warning(
        line ? 'own-line-unit' : 'own-line-unknown',
        at,
        `inputs.${name}.line`,
        facts,
      );
    }
  }

  /** Own results are not there yet while they are computed: only earlier ones can be read, without `scheme`. */
  private refuseOwnScheme(code: string): void {
    const ofSets = [...this.sets.drafts.values()].map(
      ({ inputs, path }) => [inputs, `${path}.inputs`] as const,
    );
    for (const [inputs, place] of [[this.inputs, 'inputs'] as const, ...ofSets]) {
      for (const { name, scheme, at } of inputs.values()) {
        if (scheme !== code) continue;
        this.reader.findings.error('scheme-itself', at, `${place}.${name}.scheme`, {
          input: name,
          scheme: code,
        });
      }
    }
  }

  private reportName(name: string, at: Position, path: string): void {
    const suggestion = nearest(name, [...this.inputs.keys(), ...this.lines.keys()]) ?? '';
    this.reader.findings.error('name-unknown', at, path, { name, suggestion });
  }
}
