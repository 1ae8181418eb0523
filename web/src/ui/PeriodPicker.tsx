import { NativeSelect } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { useFormats, useTexts } from '../i18n/index.js';
import styles from './PeriodPicker.module.css';

interface PeriodPickerProps {
  period: string;
  /** All that can be chosen. */
  periods: readonly string[];
  /** Address of a period's page. */
  to: (period: string) => string;
}

/** ‹ March 2026 ›: one period back, one on, or any of them. */
export function PeriodPicker({ period, periods, to }: PeriodPickerProps) {
  const { common } = useTexts();
  const formats = useFormats();
  const navigate = useNavigate();
  const ordered = [...new Set([...periods, period])].sort();
  const place = ordered.indexOf(period);
  const [before, after] = [ordered[place - 1], ordered[place + 1]];
  const step = (
    target: string | undefined,
    mark: string,
    label: (of: ReturnType<typeof formats.period>) => string,
  ) =>
    target ? (
      <Link className={styles.step} to={to(target)} aria-label={label(formats.period(target))}>
        {mark}
      </Link>
    ) : (
      <span className={`${styles.step} ${styles.none}`} aria-hidden>
        {mark}
      </span>
    );
  return (
    <span className={styles.picker}>
      {step(before, '‹', common.period.previous)}
      <NativeSelect
        aria-label={common.period.choose}
        value={period}
        onChange={({ currentTarget }) => void navigate(to(currentTarget.value))}
        data={[...ordered].reverse().map((code) => ({ value: code, label: formats.period(code) }))}
      />
      {step(after, '›', common.period.next)}
    </span>
  );
}
