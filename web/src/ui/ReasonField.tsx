import { Textarea } from '@mantine/core';
import { Problem } from '../api/problem.js';
import { useTexts } from '../i18n/index.js';

interface ReasonFieldProps {
  id: string;
  value: string;
  /** Of the mutation that sends it. */
  error: Error | null;
  onChange: (reason: string) => void;
}

/** The reason that a step needs. */
export function ReasonField({ id, value, error, onChange }: ReasonFieldProps) {
  const { common } = useTexts();
  return (
    <Textarea
      id={id}
      label={common.reason}
      rows={3}
      value={value}
      error={error instanceof Problem ? error.expectedOf('reason') : undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
