import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../i18n/index.js';
import { useArrival } from './arrival.js';
import styles from './Page.module.css';

interface PageProps {
  title: string;
  /** What the title is of, where that stands beside it already: for the window's title and for who does not see it. */
  about?: string;
  /** Beside the title: state, period, whose. */
  beside?: ReactNode;
  /** The next step. */
  action?: ReactNode;
  children: ReactNode;
}

/** A page: its heading and what is on it. */
export function Page({ title, about, beside, action, children }: PageProps) {
  const { common } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, about, common.product].filter(Boolean).join(' – ');
  }, [title, about, common]);
  useArrival(heading);
  return (
    <div className="stack">
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
          {about && <span className="unseen">, {about}</span>}
        </h1>
        {beside}
        {action && <div className="push">{action}</div>}
      </header>
      {children}
    </div>
  );
}
