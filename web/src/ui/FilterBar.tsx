import { CloseButton, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n/index.js';
import styles from './FilterBar.module.css';
import { onShortcut } from './shortcuts.js';
import { useUrlState } from './url-state.js';

const PAUSE_MS = 150;

interface FilterBarProps {
  /** What is looked for, such as names. */
  label?: string;
  /** Name in the address. */
  name?: string;
  /** Further filters: `FilterToggle`s, selects. */
  children?: ReactNode;
  /** Beside: how many rows are left. */
  beside?: ReactNode;
}

/** A text filter kept in the address (`?q=`), reached by `/`, and further filters beside it. */
export function FilterBar({ label, name = 'q', children, beside }: FilterBarProps) {
  const { common } = useTexts();
  const [typed, setTyped] = useTyped(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => onShortcut('/', () => input.current?.focus()), []);
  return (
    <search className={styles.bar}>
      <TextInput
        ref={input}
        className={styles.text}
        type="search"
        aria-label={label ?? common.table.filter}
        placeholder={label ?? common.table.filter}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        rightSection={
          typed && (
            <CloseButton size="sm" aria-label={common.table.clearFilter} onClick={() => setTyped('')} />
          )
        }
      />
      {children}
      {beside && (
        <span className="quiet push" role="status">
          {beside}
        </span>
      )}
    </search>
  );
}

/**
 * What is typed, and the same in the address: a single key at once, held ones with pauses, since browsers take only so many
 * changes of the address in a while. What comes back from the address is not taken for what somebody typed meanwhile.
 */
function useTyped(name: string): [string, (typed: string) => void] {
  const [kept, keep] = useUrlState(name);
  const [typed, setTyped] = useState(kept);
  /** What was put into the address, from what it was last seen to be on. */
  const sent = useRef([kept]);
  const sentAtMs = useRef(0);
  useEffect(() => {
    const place = sent.current.indexOf(kept);
    sent.current = place >= 0 ? sent.current.slice(place) : [kept];
    if (place < 0) setTyped(kept);
  }, [kept]);
  useEffect(() => {
    if (typed === sent.current.at(-1)) return;
    const waitMs = Math.max(0, sentAtMs.current + PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      sent.current.push(typed);
      sentAtMs.current = performance.now();
      keep(typed);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [typed, keep]);
  return [typed, setTyped];
}

/** A filter that is on or off, kept in the address as `?name=1`. */
export function FilterToggle({ name, children }: { name: string; children: ReactNode }) {
  const [kept, keep] = useUrlState(name);
  return (
    <button
      type="button"
      className="pill"
      aria-pressed={kept === '1'}
      onClick={() => keep(kept === '1' ? null : '1')}
    >
      {children}
    </button>
  );
}

/** Whether a text holds all words of a filter, in any case; ё is found by е. */
export function matches(filter: string, ...texts: (string | null | undefined)[]): boolean {
  const whole = plain(texts.join(' '));
  return plain(filter)
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

const plain = (text: string) => text.toLocaleLowerCase().replaceAll('ё', 'е');
