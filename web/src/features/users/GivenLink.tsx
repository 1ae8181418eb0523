import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { UserLinkDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';

interface GivenLinkProps {
  given: { name: string; link: UserLinkDto } | null;
  onClose: () => void;
}

/** A link that is shown this once: by it somebody chooses a password. */
export function GivenLink({ given, onClose }: GivenLinkProps) {
  const { users: texts } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  if (!given) return null;
  const { name, link } = given;
  return (
    <Dialog title={texts.linkFor(name)} isOpen onClose={onClose}>
      <p>{texts.linkHint(instant(link.expiresAt, company?.timeZone))}</p>
      <ShownOnce value={link.link} label={texts.link} />
    </Dialog>
  );
}

/** What nobody can show again: chosen as a whole when it is reached, and copied by a button. */
export function ShownOnce({ value, label }: { value: string; label: string }) {
  const { users: texts } = useTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <>
      <Textarea
        label={label}
        readOnly
        rows={3}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      {/* browsers let nothing be copied from a page that came without TLS */}
      {window.isSecureContext && (
        <div className="line">
          <Button onClick={() => void copy()}>{texts.copy}</Button>
          <span role="status">{isCopied && texts.copied}</span>
        </div>
      )}
    </>
  );
}
