import { Checkbox, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api, once } from '../../api/client.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Form } from '../../ui/Form.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { periodsQuery, readExportsAnew, useTeamTitles } from './queries.js';

interface NewExportProps {
  isOpen: boolean;
  onClose: () => void;
  /** Chosen on the page; empty: the newest. */
  period: string;
}

/** Exports what is approved of a month, of all its teams or of some. */
export function NewExport({ isOpen, onClose, period }: NewExportProps) {
  const { exports: texts } = useTexts();
  return (
    <Dialog title={texts.create} isOpen={isOpen} onClose={onClose}>
      <NewExportForm onClose={onClose} period={period} />
    </Dialog>
  );
}

function NewExportForm({ onClose, period: chosen }: Omit<NewExportProps, 'isOpen'>) {
  const { exports: texts } = useTexts();
  const formats = useFormats();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const { data: periods } = useQuery(periodsQuery);
  const [picked, setPicked] = useState(chosen);
  const [teams, setTeams] = useState<readonly string[]>([]);
  const [leaveOutIncomplete, setLeaveOut] = useState(false);
  const period = picked || periods?.[0] || '';
  const making = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/exports', {
          headers: once(key),
          body: {
            period,
            ...(teams.length ? { teams: [...teams] } : {}),
            ...(leaveOutIncomplete ? { leaveOutIncomplete } : {}),
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await readExportsAnew();
      await navigate(`/exports/${id}`);
    },
  });
  return (
    <Form
      sending={making}
      action={texts.createVerb}
      isUnfinished={!period}
      onSend={making.mutate}
      onClose={onClose}
    >
      <p className="quiet">{texts.createHint}</p>
      <NativeSelect
        label={texts.period}
        value={period}
        onChange={({ currentTarget }) => {
          setPicked(currentTarget.value);
          setTeams([]);
        }}
        data={(periods ?? []).map((code) => ({ value: code, label: formats.period(code) }))}
      />
      {period && <Teams period={period} chosen={teams} onChange={setTeams} />}
      <Checkbox
        label={texts.leaveOut}
        checked={leaveOutIncomplete}
        onChange={({ currentTarget }) => setLeaveOut(currentTarget.checked)}
      />
    </Form>
  );
}

interface TeamsProps {
  period: string;
  chosen: readonly string[];
  onChange: (teams: string[]) => void;
}

/** Teams of the month with their states: only those approved can be exported. */
function Teams({ period, chosen, onChange }: TeamsProps) {
  const { exports: texts } = useTexts();
  const { data } = useQuery({
    queryKey: ['periods', period, 'reviews'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/periods/{code}/reviews', { params: { path: { code: period } }, signal })),
  });
  const titleOf = useTeamTitles();
  const reviews = data?.reviews ?? [];
  return (
    <Checkbox.Group label={texts.teams} description={texts.teamsHint} value={[...chosen]} onChange={onChange}>
      <div className="stack" style={{ gap: 8, marginTop: 8 }}>
        {reviews.map(({ team, state }) =>
          team === null ? null : (
            <Checkbox
              key={team}
              value={team}
              disabled={state !== 'approved'}
              label={
                <>
                  {titleOf(team)} <PeriodState state={data?.state === 'closed' ? 'closed' : state} />
                </>
              }
            />
          ),
        )}
      </div>
    </Checkbox.Group>
  );
}
