import { useQuery } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';
import type { ExportAcknowledgementDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { None } from '../../ui/Figures.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { RowStateMark } from './States.js';

/** Who said what of which row, and when. */
export function Acknowledgements({ id }: { id: string }) {
  const { exports: texts } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const { data, error, refetch } = useQuery({
    queryKey: ['exports', id, 'acknowledgements'],
    queryFn: ({ signal }) =>
      allPages((cursor) => {
        const query = { limit: 1_000, ...(cursor ? { cursor } : {}) };
        return answered(
          api.GET('/v1/exports/{id}/acknowledgements', { params: { path: { id }, query }, signal }),
        );
      }),
  });
  const columns: Column<ExportAcknowledgementDto>[] = [
    { key: 'row', title: texts.row, kind: 'number', width: 80, card: 'head', cell: ({ row }) => row },
    {
      key: 'state',
      title: texts.became,
      width: 140,
      card: 'main',
      cell: ({ state }) => <RowStateMark state={state} />,
    },
    { key: 'reason', title: texts.reason, width: 280, cell: ({ reason }) => reason ?? <None /> },
    {
      key: 'at',
      title: texts.at,
      width: 210,
      cell: ({ at }) => instant(at, company?.timeZone),
      sortBy: ({ at }) => at,
    },
    { key: 'actor', title: texts.by, width: 180, cell: ({ actor }) => actor },
  ];
  return (
    <DataTable
      caption={texts.said}
      columns={columns}
      rows={data}
      rowKey={({ id: key }) => key}
      error={error}
      onRetry={() => void refetch()}
      empty={<Empty title={texts.nothingSaid} hint={texts.nothingSaidHint} />}
    />
  );
}
