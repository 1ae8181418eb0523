import type { RunUnderWayDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';

/** How far a run of the month is. */
export function RunUnderWay({ run: { payees, done } }: { run: RunUnderWayDto }) {
  const { months } = useTexts();
  const isCounting = payees !== null && done !== null;
  const text = isCounting ? months.underWay(done, payees) : months.queued;
  return (
    <div role="status" className="line">
      <progress aria-label={text} {...(isCounting ? { value: done, max: payees } : {})} />
      {text}
    </div>
  );
}
