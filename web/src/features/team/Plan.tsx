import { lazy, Suspense } from 'react';
import type { TeamPlanDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import { None } from '../../ui/Figures.js';
import { FilterToggle } from '../../ui/FilterBar.js';
import { useUrlState } from '../../ui/url-state.js';
import { dayBefore } from './day-before.js';
import styles from './Team.module.css';

const Chart = lazy(() => import('./Chart.js'));

/** What is done up to the end of each week, against the plan of the days so far: as a line, or as a table. */
export function Plan({ plan }: { plan: TeamPlanDto }) {
  const { team: texts, common } = useTexts();
  const { percent, number, money } = useFormats();
  const titleOf = useTitle();
  const [asTable] = useUrlState('table');
  const decimals = decimalsOf(plan.weeks.flatMap(({ actual, plan: planned }) => [actual, planned]));
  const write = plan.unit === 'money' ? money : number;
  const writeInTable = (value: string) => money(value, { decimals });
  const title = titleOf(plan.title as Titled, plan.measure);
  const latest = plan.weeks.filter(({ actual }) => actual !== null).at(-1);
  return (
    <section className="stack">
      <div className="line">
        <h2>{texts.plan.title(title)}</h2>
        <FilterToggle name="table">{common.asTable}</FilterToggle>
      </div>
      <p>
        {latest?.actual
          ? texts.plan.summary(
              write(latest.actual),
              write(plan.plan),
              latest.attainment && percent(latest.attainment),
            )
          : texts.plan.nothingYet(write(plan.plan))}
      </p>
      {asTable ? (
        <Weeks plan={plan} write={writeInTable} title={title} />
      ) : (
        <Suspense fallback={<div className={styles.chart} aria-busy />}>
          <Chart plan={plan} write={write} />
        </Suspense>
      )}
    </section>
  );
}

interface WeeksProps {
  plan: TeamPlanDto;
  title: string;
  write: ReturnType<typeof useFormats>['number'];
}

function Weeks({ plan, title, write }: WeeksProps) {
  const { team: texts } = useTexts();
  const { dayShort, percent } = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <table className={styles.table}>
        <caption>{texts.plan.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.plan.week}</th>
            <th scope="col" className={styles.right}>
              {texts.plan.done}
            </th>
            <th scope="col" className={styles.right}>
              {texts.plan.planned}
            </th>
            <th scope="col" className={styles.right}>
              {texts.plan.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.weeks.map(({ from, until, actual, plan: planned, attainment }) => (
            <tr key={from}>
              <th scope="row">{texts.plan.upTo(dayShort(dayBefore(until)))}</th>
              <td className={styles.right}>{actual === null ? <None /> : write(actual)}</td>
              <td className={styles.right}>{write(planned)}</td>
              <td className={styles.right}>{attainment === null ? <None /> : percent(attainment)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
