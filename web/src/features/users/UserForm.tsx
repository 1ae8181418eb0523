import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { UserDto, UserLinkDto, UserSettingsDto } from '../../api/schema.js';
import type { Role } from '../../api/session.js';
import { useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Form } from '../../ui/Form.js';
import { useFields } from '../../ui/fields.js';

interface UserFormProps {
  /** Whom it is of; null: it is closed. */
  of: UserDto | 'new' | null;
  onClose: () => void;
  /** Of an invitation its link, which is shown once. */
  onInvited: (name: string, link: UserLinkDto) => void;
}

const ROLES: readonly Role[] = ['manager', 'head', 'hr', 'auditor', 'admin'];
/** Roles of people whom the service knows as managers. */
const MANAGERS: readonly string[] = ['manager', 'head'];

/** Invites somebody, or changes name, role and language. */
export function UserForm({ of, onClose, onInvited }: UserFormProps) {
  const { users: texts } = useTexts();
  if (!of) return null;
  return (
    <Dialog title={of === 'new' ? texts.invite : `${texts.change}: ${of.name}`} isOpen onClose={onClose}>
      <Fields user={of === 'new' ? null : of} onClose={onClose} onInvited={onInvited} />
    </Dialog>
  );
}

type FieldsProps = Omit<UserFormProps, 'of'> & { user: UserDto | null };

function Fields({ user, onClose, onInvited }: FieldsProps) {
  const { users: texts, common } = useTexts();
  const [key] = useState(() => crypto.randomUUID());
  const { given, ids, fieldOf } = useFields(
    {
      email: user?.email ?? '',
      name: user?.name ?? '',
      role: user?.role ?? 'manager',
      manager: user?.manager ?? '',
      language: user?.language ?? 'ru',
    },
    texts,
  );
  const needsManager = MANAGERS.includes(given.role);
  const settings: UserSettingsDto = {
    name: given.name,
    role: given.role as Role,
    language: given.language as 'en' | 'ru',
    ...(needsManager && given.manager ? { manager: given.manager } : {}),
  };
  const saving = useMutation({
    mutationFn: async () => {
      if (user)
        await answered(api.PUT('/v1/users/{id}', { params: { path: { id: user.id } }, body: settings }));
      else {
        const body = { ...settings, email: given.email };
        const invited = await answered(api.POST('/v1/users', { headers: once(key), body }));
        onInvited(invited.name, invited.invitation);
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      if (user) onClose();
    },
  });
  const field = (name: keyof typeof given) => fieldOf(name, saving.error);
  return (
    <Form
      sending={saving}
      fields={ids}
      action={user ? common.save : texts.inviteVerb}
      onSend={saving.mutate}
      onClose={onClose}
    >
      {!user && <TextInput {...field('email')} type="email" autoComplete="off" />}
      <TextInput {...field('name')} autoComplete="off" />
      <NativeSelect
        {...field('role')}
        data={ROLES.map((role) => ({ value: role, label: common.roles[role] }))}
      />
      {needsManager && <TextInput {...field('manager')} description={texts.managerHint} autoComplete="off" />}
      <NativeSelect
        {...field('language')}
        data={[
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
    </Form>
  );
}
