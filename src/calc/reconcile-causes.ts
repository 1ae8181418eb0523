import type { RoundingMode } from './rounding.js';
import type { Unit } from './units.js';
import type { Title } from './values.js';

/** A rounding in texts; null is none. */
export type RoundingText = { to: string; mode: RoundingMode } | null;

/** A fact as it is looked up. */
export interface FactName {
  kind: string;
  source?: string;
  externalId: string;
  date?: string;
}

/**
 * Why a figure is another than ours. All but the last six were found by calculation: with this alone otherwise, our
 * scheme comes to exactly their figure.
 */
export type Cause =
  | { kind: 'input'; input: string; title: Title | null; unit: Unit; ours: string | null; theirs: string }
  | {
      kind: 'rounding';
      line: string;
      title: Title | null;
      unit: Unit;
      ours: RoundingText;
      theirs: RoundingText;
    }
  /** No line was rounded before the last. */
  | { kind: 'rounded-late'; last: RoundingText }
  /** The row that answers (by its start or keys; null is what counts under the first row), and the one they took. */
  | {
      kind: 'table-row';
      table: string;
      title: Title | null;
      unit: Unit;
      row: string | null;
      theirs: string | null;
    }
  /** `of`: all that is prorated, the formulas alone, or one input. */
  | {
      kind: 'proration';
      how: 'left-out' | 'twice';
      by: string;
      of: 'all' | 'formulas' | { input: string; title: Title | null };
    }
  /** One of `count` facts that come to the same figure, some of them named. */
  | { kind: 'fact'; how: 'left-out' | 'twice'; count: number; facts: FactName[] }
  | { kind: 'version'; number: number }
  /** Every figure given is that of another manager, who in an exchange has these. */
  | { kind: 'other-manager'; manager: string; name: string; isExchange: boolean }
  | { kind: 'manager-absent'; from: 'ours' | 'theirs' }
  | { kind: 'line-absent'; from: 'ours' | 'theirs'; line: string }
  /** Their total is not the sum of their lines. */
  | { kind: 'not-the-sum' }
  | { kind: 'not-computed' }
  | { kind: 'unexplained' };

/** What makes two causes the same one for a group, whoever they are of. */
export function causeKey(cause: Cause): string {
  switch (cause.kind) {
    case 'input':
      return `input ${cause.input}`;
    case 'fact':
      return `fact ${cause.how} ${cause.facts[0]!.kind}`;
    case 'other-manager':
      return `other-manager ${cause.isExchange}`;
    case 'not-the-sum':
    case 'not-computed':
    case 'unexplained':
      return cause.kind;
    default:
      return JSON.stringify(cause);
  }
}
