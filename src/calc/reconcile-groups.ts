import { decimal, toText, ZERO } from './decimal.js';
import { entryOf } from './entry-of.js';
import { type Cause, causeKey } from './reconcile-causes.js';
import type { ReconciledLine, ReconciledManager } from './reconcile-parts.js';

/** Differences of one cause: as of its first manager, the lines, what they come to, and whose they are. */
export interface CauseGroup {
  causes: Cause[];
  lines: number;
  difference: string;
  managers: { manager: string; name: string; difference: string }[];
}

/** Each line counts for its first explanation, one that follows from another for that one's; the largest group first. */
export function groupsOf(managers: readonly ReconciledManager[]): CauseGroup[] {
  const groups = new Map<string, CauseGroup>();
  for (const { manager, name, lines } of managers) {
    for (const line of lines) {
      const [causes = [UNEXPLAINED]] = rootOf(line, lines).explanations;
      const group = entryOf(groups, causes.map(causeKey).join(' + '), () => ({
        causes,
        lines: 0,
        difference: '0',
        managers: [],
      }));
      const own = group.managers.find((each) => each.manager === manager) ?? {
        manager,
        name,
        difference: '0',
      };
      if (own.difference === '0' && !group.managers.includes(own)) group.managers.push(own);
      const counted = line.counted ?? '0';
      own.difference = plus(own.difference, counted);
      group.difference = plus(group.difference, counted);
      group.lines += 1;
    }
  }
  return [...groups.values()].sort(
    (a, b) => b.managers.length - a.managers.length || sizeOf(b).cmp(sizeOf(a)),
  );
}

const UNEXPLAINED: Cause = { kind: 'unexplained' };

function rootOf(line: ReconciledLine, lines: readonly ReconciledLine[]): ReconciledLine {
  const above = line.follows === undefined ? undefined : lines.find((other) => other.line === line.follows);
  return above ? rootOf(above, lines) : line;
}

const plus = (a: string, b: string): string => toText(decimal(a).plus(decimal(b)));

const sizeOf = ({ managers }: CauseGroup) =>
  managers.reduce((sum, { difference }) => sum.plus(decimal(difference).abs()), ZERO);
