import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  compileScheme,
  type Day,
  type DayRange,
  type Finding,
  type Language,
  partRules,
  periodOfDay,
  periodRange,
  type RowSet,
  type Scheme,
} from '../../calc/index.js';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceIn } from '../../platform/idempotency/once.js';
import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import { FIRST_DAY } from '../../platform/records/field-kinds.js';
import { beginIntake } from '../../platform/records/intake-sequence.js';
import { mergeRows } from '../../platform/records/merge.js';
import { nounOf } from '../../platform/records/noun.js';
import { fieldProblem } from '../../platform/records/row.js';
import { readSchemeSource } from '../../platform/scheme-source.js';
import { compileText, findingDto, lintFindingDto } from './scheme-findings.js';
import { SchemeLintService } from './scheme-lint.service.js';
import type {
  PublishedDto,
  PublishSchemeDto,
  SchemeCheckDto,
  SchemeDocumentDto,
  SchemeVersionDto,
} from './schemes.dto.js';
import { SchemesRepository } from './schemes.repository.js';

/** A version in force, compiled. */
export interface SchemeInForce {
  versionId: string;
  schemeId: string;
  number: number;
  hash: string;
  /** First day in force, and the first no longer; null while no version follows. */
  from: Day;
  until: Day | null;
  scheme: Scheme;
}

/** Scheme documents: checked, published, and read back as they were in force on a day. */
@Injectable()
export class SchemesService {
  private readonly compiled = new Map<string, Scheme>();

  constructor(
    private readonly source: DataSource,
    private readonly versions: SchemesRepository,
    private readonly lints: SchemeLintService,
  ) {}

  /** What is wrong with a document, without publishing it. */
  async check(document: string, language: Language): Promise<SchemeCheckDto> {
    const { scheme, findings } = compileText(document);
    return {
      accepted: scheme !== undefined,
      findings: findings.map((finding) => findingDto(finding, language)),
    };
  }

  /**
   * Publishes a version. Throws `scheme-refused` with every finding, `scheme-harmful` with those of lint that nobody
   * acknowledged; the same text from the same day changes nothing.
   */
  async publish(
    { document, from, acknowledge }: PublishSchemeDto,
    actor: string,
    language: Language,
    once?: Once,
  ): Promise<PublishedDto> {
    const { scheme, findings, hash } = computable(document);
    const lint = await this.lints.findingsOf(scheme);
    const acknowledged = acknowledge ?? []; // null stands for none, as in every field that may be left out
    await this.lints.refuseErrors(lint, acknowledged, { code: scheme.code, hash });
    const version = await inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        await this.refuseUnknownMeasures(tx, scheme);
        const seq = await beginIntake(tx, { kind: 'api', noun: 'schemes', actor });
        await mergeRows(tx, nounOf('schemes'), seq, [[scheme.code]], (_, field) => ({ field }));
        const first = from ?? (await this.firstDay(tx, scheme.code, document));
        const version = { scheme: scheme.code, document, hash, from: first, seq, actor };
        return this.versions.publish(tx, { ...version, lint, acknowledged });
      }),
    );
    return {
      ...version,
      findings: [
        ...withinPeriod(scheme, version).map((finding) => findingDto(finding, language)),
        ...findings.map((finding) => findingDto(finding, language)),
        ...lint.map((finding) => lintFindingDto(finding, language)),
      ],
    };
  }

  /** A document as if it were published, to be tried. Throws as `publish` does, but for what lint finds. */
  async draft(document: string): Promise<SchemeInForce> {
    const { scheme, hash } = computable(document);
    await this.refuseUnknownMeasures(this.source.manager, scheme);
    return { versionId: '0', schemeId: '0', number: 0, hash, from: FIRST_DAY, until: null, scheme };
  }

  list(): Promise<SchemeVersionDto[]> {
    return this.versions.list(this.source.manager);
  }

  async versionsOf(code: string): Promise<SchemeVersionDto[]> {
    const versions = await this.versions.list(this.source.manager, code);
    if (versions.length === 0) throw new DomainError('not-found', { what: 'schemes', id: code });
    return versions;
  }

  async document(code: string, number: string): Promise<SchemeDocumentDto> {
    const version = /^\d{1,9}$/.test(number)
      ? await this.versions.one(this.source.manager, code, Number(number))
      : undefined;
    if (!version) throw new DomainError('not-found', { what: 'schemes', id: `${code}/${number}` });
    return version;
  }

  /** Versions in force on any day of a range as known at a watermark, by scheme code, in order of time. */
  async inForce(tx: Tx, range: DayRange, watermark: string): Promise<Map<string, SchemeInForce[]>> {
    const rows = await this.versions.inForce(tx, range, watermark);
    const inForce = new Map<string, SchemeInForce[]>();
    for (const row of rows) {
      const version = { ...row, scheme: this.compile(row.versionId, row.source) };
      inForce.set(row.code, [...(inForce.get(row.code) ?? []), version]);
    }
    return inForce;
  }

  /** The scheme a result was computed by. */
  async version(tx: Tx, versionId: string): Promise<Scheme> {
    return (await this.schemesOf(tx, [versionId])).get(versionId)!;
  }

  /** The schemes that results were computed by, by id of the version. */
  async schemesOf(tx: Tx, versionIds: readonly string[]): Promise<Map<string, Scheme>> {
    const sources = await this.sourcesOf(tx, versionIds);
    return new Map([...sources].map(([id, source]) => [id, this.compile(id, source)]));
  }

  /** The documents that results were computed by, as they were published, by id of the version. */
  sourcesOf(tx: Tx, versionIds: readonly string[]): Promise<Map<string, string>> {
    return this.versions.sources(tx, versionIds);
  }

  /** A published version's scheme; each is compiled once. */
  compile(versionId: string, source: string): Scheme {
    let scheme = this.compiled.get(versionId);
    if (!scheme) {
      // findings of later releases must not keep an old version from being computed again
      scheme = compileScheme(readSchemeSource(source).root!).scheme!;
      this.compiled.set(versionId, scheme);
    }
    return scheme;
  }

  /** Without a day a first version counts from the beginning, and the text already in force stands for itself. */
  private async firstDay(tx: Tx, code: string, document: string): Promise<string> {
    const known = await this.versions.list(tx, code);
    if (known.length === 0) return FIRST_DAY;
    const last = await this.versions.one(tx, code, known[0]!.number);
    if (last?.document === document) return last.from;
    throw new DomainError('invalid-fields', {}, [fieldProblem('from', null, { code: 'required' })]);
  }

  private async refuseUnknownMeasures(tx: Tx, scheme: Scheme): Promise<void> {
    const { measures, kpis } = await this.versions.measureCodes(tx);
    const problems: FieldProblem[] = [...scheme.inputs.values()].flatMap((input) => {
      const known =
        input.source === 'measure'
          ? measures
          : input.source === 'kpi'
            ? kpis
            : input.source === 'target'
              ? [...measures, ...kpis]
              : [input.key];
      if (known.includes(input.key)) return [];
      const problem = fieldProblem(`document: inputs.${input.name}.${input.source}`, input.key, {
        code: 'target-measure',
      });
      return [{ ...problem, line: input.at.line }];
    });
    if (problems.length) throw new DomainError('invalid-fields', {}, problems);
  }
}

/** A version that follows another within a period: each of both counts for its part of it. */
function withinPeriod(scheme: Scheme, { number, from }: SchemeVersionDto): Finding[] {
  const within = periodOfDay(from, scheme.period);
  if (number === 1 || periodRange(within).start === from) return [];
  const { unclear, undated } = partRules(scheme);
  const facts = { from, period: within, untold: [...unclear, ...undated].join(', ') };
  return [
    { code: 'from-within-period', severity: 'warning', at: { line: 1, column: 1 }, path: 'code', facts },
  ];
}

/** Facts that the service takes in, and so can hand in one by one. */
const ROW_FACTS = ['orders_won', 'returns', 'payments'];

/** Attributes that the service keeps with their dates, and so can cut into parts. */
const DATED_ATTRIBUTES = [
  'grade_salary',
  'salary',
  'grade',
  'part_time_rate',
  'role',
  'segment',
  'participation',
];

const isHandedIn = ({ kind, facts, inputs, parts }: RowSet): boolean =>
  kind === 'kept' ||
  (inputs.size === 0 &&
    (parts
      ? parts.source === 'target' || DATED_ATTRIBUTES.includes(parts.key)
      : kind === 'facts' && facts.every((name) => ROW_FACTS.includes(name))));

/** A document compiled. Throws `scheme-refused` with every finding, `scheme-not-computed`. */
interface Computable {
  scheme: Scheme;
  findings: Finding[];
  hash: string;
}

/** Drafts kept compiled: one is asked for again and again while it is tried. */
const DRAFTS_KEPT = 20;
const drafts = new Map<string, Computable>();

function computable(document: string): Computable {
  const known = drafts.get(document);
  if (known) return known;
  const computed = compiledAnew(document);
  drafts.set(document, computed);
  const [oldest] = drafts.keys();
  if (drafts.size > DRAFTS_KEPT) drafts.delete(oldest!);
  return computed;
}

function compiledAnew(document: string): Computable {
  const { scheme, findings } = compileText(document);
  if (!scheme) {
    throw new DomainError('scheme-refused', {}, [], 0, (asked) =>
      findings.map((finding) => findingDto(finding, asked)),
    );
  }
  refuseWhatRunsLack(scheme);
  return { scheme, findings, hash: createHash('sha256').update(document).digest('hex') };
}

/** The language is ahead of the monthly run: what it would not be handed is refused before anybody is paid by it. */
function refuseWhatRunsLack({ code, subject, rows, inputs }: Scheme): void {
  const lacking = [
    ...(subject === 'team' ? ['subject: team'] : []),
    ...[...rows.values()].filter((set) => !isHandedIn(set)).map(({ name }) => `rows: ${name}`),
    ...[...inputs.values()]
      .filter(({ of }) => of !== undefined)
      .map(({ name, of }) => `inputs.${name}, of: ${of}`),
    ...[...inputs.values()]
      .filter(({ source }) => source === 'rate')
      .map(({ name }) => `inputs.${name}, rate`),
  ];
  if (lacking.length) throw new DomainError('scheme-not-computed', { scheme: code, what: lacking });
}
