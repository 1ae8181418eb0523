import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A part of the page's state that lives in the address, so that a link shows the same. Changing it adds no entry to the
 * history; empty or null takes it out.
 */
export function useUrlState(name: string): [value: string, set: (value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string | null) =>
      setParams(
        () => {
          // what was rendered last may be behind another change that is on its way
          const next = new URLSearchParams(window.location.search);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [name, setParams],
  );
  return [params.get(name) ?? '', set];
}

/** A set in the address, such as the nodes that are open. */
export function useUrlSet(name: string): [values: ReadonlySet<string>, toggle: (value: string) => void] {
  const [text, set] = useUrlState(name);
  const values = new Set(text ? text.split(',') : []);
  const toggle = (value: string) => {
    const next = new Set(values);
    if (!next.delete(value)) next.add(value);
    set([...next].join(','));
  };
  return [values, toggle];
}
