import { Link } from 'react-router';
import type { StatementSummaryDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';

/** A month in which nobody has said by what the manager is paid. */
export function NothingToFollow({ latest }: { latest: StatementSummaryDto | undefined }) {
  const { progress: texts } = useTexts();
  const { period } = useFormats();
  return (
    <Empty title={texts.nothing.title} hint={texts.nothing.hint}>
      {latest && (
        <Link to={`/me/months/${latest.period}`}>{texts.nothing.latest(period(latest.period))}</Link>
      )}
    </Empty>
  );
}
