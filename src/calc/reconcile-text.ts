import type { Language } from './findings.js';
import { numberForReading, quoted, titleIn, valueForReading } from './reading.js';
import type { Reconciliation } from './reconcile.js';
import type { Cause, RoundingText } from './reconcile-causes.js';
import type { ReconciledLine, ReconciledManager } from './reconcile-parts.js';
import { TOTAL } from './reconcile-situation.js';
import { words } from './reconcile-words.js';
import { MONEY, type Unit } from './units.js';
import { changeText } from './what-if-text.js';

/** A reconciliation as plain text: what differs by cause, then manager by manager with every cause that fits. */
export function reconciliationText(reconciliation: Reconciliation, language: Language = 'en'): string {
  return new ReconciliationWriter(language).write(reconciliation);
}

/** So many of the facts that come to the same are named in a text. */
const NAMED_MAX = 5;

class ReconciliationWriter {
  private readonly words: (typeof words)[Language];

  constructor(private readonly language: Language) {
    this.words = words[language];
  }

  write({ compared, equal, difference, groups, managers }: Reconciliation): string {
    const head = this.words.head(this.number(String(compared)), this.number(String(equal)));
    if (managers.length === 0) return `${head}\n${this.words.nothing}`;
    return [
      head,
      this.words.difference(changeText(difference, this.language)),
      '',
      ...groups.map(({ causes, difference: sum, managers: whose }) => {
        const named = causes.map((cause) => this.inGeneral(cause)).join(this.words.and);
        return `  ${this.words.group(named, String(whose.length), changeText(sum, this.language))}`;
      }),
      ...managers.flatMap((manager) => ['', ...this.manager(manager)]),
    ].join('\n');
  }

  private manager({ name, manager, difference, lines }: ReconciledManager): string[] {
    const titles = new Map(lines.map((line) => [line.line, this.titleOf(line)]));
    return [
      `${name} (${manager}): ${changeText(difference, this.language)}`,
      ...lines.map((line) => {
        const figures = this.words.line(
          titles.get(line.line)!,
          this.amount(line.ours),
          this.amount(line.theirs),
        );
        const causes = line.explanations.map((parts) =>
          parts.map((cause) => this.cause(cause)).join(this.words.and),
        );
        const why =
          line.follows === undefined
            ? causes.join(this.words.or)
            : this.words.follows(quoted(titles.get(line.follows)!, this.language));
        return `  ${figures}: ${why}`;
      }),
    ];
  }

  private titleOf({ line, title }: ReconciledLine): string {
    return line === TOTAL ? this.words.total : titleIn(title, this.language, line);
  }

  /** A cause as it is of a group of managers. */
  private inGeneral(cause: Cause): string {
    if (cause.kind === 'input') return this.words.inputOf(this.title(cause.title, cause.input));
    if (cause.kind === 'other-manager')
      return cause.isExchange ? this.words.exchange : this.words.anotherManager;
    if (cause.kind === 'fact') return this.fact(cause);
    return this.cause(cause);
  }

  private cause(cause: Cause): string {
    const own = this.words;
    switch (cause.kind) {
      case 'input':
        return own.input(
          this.title(cause.title, cause.input),
          this.value(cause.theirs, cause.unit),
          cause.ours === null ? own.none : this.value(cause.ours, cause.unit),
        );
      case 'rounding':
        return own.rounding(
          this.title(cause.title, cause.line),
          this.rounding(cause.theirs, cause.unit),
          this.rounding(cause.ours, cause.unit),
        );
      case 'rounded-late':
        return own.roundedLate(this.rounding(cause.last, MONEY));
      case 'table-row':
        return own.tableRow(
          this.title(cause.title, cause.table),
          own.row(cause.theirs && this.value(cause.theirs, cause.unit)),
          own.row(cause.row && this.value(cause.row, cause.unit)),
        );
      case 'proration':
        return own.proration(cause.how, this.prorated(cause.of));
      case 'fact':
        return `${this.fact(cause)}: ${this.candidates(cause)}`;
      case 'version':
        return own.version(String(cause.number));
      case 'other-manager':
        return cause.isExchange ? own.exchanged(cause.name) : own.otherManager(cause.name);
      case 'manager-absent':
        return own.managerAbsent[cause.from];
      case 'line-absent':
        return own.lineAbsent[cause.from](cause.line);
      case 'not-the-sum':
        return own.notTheSum;
      case 'not-computed':
        return own.notComputed;
      case 'unexplained':
        return own.unexplained;
    }
  }

  private fact({ how, facts }: Extract<Cause, { kind: 'fact' }>): string {
    const kind = facts[0]!.kind;
    return this.words.fact(how, this.words.facts[kind] ?? kind);
  }

  private candidates({ count, facts }: Extract<Cause, { kind: 'fact' }>): string {
    const named = facts.slice(0, NAMED_MAX);
    const names = named.map(({ externalId }) => externalId).join(', ');
    return count === 1 ? names : this.words.candidates(names, count - named.length);
  }

  private prorated(of: Extract<Cause, { kind: 'proration' }>['of']): string | null {
    if (of === 'all') return null;
    return of === 'formulas' ? this.words.formulas : this.title(of.title, of.input);
  }

  private rounding(rounding: RoundingText, unit: Unit): string {
    if (!rounding) return this.words.unrounded;
    return this.words.to(this.value(rounding.to, unit), this.words.modes[rounding.mode]);
  }

  private title(title: Parameters<typeof titleIn>[0], name: string): string {
    return quoted(titleIn(title, this.language, name), this.language);
  }

  private value(text: string, unit: Unit): string {
    return valueForReading(text, unit, this.language);
  }

  private amount(text: string | null): string {
    return text === null ? this.words.none : this.number(text);
  }

  private number(text: string): string {
    return numberForReading(text, this.language);
  }
}
