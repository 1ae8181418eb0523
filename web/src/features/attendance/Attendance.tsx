import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { AbsenceRecordDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Empty } from '../../ui/Empty.js';
import { FilterBar, matches } from '../../ui/FilterBar.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { NewAbsence } from './NewAbsence.js';
import { absencesQuery, managersQuery } from './queries.js';

/** Absences by managers; they make the month's pay less, in proportion to the norm days. */
export default function Attendance() {
  const { attendance: texts, common } = useTexts();
  const [filter, setFilter] = useUrlState('q');
  const [isOpen, setOpen] = useState(false);
  const [withdrawn, setWithdrawn] = useState<AbsenceRecordDto | null>(null);
  const { data, error, refetch } = useQuery(absencesQuery);
  const { data: managers } = useQuery(managersQuery);
  const names = new Map(managers?.map(({ personnelNumber, name }) => [personnelNumber, name]));
  const nameOf = (manager: string) => names.get(manager) ?? manager;
  const rows = data?.filter(({ manager, kind }) =>
    matches(filter, nameOf(manager), manager, texts.kinds[kind]),
  );
  return (
    <Page title={texts.title} action={<Button onClick={() => setOpen(true)}>{texts.add}</Button>}>
      <FilterBar
        label={texts.find}
        beside={filter && rows && data ? common.table.of(rows.length, data.length) : undefined}
      />
      <DataTable
        caption={texts.title}
        columns={useColumns(nameOf, setWithdrawn)}
        rows={rows}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
        onClearFilter={filter ? () => setFilter(null) : undefined}
        empty={<Empty title={texts.nothing} hint={texts.nothingHint} />}
      />
      <NewAbsence isOpen={isOpen} onClose={() => setOpen(false)} />
      <Withdrawal
        of={withdrawn}
        name={withdrawn ? nameOf(withdrawn.manager) : ''}
        onClose={() => setWithdrawn(null)}
      />
    </Page>
  );
}

function useColumns(
  nameOf: (manager: string) => string,
  onWithdraw: (absence: AbsenceRecordDto) => void,
): Column<AbsenceRecordDto>[] {
  const { attendance: texts } = useTexts();
  const { day } = useFormats();
  return [
    {
      key: 'manager',
      title: texts.manager,
      width: 240,
      card: 'head',
      cell: ({ manager }) => (
        <>
          {nameOf(manager)} <span className="quiet">{manager}</span>
        </>
      ),
      sortBy: ({ manager }) => nameOf(manager),
    },
    {
      key: 'kind',
      title: texts.kind,
      width: 220,
      cell: ({ kind }) => texts.kinds[kind],
      sortBy: ({ kind }) => texts.kinds[kind],
    },
    { key: 'from', title: texts.from, width: 180, cell: ({ from }) => day(from), sortBy: ({ from }) => from },
    {
      key: 'until',
      title: texts.until,
      width: 180,
      cell: ({ until }) => (until ? day(until) : texts.noEnd),
      sortBy: ({ until }) => until ?? null,
    },
    {
      key: 'withdraw',
      title: texts.steps,
      width: 120,
      cell: (absence) => (
        <Button size="xs" variant="default" onClick={() => onWithdraw(absence)}>
          {texts.withdraw}
        </Button>
      ),
    },
  ];
}

interface WithdrawalProps {
  of: AbsenceRecordDto | null;
  name: string;
  onClose: () => void;
}

function Withdrawal({ of, name, onClose }: WithdrawalProps) {
  const { attendance: texts, common } = useTexts();
  const { day } = useFormats();
  const withdrawing = useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/v1/attendance/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['attendance'] });
      onClose();
    },
  });
  if (!of) return null;
  return (
    <Dialog title={texts.withdrawTitle} isOpen onClose={onClose}>
      {withdrawing.error && <ProblemBox error={withdrawing.error} takesFocus />}
      <p>
        {name}: {texts.kinds[of.kind]}, {texts.fromDay(day(of.from))}
      </p>
      <p className="quiet">{texts.draftsHint}</p>
      <div className="line">
        <Button loading={withdrawing.isPending} onClick={() => withdrawing.mutate(of.id)}>
          {texts.withdraw}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
