import { type Decimal, decimal, toText, ZERO } from './decimal.js';
import type { Cause } from './reconcile-causes.js';
import { isSameAmount, type OtherVersion, type OurFigures, type TheirFigures } from './reconcile-figures.js';
import { type CauseGroup, groupsOf } from './reconcile-groups.js';
import { ManagerReconciler } from './reconcile-manager.js';
import { OtherManagers } from './reconcile-others.js';
import type { ReconciledManager } from './reconcile-parts.js';
import { amountIn, TOTAL } from './reconcile-situation.js';
import type { Scheme } from './scheme-document.js';

/** `difference` is theirs less ours; `equal` managers have no entry. The groups' sums add up to the difference. */
export interface Reconciliation {
  compared: number;
  equal: number;
  difference: string;
  groups: CauseGroup[];
  managers: ReconciledManager[];
}

/**
 * Our pay against what was paid the old way, by manager and line, each difference with every cause that gives exactly
 * their figure, the simplest first. Lines that nobody of theirs has are not compared. Pure.
 */
export function reconcile(...figures: Parameters<typeof reconciling>): Reconciliation {
  const steps = reconciling(...figures);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same manager by manager, for those who have other things to do in between. */
export function* reconciling(
  ours: readonly OurFigures[],
  theirs: readonly TheirFigures[],
  versions: readonly OtherVersion[] = [],
): Generator<void, Reconciliation> {
  const ourBy = new Map(ours.map((own) => [own.manager, own]));
  const theirBy = new Map(theirs.map((their) => [their.manager, their]));
  const compared = new Set(theirs.flatMap(({ lines }) => Object.keys(lines)));
  const others = new OtherManagers(ourBy, theirBy);
  const managers: ReconciledManager[] = [];
  const keys = new Set([...ourBy.keys(), ...theirBy.keys()]);
  for (const key of keys) {
    const [own, their] = [ourBy.get(key), theirBy.get(key)];
    const found =
      own && their
        ? new ManagerReconciler(own, their, compared, versions, others).reconcile()
        : own
          ? absentTheirs(own)
          : absentOurs(their!, ours[0]?.scheme);
    if (found) managers.push(found);
    yield;
  }
  return {
    compared: keys.size,
    equal: keys.size - managers.length,
    difference: toText(managers.reduce((sum, { difference }) => sum.plus(decimal(difference ?? '0')), ZERO)),
    groups: groupsOf(managers),
    managers,
  };
}

/** Managers of both sides with a figure that differs: those whose facts are worth asking for. */
export function differing(ours: readonly OurFigures[], theirs: readonly TheirFigures[]): string[] {
  const theirBy = new Map(theirs.map((their) => [their.manager, their]));
  return ours
    .filter(({ manager, scheme, result }) => {
      const their = theirBy.get(manager);
      return Object.entries(their?.lines ?? {}).some(
        ([line, amount]) => !isSameAmount(scheme.lines.get(line), amountIn(result, line), amount),
      );
    })
    .map(({ manager }) => manager);
}

function absentTheirs({ manager, name, result }: OurFigures): ReconciledManager {
  const total = amountIn(result, TOTAL);
  return absent({ manager, name, state: 'only-ours' }, total?.negated() ?? null, 'theirs');
}

/** The total where they give it, else what they give of the scheme's pay lines. */
function absentOurs({ manager, name, lines }: TheirFigures, scheme: Scheme | undefined): ReconciledManager {
  const paid = Object.entries(lines).filter(([code]) => scheme?.lines.get(code)?.pay !== undefined);
  const sum = paid.reduce((total, [, amount]) => total.plus(decimal(amount)), ZERO);
  const total = lines[TOTAL] === undefined ? sum : decimal(lines[TOTAL]);
  return absent({ manager, name, state: 'only-theirs' }, total, 'ours');
}

function absent(
  who: Pick<ReconciledManager, 'manager' | 'name' | 'state'>,
  difference: Decimal | null,
  from: 'ours' | 'theirs',
): ReconciledManager {
  const amount = difference && toText(difference);
  const explanations: Cause[][] = [[{ kind: 'manager-absent', from }]];
  const whole = { line: TOTAL, title: null, ours: null, theirs: null, difference: amount, counted: amount };
  const own = from === 'theirs' ? { ours: difference && toText(difference.negated()) } : { theirs: amount };
  return { ...who, difference: amount, inputs: [], lines: [{ ...whole, ...own, explanations }] };
}
