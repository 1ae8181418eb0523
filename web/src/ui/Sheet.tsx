import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useTexts } from '../i18n/index.js';
import { Page } from './Page.js';
import styles from './Sheet.module.css';

interface SheetProps {
  title: string;
  about?: string;
  beside?: ReactNode;
  layout?: 'portrait' | 'landscape';
  /** Whether there is something to print by now. */
  isReady: boolean;
  children: ReactNode;
}

/** What is made for paper, light on every screen; stands at the address of what it prints with `/print` after it. */
export function Sheet({ layout = 'portrait', isReady, children, ...page }: SheetProps) {
  const { common } = useTexts();
  const { search } = useLocation();
  return (
    <div className={`sheet ${styles[layout]}`}>
      <Page
        {...page}
        action={
          <div className="line not-printed">
            <Button disabled={!isReady} onClick={() => window.print()}>
              {common.print.now}
            </Button>
            <Link to={{ pathname: '..', search }} relative="path">
              {common.back}
            </Link>
          </div>
        }
      >
        {children}
      </Page>
    </div>
  );
}
