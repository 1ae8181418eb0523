import { Link, useLocation, useSearchParams } from 'react-router';
import type { StatementDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import styles from './Statement.module.css';

/** How to prove the figures away from here: the print, the bundle that `premia verify` reads, the hash. */
export function Proof({ statement }: { statement: StatementDto }) {
  const { statements: texts, common } = useTexts();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const { id, personnelNumber, period, hash } = statement;
  return (
    <footer className={styles.proof}>
      <Link to={`${pathname}/print?${params}`}>{common.print.open}</Link>
      <a href={`/v1/statements/${id}/bundle`} download={`premia-${personnelNumber}-${period}.json`}>
        {texts.bundle}
      </a>
      <span className="quiet hash">
        {texts.hash} {hash}
      </span>
    </footer>
  );
}
