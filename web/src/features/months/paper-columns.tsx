import type { ListedSumDto, PayrollRowDto, PayrollTableDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import type { Column } from '../../ui/table/columns.js';
import { useColumns } from './columns.js';
import { useShortWarning, worstFirst } from './Warnings.js';

/** The month's columns as they are on paper: with what pays each row, and warnings in words. */
export function usePaperColumns(table: PayrollTableDto, totals: ListedSumDto): Column<PayrollRowDto>[] {
  const { months } = useTexts();
  const shortOf = useShortWarning();
  const columns = useColumns(table, totals);
  const { columns: titles } = months;
  const paidBy = ({ paidBy: by }: PayrollRowDto) =>
    by.map(({ scheme, clauses }) => `${scheme ?? titles.adjustments} ${clauses.join(', ')}`).join('; ');
  const warnings = (row: PayrollRowDto) =>
    worstFirst(row)
      .map((warning) => (warning.level === 'hint' ? shortOf(warning) : `⚠ ${shortOf(warning)}`))
      .join('; ');
  return [
    // the team stands above
    ...columns.filter(({ key }) => key !== 'team' && key !== 'warnings'),
    { key: 'paidBy', title: titles.paidBy, width: 160, cell: paidBy },
    { key: 'warnings', title: titles.warnings, width: 160, cell: warnings },
  ];
}
