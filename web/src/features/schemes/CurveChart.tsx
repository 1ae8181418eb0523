import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { CurveInputDto, PayCurveDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import styles from './Schemes.module.css';

interface Point {
  /** Pixels only; what is written is the service's text. */
  x: number;
  pay: number | null;
  text?: { x: string; pay: string };
}

const HEIGHT = 320;

/** Steps with their jumps: solid where pay runs on, dashed where it jumps, marked where more pays less. */
export default function CurveChart({ curve, input }: { curve: PayCurveDto; input: CurveInputDto }) {
  const { schemes: texts } = useTexts();
  const { number, percent, money } = useFormats();
  const written = input.unit === 'ratio' ? percent : number;
  const tick = { fill: 'var(--text-quiet)', fontSize: 12 };
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <LineChart
        data={pointsOf(curve)}
        accessibilityLayer={false}
        margin={{ top: 16, right: 24, bottom: 8, left: 8 }}
      >
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          domain={[Number(input.from), Number(input.to)]}
          tickFormatter={(value: number) => written(String(value))}
          tick={tick}
          stroke="var(--line-strong)"
        />
        <YAxis
          tickFormatter={(value: number) => money(String(value))}
          tick={tick}
          stroke="var(--line-strong)"
          width={72}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ payload }) => {
            const point = payload?.[0]?.payload as Point | undefined;
            if (!point?.text) return null;
            return (
              <p className={styles.tooltip}>
                {written(point.text.x)}: <strong>{money(point.text.pay)}</strong>
              </p>
            );
          }}
        />
        {curve.jumps.map(({ at, payBefore, pay, isCliff }) =>
          payBefore === null || pay === null ? null : (
            <ReferenceLine
              key={at}
              segment={[
                { x: Number(at), y: Number(payBefore) },
                { x: Number(at), y: Number(pay) },
              ]}
              stroke={isCliff ? 'var(--bad-mark)' : 'var(--line-strong)'}
              strokeWidth={isCliff ? 3 : 1}
              strokeDasharray={isCliff ? '' : '4 3'}
            />
          ),
        )}
        {curve.jumps.map(({ at, pay, isCliff }) =>
          isCliff && pay !== null ? (
            <ReferenceDot
              key={at}
              x={Number(at)}
              y={Number(pay)}
              r={5}
              fill="var(--bad-mark)"
              stroke="var(--surface)"
              label={{
                value: `⚠ ${texts.curve.cliff(input.direction === 'up')}`,
                position: 'bottom',
                fill: 'var(--text)',
                fontSize: 12,
              }}
            />
          ) : null,
        )}
        <ReferenceLine
          x={Number(input.typical)}
          stroke="var(--text-quiet)"
          strokeDasharray="1 4"
          label={{ value: texts.curve.typical, position: 'top', fill: 'var(--text-quiet)', fontSize: 12 }}
        />
        <Line
          dataKey="pay"
          type="linear"
          dot={false}
          stroke="var(--good-mark)"
          strokeWidth={2}
          connectNulls={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

/** The points with a gap at each jump, up to which pay is what it was before it. */
function pointsOf({ points, jumps }: PayCurveDto): Point[] {
  const jumpsAt = new Map(jumps.map((jump) => [jump.at, jump]));
  return points.flatMap(({ x, pay }): Point[] => {
    const place = Number(x);
    const jump = jumpsAt.get(x);
    const point = { x: place, pay: pixels(pay), ...(pay !== null && { text: { x, pay } }) };
    return jump ? [{ x: place, pay: pixels(jump.payBefore) }, { x: place, pay: null }, point] : [point];
  });
}

const pixels = (pay: string | null): number | null => (pay === null ? null : Number(pay));
