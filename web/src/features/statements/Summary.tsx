import { useQuery } from '@tanstack/react-query';
import type { PayMixDto, StatementDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Change, Money, Percent } from '../../ui/Figures.js';
import { Stats } from '../../ui/Stats.js';
import { monthOfTeamQuery } from './queries.js';
import styles from './Statement.module.css';
import { useComparison } from './use-comparison.js';

/** The total and what it changed by, its parts, and what is worth a look. */
export function Summary({ statement }: { statement: StatementDto }) {
  const { statements: texts, common } = useTexts();
  const { currency, salary, bonus, adjusting, total, payMix, complete } = statement;
  const adjusted = adjusting?.total ?? null;
  return (
    <>
      <p className="quiet">
        {texts.number(statement.personnelNumber)}
        {statement.team && ` · ${texts.team(statement.team)}`}
        {statement.grade && ` · ${texts.grade(statement.grade)}`}
      </p>
      <Stats
        stats={[
          {
            label: texts.total,
            value: <Money value={total} currency={currency} />,
            note: <ChangeOfMonth statement={statement} />,
            isMain: true,
          },
          { label: texts.salary, value: <Money value={salary} currency={currency} /> },
          {
            label: adjusted === null ? texts.bonus : texts.bonusAndAdjustments,
            value: <Money value={bonus} currency={currency} />,
            note: adjusted !== null && (
              <>
                {texts.ofThat} <Change value={adjusted} currency={currency} direction="none" />
              </>
            ),
          },
          ...payMix.map((mix) => ({
            label: payMix.length > 1 ? `${texts.salaryShare}, ${mix.scheme}` : texts.salaryShare,
            value: <Percent value={mix.shareText} />,
            note: <MixNote mix={mix} />,
          })),
        ]}
      />
      {!complete && <p className={styles.warning}>⚠ {texts.incomplete}</p>}
      <Warnings statement={statement} />
      {statement.total === null && <span className="unseen">{common.noData}</span>}
    </>
  );
}

function ChangeOfMonth({ statement }: { statement: StatementDto }) {
  const { statements: texts } = useTexts();
  const { period } = useFormats();
  const { data, other, isAlone } = useComparison(statement);
  if (isAlone) return texts.firstMonth;
  if (!data || !other) return null;
  return (
    <span className={styles.change}>
      <Change value={data.difference} currency={statement.currency} />{' '}
      <span className="quiet">{texts.since(period(other.period))}</span>
    </span>
  );
}

function MixNote({ mix }: { mix: PayMixDto }) {
  const { statements: texts } = useTexts();
  const { percent } = useFormats();
  const limit = { 'above-max': mix.max, 'above-hint': mix.hint, 'below-min': mix.min }[mix.status];
  if (!limit) return texts.mix.inside;
  const write = texts.mix[mix.status === 'below-min' ? 'below' : 'above'];
  return (
    <span className={mix.status === 'above-hint' ? 'quiet' : 'bad'}>
      {mix.status !== 'above-hint' && <span aria-hidden>⚠ </span>}
      {write(percent(limit))}
    </span>
  );
}

/** What the service finds worth a look; managers are not told, they see the figures themselves. */
function Warnings({ statement }: { statement: StatementDto }) {
  const { role } = useSession();
  const { data } = useQuery({ ...monthOfTeamQuery(statement), enabled: role !== 'manager' });
  const own = data?.items.find(({ statementId }) => statementId === statement.id);
  if (!own || own.warnings.length === 0) return null;
  return (
    <ul className={`bare-list ${styles.warnings}`}>
      {own.warnings.map(({ code, level, text }) => (
        <li key={code + text} className={level === 'hint' ? '' : styles.warning}>
          {level !== 'hint' && <span aria-hidden>⚠ </span>}
          {text}
        </li>
      ))}
    </ul>
  );
}
