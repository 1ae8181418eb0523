import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../api/problem.js';
import { useTexts } from '../../i18n/index.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import styles from './Audit.module.css';
import { FILTERS, type Filter } from './filters.js';

const idOf = (name: Filter) => `audit-${name}`;
const IDS = Object.fromEntries(FILTERS.map((name) => [name, idOf(name)]));

interface SearchProps {
  asked: Record<Filter, string>;
  error: Error | null;
  onSearch: (typed: Record<Filter, string>) => void;
}

/** Looks for entries: by whom, what, done to what, when. */
export function Search({ asked, error, onSearch }: SearchProps) {
  const { audit: texts } = useTexts();
  const [typed, setTyped] = useState(asked);
  const problem = error instanceof Problem ? error : undefined;
  const field = (name: Filter) => ({
    id: idOf(name),
    label: texts.filters[name],
    value: typed[name],
    error: problem?.expectedOf(name),
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setTyped((now) => ({ ...now, [name]: value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed);
  };
  const actions = Object.entries(texts.actions).map(([value, label]) => ({ value, label }));
  return (
    <search>
      <form className={styles.search} onSubmit={submit} noValidate>
        <TextInput {...field('actor')} autoComplete="off" />
        <NativeSelect {...field('action')} data={[{ value: '', label: texts.any }, ...actions]} />
        <TextInput {...field('kind')} autoComplete="off" placeholder="adjustments" />
        <TextInput {...field('object')} autoComplete="off" />
        <TextInput {...field('from')} type="date" />
        <TextInput {...field('until')} type="date" />
        <Button type="submit">{texts.search}</Button>
      </form>
      {problem?.details?.fields && <ProblemBox error={problem} fields={IDS} />}
    </search>
  );
}
