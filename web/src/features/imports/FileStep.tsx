import { Button, Checkbox, FileInput, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Given } from './given.js';
import styles from './Import.module.css';

interface FileStepProps {
  given: Given | null;
  onGiven: (given: Given) => void;
}

/** Chooses the file and the profile that says how it is read. */
export function FileStep({ given, onGiven }: FileStepProps) {
  const { imports: texts } = useTexts();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(given?.file ?? null);
  const [picked, setPicked] = useState(given?.profile ?? '');
  const [window, setWindow] = useState(given?.window ?? null);
  const { data: profiles, error } = useQuery({
    queryKey: ['mapping-profiles'],
    queryFn: ({ signal }) => answered(api.GET('/v1/mapping-profiles', { signal })),
  });
  if (error) return <ProblemBox error={error} />;
  if (!profiles) return <div aria-busy />;
  if (profiles.length === 0)
    return (
      <Empty title={texts.noProfiles} hint={texts.noProfilesHint}>
        <a href="/docs">API</a>
      </Empty>
    );
  const profile = picked || (profiles[0]?.code ?? '');
  const isWindowOpen = window !== null && !(window.from && window.until);
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    onGiven({ file, profile, window });
    void navigate('/imports/new/check');
  };
  return (
    <form className={`stack ${styles.form}`} onSubmit={goOn}>
      <FileInput
        label={texts.file}
        placeholder={texts.choose}
        description={texts.fileHint}
        accept=".csv,.txt,.xlsx,text/csv"
        clearable
        clearButtonProps={{ 'aria-label': texts.without }}
        value={file}
        onChange={setFile}
      />
      <NativeSelect
        label={texts.profile}
        description={texts.profileHint}
        value={profile}
        onChange={({ currentTarget }) => setPicked(currentTarget.value)}
        data={profiles.map(({ code }) => code)}
      />
      <ProfileText code={profile} />
      <Window window={window} onChange={setWindow} />
      <div className="line">
        <Button type="submit" disabled={!file || isWindowOpen}>
          {texts.toCheck}
        </Button>
        {!file && <span className="quiet">{texts.fileFirst}</span>}
      </div>
    </form>
  );
}

function ProfileText({ code }: { code: string }) {
  const { imports: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['mapping-profiles', code],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/mapping-profiles/{code}', { params: { path: { code } }, signal })),
    enabled: isOpen,
  });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.profileText}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
      <pre className={styles.document} tabIndex={0}>
        {data?.document}
      </pre>
    </details>
  );
}

interface WindowProps {
  window: Given['window'];
  onChange: (window: Given['window']) => void;
}

/** Days for which the file is all there is: what it does not have is withdrawn. */
function Window({ window, onChange }: WindowProps) {
  const { imports: texts } = useTexts();
  return (
    <>
      <Checkbox
        label={texts.window}
        description={texts.windowHint}
        checked={window !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? { from: '', until: '' } : null)}
      />
      {window && (
        <div className="line">
          <TextInput
            type="date"
            label={texts.windowFrom}
            value={window.from}
            onChange={({ currentTarget }) => onChange({ ...window, from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={texts.windowUntil}
            value={window.until}
            onChange={({ currentTarget }) => onChange({ ...window, until: currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}
