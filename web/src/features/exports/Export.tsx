import { Button, Tabs } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { answered, api, once } from '../../api/client.js';
import type { ExportDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Count, Money } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { Stats } from '../../ui/Stats.js';
import { useUrlState } from '../../ui/url-state.js';
import { Acknowledgements } from './Acknowledgements.js';
import { readExportsAnew } from './queries.js';
import { Rows } from './Rows.js';
import type { RowState } from './States.js';

/** One export: its files, its rows, and what the payroll system says of them. */
export default function Export() {
  const { id = '' } = useParams();
  const { common, exports: texts } = useTexts();
  const formats = useFormats();
  const [tab, setTab] = useUrlState('tab');
  const { data, error, refetch } = useQuery({
    queryKey: ['exports', id],
    queryFn: ({ signal }) => answered(api.GET('/v1/exports/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <Page
      title={texts.exportNumber(id)}
      beside={
        <>
          {data && <span>{formats.period(data.period)}</span>}
          <Link to="/exports">{common.back}</Link>
        </>
      }
      action={data && <Cancel of={data} />}
    >
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div aria-busy />}
      {data && (
        <>
          <Summary of={data} />
          <Files of={data} />
          <Tabs
            value={tab || 'rows'}
            onChange={(next) => setTab(next === 'rows' ? null : next)}
            keepMounted={false}
          >
            <Tabs.List>
              <Tabs.Tab value="rows">{texts.rowsTab}</Tabs.Tab>
              <Tabs.Tab value="said">{texts.said}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="rows" pt={16}>
              <Rows of={data} />
            </Tabs.Panel>
            <Tabs.Panel value="said" pt={16}>
              <Acknowledgements id={id} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Page>
  );
}

function Summary({ of }: { of: ExportDto }) {
  const { exports: texts, common } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const at = (moment: string) => instant(moment, company?.timeZone);
  return (
    <>
      {of.cancelledAt && (
        <p role="status">
          <strong>{texts.cancelledBy(of.cancelledBy ?? '', at(of.cancelledAt))}</strong> {of.cancelReason}
        </p>
      )}
      <Stats
        stats={[
          {
            label: texts.total,
            value: <Money value={of.total} currency={of.currency} />,
            note: texts.gross,
            isMain: true,
          },
          ...of.states.map(({ state, rows, amount }) => ({
            label: texts.states[state as RowState],
            value: <Count value={rows} />,
            note: <Money value={amount} currency={of.currency} />,
          })),
        ]}
      />
      <p className="quiet">
        {texts.madeBy(of.createdBy, at(of.createdAt))} {common.table.rows(of.rows)}.
        {of.leftOut.length > 0 && ` ${texts.leftOut(of.leftOut.join(', '))}`}
      </p>
    </>
  );
}

/** The very bytes made with the export. */
function Files({ of: { id, files, period } }: { of: ExportDto }) {
  const { exports: texts } = useTexts();
  const { language } = useFormats();
  const ORDER = ['xlsx', 'csv', 'json'];
  const ordered = [...files].sort((a, b) => ORDER.indexOf(a.format) - ORDER.indexOf(b.format));
  return (
    <div className="line">
      <span>{texts.download}</span>
      {ordered.map(({ format, hash }) => (
        <Button
          key={format}
          component="a"
          variant="default"
          href={`/v1/exports/${id}/file?format=${format}`}
          download
          title={`SHA-256 ${hash}`}
        >
          {format.toUpperCase()}
        </Button>
      ))}
      <a href={`/v1/periods/${period}/pay-sheet?language=${language}`} download>
        {texts.paySheet}
      </a>
    </div>
  );
}

/** Takes the export back, while nothing of it is paid. */
function Cancel({ of: { id, cancelledAt, states } }: { of: ExportDto }) {
  const { exports: texts } = useTexts();
  const { role } = useSession();
  const [key] = useState(() => crypto.randomUUID());
  const [isOpen, setOpen] = useState(false);
  const cancelling = useMutation({
    mutationFn: (reason: string) =>
      answered(
        api.POST('/v1/exports/{id}/cancel', {
          params: { path: { id } },
          headers: once(key),
          body: { reason },
        }),
      ),
    onSuccess: async () => {
      await readExportsAnew();
      setOpen(false);
    },
  });
  if (cancelledAt || role !== 'hr') return null;
  if (states.some(({ state }) => state === 'paid'))
    return <span className="quiet">{texts.cancelNotPaid}</span>;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {texts.cancel}
      </Button>
      <ReasonDialog
        title={texts.cancel}
        action={texts.cancel}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        isPending={cancelling.isPending}
        error={cancelling.error}
        onSend={(reason) => cancelling.mutate(reason)}
      >
        <p>{texts.cancelHint}</p>
      </ReasonDialog>
    </>
  );
}
