import { Link } from 'react-router';
import type { CostDto, ProgressDto, StatementSummaryDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import { signOf } from '../../ui/Figures.js';
import styles from './MyMonth.module.css';
import { Effect } from './Next.js';

interface CostProps {
  progress: ProgressDto;
  /** Where a month was computed, what each record costs is told there. */
  statement: StatementSummaryDto | undefined;
}

/** What complaints, remarks and the like took from pay, and what further ones would take. */
export function Cost({ progress: { costs, nextJumps = [], daysLeft }, statement }: CostProps) {
  const { progress: texts } = useTexts();
  const { number } = useFormats();
  const titleOf = useTitle();
  const threats = daysLeft ? nextJumps.filter(({ change }) => change !== null && signOf(change) < 0) : [];
  return (
    <section className={styles.section}>
      <h2>{texts.cost.title}</h2>
      {costs.length === 0 && <p className="quiet">✓ {texts.cost.nothing}</p>}
      <ul className={`bare-list ${styles.list}`}>
        {costs.map((cost) => (
          <Effect key={`${cost.scheme} ${cost.name}`} change={cost.change}>
            <Taken cost={cost} statement={statement} />
          </Effect>
        ))}
      </ul>
      {threats.length > 0 && (
        <>
          <h3 className={styles.label}>{texts.cost.further}</h3>
          <ul className={`bare-list ${styles.list}`}>
            {threats.map(({ scheme, name, title, distance, at, change }) => (
              <Effect key={`${scheme} ${name}`} change={change}>
                {texts.next.more(titleOf(title as Titled | null, name), number(distance), number(at))}
              </Effect>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface TakenProps {
  cost: CostDto;
  statement: StatementSummaryDto | undefined;
}

function Taken({ cost: { name, title, value, total, facts }, statement }: TakenProps) {
  const { progress: texts } = useTexts();
  const { number, money, dayShort } = useFormats();
  const titleOf = useTitle();
  return (
    <>
      <p>{texts.cost.taken(titleOf(title as Titled | null, name), number(value))}</p>
      {facts.length > 0 && (
        <ul className={styles.facts}>
          {facts.map(({ kind, externalId, date, client, text }) => (
            <li key={`${kind} ${externalId}`}>
              {[dayShort(date), ...new Set([text ?? externalId, client])].filter(Boolean).join(' · ')}{' '}
              <WhyOf kind={kind} id={externalId} client={client} statement={statement} />
            </li>
          ))}
        </ul>
      )}
      {total !== null && <p className="quiet">{texts.cost.without(money(total))}</p>}
    </>
  );
}

interface WhyOfProps {
  kind: string;
  id: string;
  client: string | undefined;
  statement: StatementSummaryDto | undefined;
}

/** To the client that was lost, or to what pay would be without this very record. */
function WhyOf({ kind, id, client, statement }: WhyOfProps) {
  const { progress: texts } = useTexts();
  const to =
    kind === 'client'
      ? `/me/clients?q=${encodeURIComponent(client ?? id)}`
      : statement && `/me/statements/${statement.id}?ask=without.${encodeURIComponent(id)}`;
  return to ? <Link to={to}>{texts.why.link} ›</Link> : null;
}
