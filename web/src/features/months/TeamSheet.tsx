import type { PayrollTableDto, TableTeamDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { PaperTable } from '../../ui/table/PaperTable.js';
import { useSorted } from '../../ui/table/shown.js';
import { Draft } from './Draft.js';
import styles from './Month.module.css';
import { usePaperColumns } from './paper-columns.js';

interface TeamSheetProps {
  table: PayrollTableDto;
  team: TableTeamDto;
  company: string | undefined;
}

/** One team of the month on pages of its own: whose, which month and how final stands on each of them. */
export function TeamSheet({ table, team, company }: TeamSheetProps) {
  const { months } = useTexts();
  const { period } = useFormats();
  const columns = usePaperColumns(table, team.of);
  const title = team.title ?? team.team ?? months.noTeam;
  const own = table.items.filter((row) => row.team === team.team);
  const rows = useSorted(own, columns);
  const currency = own[0]?.currency ?? '';
  return (
    <section className={styles.sheetOfTeam}>
      <PaperTable
        label={`${title}, ${period(table.period)}`}
        heading={
          <span className="line">
            <strong>{title}</strong>
            <span>{months.caption(period(table.period), currency)}</span>
            <span>{company}</span>
            <PeriodState state={table.state === 'closed' ? table.state : team.state} />
            <Draft state={table.state} />
          </span>
        }
        columns={columns}
        rows={rows}
        rowKey={({ statementId }) => statementId}
      />
      <p className="hash">
        {months.sheet.hash(title)}: {team.hash}
      </p>
    </section>
  );
}
