import { Link } from 'react-router';
import type { PayrollRowDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { isWarned } from './columns.js';

/** What is still worth a look before approval, by name. */
export function OpenWarnings({ items }: { items: readonly PayrollRowDto[] }) {
  const { months } = useTexts();
  const warned = items.filter(isWarned);
  return (
    <section className="stack">
      <h2>{months.approve.warnings}</h2>
      {warned.length === 0 ? (
        <p className="quiet">{months.approve.noWarnings}</p>
      ) : (
        <ul>
          {warned.map(({ statementId, name, warnings }) => (
            <li key={statementId}>
              <Link to={`/statements/${statementId}`}>{name}</Link>
              {': '}
              {warnings
                .filter(({ level }) => level === 'warning')
                .map(({ text }) => text)
                .join('. ')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
