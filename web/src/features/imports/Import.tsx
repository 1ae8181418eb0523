import { useState } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import { useTexts } from '../../i18n/index.js';
import { Page } from '../../ui/Page.js';
import { CheckStep } from './CheckStep.js';
import { FileStep } from './FileStep.js';
import type { Given } from './given.js';
import styles from './Import.module.css';
import { ProgressStep } from './ProgressStep.js';

const STEPS = ['file', 'check', 'result'] as const;

/** A file on its way in: chosen, looked at, taken. Until it is taken the file is held here and nothing is changed. */
export default function Import() {
  const { id = '', step = '' } = useParams();
  const { common, imports: texts } = useTexts();
  const [given, setGiven] = useState<Given | null>(null);
  const isNew = id === 'new';
  if (isNew && step !== 'file' && !given) return <Navigate to="/imports/new/file" replace />;
  const here = isNew ? step : 'result';
  return (
    <Page title={texts.start} beside={<Link to="/imports">{common.back}</Link>}>
      <ol className={`bare-list ${styles.steps}`}>
        {STEPS.map((name) => (
          <li key={name} aria-current={name === here ? 'step' : undefined}>
            {texts.steps[name]}
          </li>
        ))}
      </ol>
      {here === 'file' && <FileStep given={given} onGiven={setGiven} />}
      {here === 'check' && given && <CheckStep given={given} />}
      {here === 'result' && <ProgressStep id={id} given={given} />}
    </Page>
  );
}
