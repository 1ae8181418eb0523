import { type Decimal, decimal } from './decimal.js';
import type { Cause } from './reconcile-causes.js';
import { figuresOf, inputIn, isSameInput, type OurFigures, type TheirFigures } from './reconcile-figures.js';
import { amountIn } from './reconcile-situation.js';

/** Whose figures all of somebody's are. */
export class OtherManagers {
  private readonly byFigures = new Map<string, Map<string, string[]>>();

  constructor(
    private readonly ours: ReadonlyMap<string, OurFigures>,
    private readonly theirs: ReadonlyMap<string, TheirFigures>,
  ) {}

  /** Causes by other managers: an exchange of rows, or up to three whose figures they are; more are a coincidence. */
  causesOf(own: OurFigures, their: TheirFigures): Cause[] {
    const codes = Object.keys(their.lines).sort();
    const same = this.havingFigures(codes).get(figuresOf(codes, (code) => decimal(their.lines[code]!))) ?? [];
    const found = same.filter((key) => key !== own.manager).map((key) => this.ours.get(key)!);
    const exchanged = found.find((other) => this.hasFiguresOf(other.manager, own));
    if (exchanged) return [causeOf(exchanged, true)];
    const like = found.filter(({ result, scheme }) =>
      Object.entries(their.inputs).every(([name, value]) =>
        isSameInput(inputIn(scheme, result, name), value),
      ),
    );
    return like.length > CANDIDATES_MAX ? [] : like.map((other) => causeOf(other, false));
  }

  private hasFiguresOf(manager: string, { result }: OurFigures): boolean {
    const lines = this.theirs.get(manager)?.lines;
    if (!lines) return false;
    const codes = Object.keys(lines).sort();
    const of = (amount: (code: string) => Decimal | null) => figuresOf(codes, amount);
    return of((code) => decimal(lines[code]!)) === of((code) => amountIn(result, code));
  }

  private havingFigures(codes: readonly string[]): Map<string, string[]> {
    const known = this.byFigures.get(codes.join());
    if (known) return known;
    const having = new Map<string, string[]>();
    for (const { manager, result } of this.ours.values()) {
      const figures = figuresOf(codes, (code) => amountIn(result, code));
      having.set(figures, [...(having.get(figures) ?? []), manager]);
    }
    this.byFigures.set(codes.join(), having);
    return having;
  }
}

const CANDIDATES_MAX = 3;

const causeOf = ({ manager, name }: OurFigures, isExchange: boolean): Cause => ({
  kind: 'other-manager',
  manager,
  name,
  isExchange,
});
