import type { Findings } from './findings.js';
import type { GradeRule, Scheme } from './scheme-document.js';
import type { Position } from './source.js';

type Parts = Pick<Scheme, 'inputs' | 'lines'> & { grade?: GradeRule };

/**
 * Inputs and lines in an order in which each comes after what it reads; otherwise the document's order.
 * A circle is reported once, by the names on it, and gives undefined.
 */
export function orderOf(parts: Parts, findings: Findings): string[] | undefined {
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (name: string): boolean => {
    if (state.get(name) === 'done') return true;
    if (state.get(name) === 'open') {
      reportCircle(name, trail, parts, findings);
      return false;
    }
    state.set(name, 'open');
    trail.push(name);
    const isFree = edgesOf(name, parts).every(visit);
    trail.pop();
    state.set(name, 'done');
    order.push(name);
    return isFree;
  };
  const isFree = [...parts.inputs.keys(), ...parts.lines.keys()].every(visit);
  return isFree ? order : undefined;
}

/** What must be known before a name: what the formula reads, the prorating input, what a grade is found by. */
function edgesOf(name: string, { inputs, lines, grade }: Parts): string[] {
  const line = lines.get(name);
  if (line) return line.uses.filter((used) => inputs.has(used) || lines.has(used));
  const input = inputs.get(name);
  if (!input) return [];
  const edges = input.prorate !== undefined && inputs.has(input.prorate) ? [input.prorate] : [];
  return grade && isGradeAttribute(input) ? [...edges, grade.by] : edges;
}

/** Whether an input holds the grade or its salary, which a trial takes from the grade table. */
export function isGradeAttribute({ source, key }: { source: string; key: string }): boolean {
  return source === 'attribute' && (key === 'grade_salary' || key === 'grade');
}

function reportCircle(
  name: string,
  trail: readonly string[],
  { inputs, lines }: Parts,
  findings: Findings,
): void {
  const circle = [...trail.slice(trail.indexOf(name)), name];
  const at: Position = (lines.get(name) ?? inputs.get(name))!.at;
  const path = lines.has(name) ? `lines.${name}` : `inputs.${name}`;
  findings.error('circle', at, path, { circle: circle.join(' → ') });
}
