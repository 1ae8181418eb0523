import type { ProgressDto, StatementSummaryDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { Explain } from '../../ui/explain/Explain.js';
import { Cost } from './Cost.js';
import styles from './MyMonth.module.css';
import { Next } from './Next.js';
import { Now } from './Now.js';
import { Ratios } from './Ratios.js';
import { Targets } from './Targets.js';

interface StandingProps {
  progress: ProgressDto;
  /** The draft of a month that was computed. */
  statement: StatementSummaryDto | undefined;
}

/** How a month that is not approved stands. */
export function Standing({ progress, statement }: StandingProps) {
  const { progress: texts } = useTexts();
  return (
    <>
      <Now progress={progress} statement={statement} />
      <div className={styles.sections}>
        <Targets progress={progress} />
        <Next progress={progress} />
        <Cost progress={progress} statement={statement} />
        <Ratios ratios={progress.ratios} />
      </div>
      <section id="why" className="stack">
        <h2>{texts.why.title}</h2>
        {progress.results.map((explanation, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a month in parts has several results of a scheme, always in this order
          <Explain key={place} id={String(place)} explanation={explanation} facts={[]} />
        ))}
      </section>
    </>
  );
}
