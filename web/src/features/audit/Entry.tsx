import type { AuditEventDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { None } from '../../ui/Figures.js';
import styles from './Audit.module.css';
import { changesOf } from './changes.js';

/** One entry with everything the log has of it. */
export function Entry({ entry, onClose }: { entry: AuditEventDto | undefined; onClose: () => void }) {
  const { audit: texts } = useTexts();
  return (
    <Dialog title={texts.number(entry?.number ?? '')} isOpen={entry !== undefined} onClose={onClose}>
      {entry && <Content entry={entry} />}
    </Dialog>
  );
}

function Content({ entry }: { entry: AuditEventDto }) {
  const { audit: texts } = useTexts();
  const { instant } = useFormats();
  const { at, actor, action, kind, object, via, address, request, hash } = entry;
  const facts = [
    [texts.when, instant(at)],
    [texts.who, actor],
    [texts.what, `${texts.actions[action as keyof typeof texts.actions] ?? action} ${kind} ${object ?? ''}`],
    [texts.via, via],
    [texts.address, address],
    [texts.request, request],
    ['SHA-256', hash],
  ] as const;
  const changes = changesOf(entry);
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd>{value ?? <None />}</dd>
          </div>
        ))}
      </dl>
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        <section className={styles.scroll} tabIndex={0} aria-label={texts.changed}>
          <table className={styles.changes}>
            <thead>
              <tr>
                <th scope="col">{texts.field}</th>
                <th scope="col">{texts.before}</th>
                <th scope="col">{texts.after}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ name, before, after }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{before ?? <None />}</td>
                  <td>{after ?? <None />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
