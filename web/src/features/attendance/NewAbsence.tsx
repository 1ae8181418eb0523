import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { AbsenceDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Form } from '../../ui/Form.js';
import { useFields } from '../../ui/fields.js';
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
  const { attendance: texts } = useTexts();
  const { compare } = useFormats();
  const [key] = useState(() => crypto.randomUUID());
  const { given, ids, fieldOf } = useFields({ manager: '', kind: 'vacation', from: '', until: '' }, texts);
  const { data: managers } = useQuery(managersQuery);
  const adding = useMutation({
    mutationFn: () => answered(api.POST('/v1/attendance', { headers: once(key), body: bodyOf(given) })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['attendance'] });
      onClose();
    },
  });
  const field = (name: keyof typeof given) => fieldOf(name, adding.error);
  const byName = [...(managers ?? [])].sort((a, b) => compare(a.name, b.name));
  return (
    <Form
      sending={adding}
      fields={ids}
      action={texts.save}
      isUnfinished={!given.manager || !given.from}
      onSend={adding.mutate}
      onClose={onClose}
    >
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
    </Form>
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
