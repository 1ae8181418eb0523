import { NativeSelect, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useFormats, useTexts } from '../../i18n/index.js';
import { useTitle } from '../../ui/explain/values.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { Curve } from './Curve.js';
import { schemeText, titled } from './document.js';
import { Findings } from './Findings.js';
import { documentQuery, lintQuery, schemesQuery } from './queries.js';
import { Rules } from './Rules.js';
import styles from './Schemes.module.css';

/** A version of a scheme as a head of sales reads it: rules, findings, and the source they were published as. */
export default function SchemePage() {
  const { code = '', version = '' } = useParams();
  const { schemes: texts } = useTexts();
  const { day } = useFormats();
  const titleOf = useTitle();
  const [tab, setTab] = useUrlState('tab');
  const { data, error, refetch } = useQuery(documentQuery(code, version));
  const { data: lint } = useQuery(lintQuery(code, version));
  const scheme = useMemo(() => (data ? schemeText(data.document) : undefined), [data]);
  return (
    <Page
      title={scheme ? titleOf(titled(scheme.title), code) : code}
      beside={
        <>
          <Versions code={code} version={version} />
          {data && <span className="quiet">{texts.inForceSince(day(data.from))}</span>}
        </>
      }
    >
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={styles.waiting} aria-busy />}
      {data && scheme && (
        <Tabs
          value={tab || 'rules'}
          onChange={(next) => setTab(next === 'rules' ? null : next)}
          keepMounted={false}
        >
          <Tabs.List>
            <Tabs.Tab value="rules">{texts.tabs.rules}</Tabs.Tab>
            <Tabs.Tab value="curve">{texts.tabs.curve}</Tabs.Tab>
            <Tabs.Tab value="findings">{texts.tabs.findings(lint?.findings.length ?? 0)}</Tabs.Tab>
            <Tabs.Tab value="source">{texts.tabs.source}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="rules" className={styles.panel}>
            <Rules scheme={scheme} />
          </Tabs.Panel>
          <Tabs.Panel value="curve" className={styles.panel}>
            <Curve code={code} version={version} />
          </Tabs.Panel>
          <Tabs.Panel value="findings" className={styles.panel}>
            <Findings code={code} version={version} />
          </Tabs.Panel>
          <Tabs.Panel value="source" className={styles.panel}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
            <section className={styles.source} tabIndex={0} aria-label={texts.tabs.source}>
              <pre>{data.document}</pre>
            </section>
            <p className="quiet hash">SHA-256 {data.hash}</p>
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}

function Versions({ code, version }: { code: string; version: string }) {
  const { schemes: texts } = useTexts();
  const { data = [] } = useQuery(schemesQuery);
  const navigate = useNavigate();
  const own = data.filter(({ scheme }) => scheme === code);
  if (own.length < 2) return <span>{texts.versionNumber(version)}</span>;
  return (
    <NativeSelect
      aria-label={texts.version}
      value={version}
      onChange={({ currentTarget }) =>
        void navigate(`/schemes/${encodeURIComponent(code)}/${currentTarget.value}`)
      }
      data={own.map(({ number }) => ({ value: String(number), label: texts.versionNumber(String(number)) }))}
    />
  );
}
