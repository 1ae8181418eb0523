import { useQuery } from '@tanstack/react-query';
import type { AcknowledgedDto, LintFindingDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { lintQuery } from './queries.js';
import styles from './Schemes.module.css';

const MARKS: Record<string, string> = { error: '✕', warning: '⚠', hint: 'ⓘ' };

/** What lint found when the version was published, and which of it somebody accepted and why. */
export function Findings({ code, version }: { code: string; version: string }) {
  const { schemes: texts } = useTexts();
  const { data, error, refetch } = useQuery(lintQuery(code, version));
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles.waiting} aria-busy />;
  if (data.findings.length === 0) return <Empty title={texts.noFindings} hint={texts.noFindingsHint} />;
  return (
    <ul className={`bare-list ${styles.findings}`}>
      {data.findings.map((finding) => (
        <Finding
          key={finding.id}
          finding={finding}
          accepted={data.acknowledged.find((each) => each.finding === finding.id)}
        />
      ))}
    </ul>
  );
}

interface FindingProps {
  finding: LintFindingDto;
  accepted: AcknowledgedDto | undefined;
}

function Finding({ finding: { severity, text, path, line }, accepted }: FindingProps) {
  const { schemes: texts } = useTexts();
  const { instant } = useFormats();
  return (
    <li className={`${styles.finding} ${severity === 'hint' ? '' : styles.grave}`}>
      <p>
        <strong>
          <span aria-hidden>{MARKS[severity] ?? '•'}</span> {texts.severity(severity)}
        </strong>{' '}
        <span className="quiet">{texts.place(path, line)}</span>
      </p>
      <p>{text}</p>
      {accepted && (
        <p className="quiet">{texts.accepted(accepted.by, instant(accepted.at), accepted.reason)}</p>
      )}
    </li>
  );
}
