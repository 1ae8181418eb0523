import { NativeSelect } from '@mantine/core';
import type { TableTeamDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { useUrlState } from '../../ui/url-state.js';

interface TeamSelectProps {
  teams: readonly TableTeamDto[];
  /** One team has to be chosen. */
  isWholeLeftOut?: boolean;
}

/** One team or all, kept in the address; the teams are those of the month whatever is chosen. */
export function TeamSelect({ teams, isWholeLeftOut }: TeamSelectProps) {
  const { months } = useTexts();
  const [team, setTeam] = useUrlState('team');
  const named = teams.flatMap(({ team: code, title }) =>
    code ? [{ value: code, label: title ?? code }] : [],
  );
  return (
    <NativeSelect
      aria-label={months.team}
      value={team}
      onChange={({ currentTarget }) => setTeam(currentTarget.value)}
      data={isWholeLeftOut ? named : [{ value: '', label: months.allTeams }, ...named]}
    />
  );
}
