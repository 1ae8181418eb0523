import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { StatementDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { AdjustmentForm } from './AdjustmentForm.js';
import styles from './Statement.module.css';

const OPEN_STATES: ReadonlySet<string> = new Set(['calculated', 'in_review']);

/** The way to add an adjustment; where there is none it says why. */
export function Adjust({ statement }: { statement: StatementDto }) {
  const { statements: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const why = useId();
  const mayBeAdjusted = OPEN_STATES.has(statement.state);
  return (
    <>
      <Button
        variant="default"
        aria-disabled={!mayBeAdjusted}
        data-disabled={!mayBeAdjusted || undefined}
        aria-describedby={mayBeAdjusted ? undefined : why}
        onClick={() => mayBeAdjusted && setOpen(true)}
      >
        {texts.adjustments.adjust}
      </Button>
      {!mayBeAdjusted && (
        <span id={why} className={`quiet ${styles.why}`}>
          {texts.adjustments.fixed}
        </span>
      )}
      <Dialog
        title={texts.adjustments.titleOf(statement.name)}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <AdjustmentForm statement={statement} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
