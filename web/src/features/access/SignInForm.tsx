import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { useTexts } from '../../i18n/index.js';
import { ProblemBox } from '../../ui/ProblemBox.js';

interface SignInFormProps {
  /** Who signs in again, where that is known. */
  email?: string | undefined;
  onDone: () => void;
}

export function SignInForm({ email: known, onDone }: SignInFormProps) {
  const { access } = useTexts();
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [emailId, passwordId] = [useId(), useId()];
  const signing = useMutation({
    mutationFn: () => answered(api.POST('/v1/session', { body: { email, password } })),
    onSuccess: onDone,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    signing.mutate();
  };
  const problem = signing.error instanceof Problem ? signing.error : undefined;
  return (
    <form className="stack" onSubmit={send} noValidate>
      {signing.error && (
        <ProblemBox error={signing.error} fields={{ email: emailId, password: passwordId }} takesFocus />
      )}
      <TextInput
        id={emailId}
        label={access.email}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        readOnly={known !== undefined}
        value={email}
        error={problem?.expectedOf('email')}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <PasswordInput
        id={passwordId}
        label={access.password}
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus={known === undefined ? undefined : true}
        value={password}
        error={problem?.expectedOf('password')}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <Button type="submit" loading={signing.isPending}>
        {access.signIn}
      </Button>
    </form>
  );
}
