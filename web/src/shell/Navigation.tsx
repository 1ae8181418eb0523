import { Link, useLocation } from 'react-router';
import type { Role } from '../api/session.js';
import { useTexts } from '../i18n/index.js';
import { type Entry, entriesOf, entryAt } from './navigation.js';
import styles from './Shell.module.css';

/** On a telephone's bar stand at most so many; further ones behind «more». */
const BAR_MAX = 4;

export function Navigation({ role }: { role: Role }) {
  const { common } = useTexts();
  const { pathname } = useLocation();
  const entries = entriesOf(role);
  const here = entryAt(entries, pathname);
  if (entries.length === 0) return null;
  const isMore = entries.length > BAR_MAX;
  const first = entries.slice(0, isMore ? BAR_MAX - 1 : BAR_MAX);
  const rest = entries.slice(first.length);
  return (
    <nav aria-label={common.navigation} className={`${styles.navigation} not-printed`}>
      {first.map((entry) => (
        <Item key={entry.to} entry={entry} isHere={entry === here} />
      ))}
      <div className={styles.rest}>
        {rest.map((entry) => (
          <Item key={entry.to} entry={entry} isHere={entry === here} />
        ))}
      </div>
      {isMore && (
        // closes when a page behind it was chosen
        <details key={pathname} className={styles.more}>
          <summary>{common.more}</summary>
          <div className={styles.moreList}>
            {rest.map((entry) => (
              <Item key={entry.to} entry={entry} isHere={entry === here} />
            ))}
          </div>
        </details>
      )}
    </nav>
  );
}

function Item({ entry, isHere }: { entry: Entry; isHere: boolean }) {
  const { common } = useTexts();
  return (
    <Link to={entry.to} aria-current={isHere ? 'page' : undefined} className={styles.item}>
      {common.nav[entry.label]}
    </Link>
  );
}
