import type { PlanProgressDto, PlanStandingDto, ProgressDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Bullet } from '../../ui/Bullet.js';
import type { Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import styles from './MyMonth.module.css';

/** Each plan with what is done of it and where the pace leads, all on one scale. */
export function Targets({ progress: { targets, pace, daysLeft } }: { progress: ProgressDto }) {
  const { progress: texts } = useTexts();
  if (targets.length === 0) return null;
  const isOver = !daysLeft;
  return (
    <section className={styles.section}>
      <h2>{texts.targets.title}</h2>
      {targets.map((target, place) => {
        const expected = isOver
          ? undefined
          : pace?.targets.find(({ scheme, line }) => scheme === target.scheme && line === target.line);
        // biome-ignore lint/suspicious/noArrayIndexKey: a month in parts has a plan more than once, always in this order
        return <Target key={place} target={target} expected={expected} />;
      })}
      <p className="quiet">{isOver ? texts.targets.scale : texts.targets.scaleWithPace}</p>
    </section>
  );
}

interface TargetProps {
  target: PlanProgressDto;
  /** The same plan at the month's end, at the pace so far. */
  expected: PlanStandingDto | undefined;
}

function Target({ target, expected }: TargetProps) {
  const { progress: texts, common } = useTexts();
  const { percent, number, money } = useFormats();
  const titleOf = useTitle();
  const { title, line, unit, done, plan, attainment } = target;
  const write = unit === 'money' ? money : number;
  const label = titleOf(title as Titled | null, line);
  if (plan === null || attainment === null)
    return (
      <div>
        <h3 className={styles.label}>{label}</h3>
        <p className="bad">⚠ {plan === null ? texts.targets.noPlan : common.noData}</p>
      </div>
    );
  const parts = [
    done === null ? percent(attainment) : texts.targets.done(write(done), write(plan), percent(attainment)),
    expected?.attainment != null &&
      texts.targets.pace(expected.done === null ? null : write(expected.done), percent(expected.attainment)),
  ].filter(Boolean);
  return (
    <div>
      <h3 className={styles.label}>{label}</h3>
      <Bullet
        label={label}
        summary={parts.join('; ')}
        done={attainment}
        pace={expected?.attainment ?? null}
      />
      {parts.map((part) => (
        <p key={String(part)}>{part}</p>
      ))}
    </div>
  );
}
