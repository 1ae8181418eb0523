import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { queries } from '../../api/queries.js';
import type { AbsenceDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { managersQuery } from './queries.js';

interface NewAbsenceProps {
  isOpen: boolean;
  onClose: () => void;
}

export function NewAbsence({ isOpen, onClose }: NewAbsenceProps) {
  const { attendance: texts } = useTexts();
  return (
    <Dialog title={texts.add} isOpen={isOpen} onClose={onClose}>
      <AbsenceForm onClose={onClose} />
    </Dialog>
  );
}

function AbsenceForm({ onClose }: { onClose: () => void }) {
  const { attendance: texts, common } = useTexts();
  const { compare } = useFormats();
  const [key] = useState(() => crypto.randomUUID());
  const [given, setGiven] = useState({ manager: '', kind: 'vacation', from: '', until: '' });
  const ids = { manager: useId(), kind: useId(), from: useId(), until: useId() };
  const { data: managers } = useQuery(managersQuery);
  const adding = useMutation({
    mutationFn: () => answered(api.POST('/v1/attendance', { headers: once(key), body: bodyOf(given) })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['attendance'] });
      onClose();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate();
  };
  const field = (name: keyof typeof given) => ({
    id: ids[name],
    label: texts[name],
    value: given[name],
    error: adding.error instanceof Problem ? adding.error.expectedOf(name) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setGiven((now) => ({ ...now, [name]: value }));
    },
  });
  const byName = [...(managers ?? [])].sort((a, b) => compare(a.name, b.name));
  return (
    <form className="stack" onSubmit={send} noValidate>
      {adding.error && <ProblemBox error={adding.error} fields={ids} takesFocus />}
      <NativeSelect
        {...field('manager')}
        data={[
          { value: '', label: texts.choose },
          ...byName.map(({ personnelNumber, name }) => ({
            value: personnelNumber,
            label: `${name} (${personnelNumber})`,
          })),
        ]}
      />
      <NativeSelect
        {...field('kind')}
        data={Object.entries(texts.kinds).map(([value, label]) => ({ value, label }))}
      />
      <TextInput {...field('from')} type="date" />
      <TextInput {...field('until')} type="date" description={texts.untilHint} />
      <p className="quiet">{texts.draftsHint}</p>
      <div className="line">
        <Button type="submit" loading={adding.isPending} disabled={!given.manager || !given.from}>
          {texts.save}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}

const bodyOf = ({
  until,
  kind,
  ...given
}: Record<'manager' | 'kind' | 'from' | 'until', string>): AbsenceDto => ({
  ...given,
  kind: kind as AbsenceDto['kind'],
  ...(until ? { until } : {}),
});
