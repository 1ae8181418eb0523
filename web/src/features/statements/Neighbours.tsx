import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import type { StatementDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { onShortcut } from '../../ui/shortcuts.js';
import { monthOfTeamQuery, statementsOfQuery } from './queries.js';
import styles from './Statement.module.css';

interface Neighbour {
  id: string;
  label: string;
}

/** ‹ 1 of 7 ›: the statements of the team in this month; for a manager the own months. `j` and `k` do the same. */
export function Neighbours({ statement }: { statement: StatementDto }) {
  const { role } = useSession();
  const { statements: texts } = useTexts();
  const navigate = useNavigate();
  const all = useNeighbours(statement);
  const place = all.findIndex(({ id }) => id === statement.id);
  const [before, after] = [all[place - 1], all[place + 1]];
  const folder = role === 'manager' ? '/me/statements' : '/statements';
  useEffect(() => {
    const to = (target: Neighbour | undefined) => () => target && void navigate(`${folder}/${target.id}`);
    const stops = [onShortcut('j', to(after)), onShortcut('k', to(before))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [before, after, folder, navigate]);
  if (place < 0 || all.length < 2) return null;
  return (
    <nav aria-label={texts.neighbours} className={styles.neighbours}>
      <Step target={before} folder={folder} mark="‹" label={texts.previous} />
      <span className="quiet">{texts.place(place + 1, all.length)}</span>
      <Step target={after} folder={folder} mark="›" label={texts.next} />
    </nav>
  );
}

function useNeighbours(statement: StatementDto): Neighbour[] {
  const { role } = useSession();
  const { period } = useFormats();
  const isManager = role === 'manager';
  const { data: month } = useQuery({ ...monthOfTeamQuery(statement), enabled: !isManager });
  const { data: own } = useQuery({
    ...statementsOfQuery(statement.personnelNumber),
    enabled: isManager,
  });
  if (isManager) return (own ?? []).toReversed().map((each) => ({ id: each.id, label: period(each.period) }));
  return (month?.items ?? []).map(({ statementId, name }) => ({ id: statementId, label: name }));
}

interface StepProps {
  target: Neighbour | undefined;
  folder: string;
  mark: string;
  label: (name: string) => string;
}

function Step({ target, folder, mark, label }: StepProps) {
  if (!target)
    return (
      <span className={styles.step} aria-hidden>
        {' '}
      </span>
    );
  return (
    <Link className={styles.step} to={`${folder}/${target.id}`} aria-label={label(target.label)}>
      {mark}
    </Link>
  );
}
