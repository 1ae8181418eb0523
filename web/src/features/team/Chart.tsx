import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { TeamPlanDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { dayBefore } from './day-before.js';
import styles from './Team.module.css';

interface ChartProps {
  plan: TeamPlanDto;
  write: ReturnType<typeof useFormats>['number'];
}

/** Two lines from the month's first day: what is done, and the plan. Numbers only place the points. */
export default function Chart({ plan, write }: ChartProps) {
  const { team: texts } = useTexts();
  const { dayShort } = useFormats();
  const first = plan.weeks[0]?.from ?? '';
  const points = [
    { at: Date.parse(first), done: 0, planned: 0 },
    ...plan.weeks.map(({ until, actual, plan: planned }) => ({
      at: Date.parse(until),
      done: actual === null ? null : Number(actual),
      planned: Number(planned),
    })),
  ];
  // a point stands at the end of its week's last day; the first one where the month begins
  const dayAt = (at: number) => {
    const day = new Date(at).toISOString().slice(0, 10);
    return dayShort(day === first ? day : dayBefore(day));
  };
  return (
    <div className={styles.chart} aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={points}
          margin={{ top: 8, right: 24, bottom: 0, left: 8 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={points.map(({ at }) => at)}
            interval="preserveStartEnd"
            tickFormatter={dayAt}
            stroke="var(--text-quiet)"
            fontSize={12}
          />
          <YAxis
            width={72}
            tickFormatter={(value: number) => write(String(value))}
            stroke="var(--text-quiet)"
            fontSize={12}
          />
          <Tooltip
            labelFormatter={(at) => texts.plan.upTo(dayAt(Number(at)))}
            formatter={(value) => write(String(value))}
            contentStyle={{ background: 'var(--surface)', borderColor: 'var(--line-strong)' }}
          />
          <Legend />
          <Line
            name={texts.plan.planned}
            dataKey="planned"
            stroke="var(--text-quiet)"
            strokeDasharray="6 4"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Line
            name={texts.plan.done}
            dataKey="done"
            stroke="var(--good-mark)"
            strokeWidth={3}
            dot
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
