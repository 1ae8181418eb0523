import { useFormats, useTexts } from '../i18n/index.js';

interface FigureProps {
  /** As the API writes it; null is shown as a dash. */
  value: string | null | undefined;
}

interface MoneyProps extends FigureProps {
  /** ISO code; leave it out in tables, whose caption names the currency. */
  currency?: string | undefined;
  /** Decimals of the column, by `decimalsOf`. */
  decimals?: number | undefined;
}

/** Nothing there: not zero. Read aloud as a word. */
export function None() {
  const { common } = useTexts();
  return (
    <span className="number quiet">
      <span aria-hidden>—</span>
      <span className="unseen">{common.none}</span>
    </span>
  );
}

/** An amount, exactly as the service computed it. */
export function Money({ value, currency, decimals }: MoneyProps) {
  const { money } = useFormats();
  if (value === null || value === undefined) return <None />;
  return <span className="number">{money(value, { currency, decimals })}</span>;
}

interface ChangeProps extends MoneyProps {
  /** Whether more is good; `none` where neither is. */
  direction?: 'up' | 'down' | 'none';
}

/** A difference with its sign and an arrow; its colour says whether that is good. */
export function Change({ value, currency, decimals, direction = 'up' }: ChangeProps) {
  const { change } = useFormats();
  const { common } = useTexts();
  if (value === null || value === undefined) return <None />;
  const sign = signOf(value);
  const isGood = sign !== 0 && (direction === 'up') === sign > 0;
  const tone = sign === 0 || direction === 'none' ? '' : isGood ? 'good' : 'bad';
  return (
    <span className={`number ${tone}`}>
      {change(value, { currency, decimals })}
      {sign !== 0 && (
        <>
          <span aria-hidden>{sign > 0 ? ' ▲' : ' ▼'}</span>
          <span className="unseen">{sign > 0 ? common.up : common.down}</span>
        </>
      )}
    </span>
  );
}

/** A ratio such as `"0.91"`, or `"91%"`. */
export function Percent({ value }: FigureProps) {
  const { percent } = useFormats();
  if (value === null || value === undefined) return <None />;
  return <span className="number">{percent(value)}</span>;
}

/** A count or another plain number. */
export function Count({ value }: { value: string | number | null | undefined }) {
  const { number } = useFormats();
  if (value === null || value === undefined) return <None />;
  return <span className="number">{number(value)}</span>;
}

/** Of a decimal as the API writes it. */
export function signOf(value: string): -1 | 0 | 1 {
  if (/^-?[0.]*$/.test(value)) return 0;
  return value.startsWith('-') ? -1 : 1;
}
