import type { ReactNode } from 'react';
import type { ProgressDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Explanation, Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import { Change, signOf } from '../../ui/Figures.js';
import { orderOf, sortedBy } from '../../ui/order.js';
import styles from './MyMonth.module.css';

/** What would bring more: the next value of each measure at which pay jumps, and each plan that is not met. */
export function Next({ progress }: { progress: ProgressDto }) {
  const { progress: texts } = useTexts();
  const { number, money, compare } = useFormats();
  const titleOf = useTitle();
  const { nextJumps = [], targets, daysLeft } = progress;
  const unitOf = unitsOf(progress);
  const jumps = nextJumps
    .filter(({ change }) => change !== null && signOf(change) > 0)
    .map(({ scheme, name, title, distance, at, change }) => {
      const write = unitOf(scheme, name) === 'money' ? money : number;
      return {
        key: `${scheme} ${name}`,
        change,
        text: texts.next.more(titleOf(title as Titled | null, name), write(distance), write(at)),
      };
    });
  const plans = targets.flatMap(({ scheme, line, title, unit, missing, plan, changeWhenMet }) => {
    if (missing === null || plan === null || changeWhenMet === null || signOf(changeWhenMet) <= 0) return [];
    const write = unit === 'money' ? money : number;
    const text = texts.next.plan(titleOf(title as Titled | null, line), write(missing));
    return [{ key: `${scheme} ${line}`, change: changeWhenMet, text }];
  });
  const all = sortedBy([...jumps, ...plans], ({ change }) => orderOf(change), true, compare);
  const isOver = !daysLeft;
  return (
    <section className={styles.section}>
      <h2>{isOver ? texts.next.titleOver : texts.next.title}</h2>
      {all.length === 0 && <p className="quiet">{texts.next.nothing}</p>}
      <ul className={`bare-list ${styles.list}`}>
        {all.map(({ key, change, text }) => (
          <Effect key={key} change={change}>
            {text}
          </Effect>
        ))}
      </ul>
    </section>
  );
}

/** What pay changes by, and by what. */
export function Effect({ change, children }: { change: string | null; children: ReactNode }) {
  return (
    <li className={styles.effect}>
      <strong>
        <Change value={change} />
      </strong>
      <div>{children}</div>
    </li>
  );
}

/** Units of the inputs of each scheme. */
function unitsOf({ results }: ProgressDto): (scheme: string, input: string) => string | undefined {
  const explanations = results as unknown as Explanation[];
  return (scheme, input) =>
    explanations.find((each) => each.scheme === scheme)?.inputs.find(({ name }) => name === input)?.unit;
}
