import { Link } from 'react-router';
import { signOut, useSession } from '../api/session.js';
import { useTexts } from '../i18n/index.js';
import styles from './Shell.module.css';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { common } = useTexts();
  const { name, role } = useSession();
  return (
    <div className={styles.user}>
      <Link to="/me/sessions" className={styles.who}>
        {name} <span className="quiet">{common.roles[role]}</span>
      </Link>
      <button
        type="button"
        className={styles.tool}
        onClick={() => void signOut().then(() => window.location.assign('/'))}
      >
        {common.signOut}
      </button>
    </div>
  );
}
