import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { PayrollRowDto, PayrollTableDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Change, Money } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { header } from './queries.js';

/** Statements with something worth a look before approval, those with most to look at first. */
export function Warnings({ table: { period, items, schemes } }: { table: PayrollTableDto }) {
  const { periods: texts } = useTexts();
  const { data: told } = useQuery({
    queryKey: ['periods', period, 'warnings'],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/periods/{code}/warnings', {
          params: { path: { code: period }, query: { limit: 1 }, header: header() },
          signal,
        }),
      ),
  });
  const rows = items.filter(({ warnings }) => warnings.length > 0);
  const columns: Column<PayrollRowDto>[] = [
    {
      key: 'name',
      title: texts.manager,
      width: 200,
      card: 'head',
      cell: ({ statementId, name }) => <Link to={`/statements/${statementId}`}>{name}</Link>,
      sortBy: ({ name }) => name,
    },
    {
      key: 'total',
      title: texts.amounts.total,
      kind: 'number',
      width: 110,
      card: 'main',
      cell: ({ total }) => <Money value={total} />,
      sortBy: ({ total }) => orderOf(total),
    },
    {
      key: 'change',
      title: texts.change,
      kind: 'number',
      width: 110,
      cell: ({ change }) => <Change value={change} direction="none" />,
      sortBy: ({ change }) => orderOf(change),
    },
    {
      key: 'warnings',
      title: texts.whatToLookAt,
      width: 480,
      cell: ({ warnings }) =>
        warnings.map(({ code, level, text }) => (
          <div key={code + text} className={level === 'warning' ? '' : 'quiet'}>
            {level === 'warning' && <span aria-hidden>⚠ </span>}
            {text}
          </div>
        )),
    },
  ];
  return (
    <div className="stack">
      {schemes.map(({ code, text }) => (
        <p key={code + text}>
          <span aria-hidden>⚠ </span>
          {text}
        </p>
      ))}
      {told && told.adjustmentsWithoutStatement.length > 0 && (
        <p>
          <span aria-hidden>⚠ </span>
          <Link to={`/adjustments?period=${period}`}>
            {texts.adjustmentsWithoutStatement(told.adjustmentsWithoutStatement.length)}
          </Link>
        </p>
      )}
      <DataTable
        caption={texts.tabs.warnings(rows.length)}
        columns={columns}
        rows={rows}
        rowKey={({ statementId }) => statementId}
        empty={<Empty title={texts.noWarnings} hint={texts.noWarningsHint} />}
      />
    </div>
  );
}
