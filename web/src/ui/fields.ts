import { useId, useState } from 'react';
import { Problem } from '../api/problem.js';

interface Fields<Given> {
  given: Given;
  /** Ids of the fields by the API's names, for `ProblemBox`. */
  ids: Record<keyof Given & string, string>;
  /** Properties of a field: what is typed, and what the service says of it. */
  fieldOf: (
    name: keyof Given & string,
    error: Error | null,
  ) => {
    id: string;
    label: string;
    value: string;
    error: string | undefined;
    onChange: (event: { currentTarget: { value: string } }) => void;
  };
}

/** What is typed into a form whose fields are called as in the API; titles by the same names. */
export function useFields<Given extends Record<string, string>>(
  first: Given,
  titles: Readonly<Record<keyof Given, string>>,
): Fields<Given> {
  const id = useId();
  const [given, setGiven] = useState(first);
  const ids = Object.fromEntries(Object.keys(first).map((name) => [name, `${id}${name}`]));
  return {
    given,
    ids: ids as Fields<Given>['ids'],
    fieldOf: (name, error) => ({
      id: `${id}${name}`,
      label: titles[name],
      value: given[name]!,
      error: error instanceof Problem ? error.expectedOf(name) : undefined,
      onChange: ({ currentTarget: { value } }) => setGiven((now) => ({ ...now, [name]: value })),
    }),
  };
}
