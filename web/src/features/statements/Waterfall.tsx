import { useTexts } from '../../i18n/index.js';
import { Change, Money, signOf } from '../../ui/Figures.js';
import type { Cause } from './causes.js';
import styles from './Waterfall.module.css';

interface WaterfallProps {
  caption: string;
  before: { label: string; value: string | null };
  after: { label: string; value: string | null };
  causes: readonly Cause[];
}

/** Steps from one total to the other: a table of the service's figures with the picture beside them. */
export function Waterfall({ caption, before, after, causes }: WaterfallProps) {
  const { statements: texts } = useTexts();
  const place = placesOf(before.value, causes);
  return (
    <table className={styles.waterfall}>
      <caption className="unseen">{caption}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{texts.compared.cause}</th>
          <th scope="col">{texts.compared.effect}</th>
        </tr>
      </thead>
      <tbody>
        <tr className={styles.end}>
          <th scope="row">{before.label}</th>
          <td>
            <Money value={before.value} />
            <Bar {...place.whole(before.value)} kind="whole" />
          </td>
        </tr>
        {causes.map(({ key, text, change }, step) => (
          <tr key={key}>
            <th scope="row">{text}</th>
            <td>
              {change === null ? texts.compared.unknown : <Change value={change} />}
              {change !== null && <Bar {...place.steps[step]!} kind={signOf(change) < 0 ? 'less' : 'more'} />}
            </td>
          </tr>
        ))}
        <tr className={styles.end}>
          <th scope="row">{after.label}</th>
          <td>
            <Money value={after.value} />
            <Bar {...place.whole(after.value)} kind="whole" />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

interface Span {
  start: number;
  end: number;
}

function Bar({ start, end, kind }: Span & { kind: 'whole' | 'more' | 'less' }) {
  const left = Math.min(start, end);
  return (
    <span className={styles.track} aria-hidden>
      <span
        className={`${styles.bar} ${styles[kind]}`}
        style={{ left: `${left}%`, width: `${Math.max(Math.abs(end - start), 0.5)}%` }}
      />
    </span>
  );
}

/** Where bars stand, in percent of the width: pixels only, the figures beside them are the service's. */
function placesOf(before: string | null, causes: readonly Cause[]) {
  const sums = [Number(before ?? 0)];
  for (const { change } of causes) sums.push(sums.at(-1)! + Number(change ?? 0));
  const least = Math.min(0, ...sums);
  const span = Math.max(...sums, 0) - least || 1;
  const at = (value: number) => ((value - least) / span) * 100;
  return {
    whole: (value: string | null): Span => ({ start: at(0), end: at(Number(value ?? 0)) }),
    steps: causes.map((_, step): Span => ({ start: at(sums[step]!), end: at(sums[step + 1]!) })),
  };
}
