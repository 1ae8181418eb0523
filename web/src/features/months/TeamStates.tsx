import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PayrollTableDto, TableTeamDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { BackDialog, type BackTo } from './BackDialog.js';
import styles from './Month.module.css';

const isBack = (to: string, from: string): to is BackTo =>
  (to === 'calculated' && from === 'in_review') || (to === 'in_review' && from === 'approved');

/** Where each team stands, and the steps back. Not shown where there is one team and no step back. */
export function TeamStates({ table }: { table: PayrollTableDto }) {
  const { months } = useTexts();
  const canGoBack = table.teams.some(({ steps, state }) =>
    steps.some(({ to, allowed }) => allowed && isBack(to, state)),
  );
  if (table.teams.length < 2 && !canGoBack) return null;
  return (
    <section className="stack">
      <h2>{months.teams}</h2>
      <ul className={`bare-list ${styles.teams}`}>
        {table.teams.map((team) => (
          <li key={team.team} className="line">
            <TeamState team={team} period={table.period} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TeamState({ team, period }: { team: TableTeamDto; period: string }) {
  const { months } = useTexts();
  const [backTo, setBackTo] = useState<BackTo>();
  const title = team.title ?? team.team ?? months.noTeam;
  return (
    <>
      <span>{title}</span>
      <PeriodState state={team.state} />
      {team.submittedBy && <span className="quiet">{months.submittedBy(team.submittedBy)}</span>}
      {team.steps.map(({ to, allowed }) =>
        allowed && isBack(to, team.state) ? (
          <Button key={to} variant="default" size="xs" onClick={() => setBackTo(to)}>
            {months.back[to]}
          </Button>
        ) : null,
      )}
      <BackDialog period={period} team={team} to={backTo} onClose={() => setBackTo(undefined)} />
    </>
  );
}
