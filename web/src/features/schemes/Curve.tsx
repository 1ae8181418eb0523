import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { CurveInputDto, PayCurveDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import type { Titled } from '../../ui/explain/tree.js';
import { UnitValue, useTitle } from '../../ui/explain/values.js';
import { Money } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { Jumps } from './Jumps.js';
import { curveQuery } from './queries.js';
import styles from './Schemes.module.css';

const CurveChart = lazy(() => import('./CurveChart.js'));

/** Pay against one input, everything else as usual: where it jumps, and where more pays less. */
export function Curve({ code, version }: { code: string; version: string }) {
  const { schemes: texts } = useTexts();
  const titleOf = useTitle();
  const [asked, ask] = useUrlState('input');
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...curveQuery(code, version, asked),
    placeholderData: keepPreviousData,
  });
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles.waiting} aria-busy />;
  if (!data.input) return <Empty title={texts.curve.none} />;
  return (
    <div className="stack" aria-busy={isPlaceholderData || undefined}>
      <NativeSelect
        className={styles.choice}
        label={texts.curve.input}
        value={asked || data.input.name}
        onChange={({ currentTarget }) => ask(currentTarget.value)}
        data={data.choices.map(({ name, title }) => ({
          value: name,
          label: titleOf(title as Titled | null, name),
        }))}
      />
      <Picture curve={data} input={data.input} />
    </div>
  );
}

function Picture({ curve, input }: { curve: PayCurveDto; input: CurveInputDto }) {
  const { schemes: texts, common } = useTexts();
  const titleOf = useTitle();
  const summary = useSummary(curve, input);
  const [view, look] = useUrlState('view');
  const isTable = view === 'table';
  const title = titleOf(input.title as Titled | null, input.name);
  return (
    <>
      <p>{summary}</p>
      {!curve.areJumpsKnown && <p className={styles.grave}>⚠ {texts.curve.unknown}</p>}
      {isTable ? (
        <PointTable curve={curve} input={input} />
      ) : (
        <div role="img" aria-label={`${title}: ${summary}`} className={styles.chart}>
          <Suspense fallback={<div aria-busy />}>
            <CurveChart curve={curve} input={input} />
          </Suspense>
        </div>
      )}
      <button type="button" className={styles.switch} onClick={() => look(isTable ? null : 'table')}>
        {isTable ? common.asPicture : common.asTable}
      </button>
      <Jumps curve={curve} input={input} />
      {curve.others.length > 0 && (
        <p className="quiet">
          {texts.curve.others}:{' '}
          {curve.others.map(({ name, title: own, unit, value }, place) => (
            <span key={name}>
              {place > 0 && ', '}
              {titleOf(own as Titled | null, name)} <UnitValue value={value} unit={unit} />
            </span>
          ))}
        </p>
      )}
      {!input.isDeclared && <p className="quiet">{texts.curve.assumed}</p>}
    </>
  );
}

function useSummary({ points, jumps }: PayCurveDto, { unit, from, to, direction }: CurveInputDto): string {
  const { schemes: texts } = useTexts();
  const { money, number, percent } = useFormats();
  const written = unit === 'money' ? money : unit === 'ratio' ? percent : number;
  const [first, last] = [points[0]?.pay, points.at(-1)?.pay];
  const cliffs = jumps.filter(({ isCliff }) => isCliff).length;
  const ends = first && last ? texts.curve.ends(written(from), money(first), written(to), money(last)) : '';
  return `${ends} ${texts.curve.jumps(jumps.length)} ${direction === 'none' ? '' : texts.curve.cliffs(cliffs, direction === 'up')}`.trim();
}

function PointTable({ curve, input }: { curve: PayCurveDto; input: CurveInputDto }) {
  const { schemes: texts } = useTexts();
  const titleOf = useTitle();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.points} tabIndex={0} aria-label={texts.tabs.curve}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{titleOf(input.title as Titled | null, input.name)}</th>
            <th scope="col">{texts.curve.pay}</th>
          </tr>
        </thead>
        <tbody>
          {curve.points.map(({ x, pay }) => (
            <tr key={x}>
              <td>
                <UnitValue value={x} unit={input.unit} />
              </td>
              <td>
                <Money value={pay} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
