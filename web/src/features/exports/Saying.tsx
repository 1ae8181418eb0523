import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import type { ExportDto, ExportRowDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { readExportsAnew } from './queries.js';

/** States that the payroll system can still say something of. */
export const UNDECIDED = ['sent', 'accepted'];
/** Rows of one request at most. */
export const AT_ONCE = 1_000;

/** Rows chosen to be acknowledged, by their numbers. */
export interface Choice {
  chosen: ReadonlySet<number>;
  onChoose: (rows: ReadonlySet<number>) => void;
}

/** What is said of the rows chosen. */
export function Saying({ of, rows, chosen, onChoose }: Choice & { of: ExportDto; rows: ExportRowDto[] }) {
  const { exports: texts } = useTexts();
  const [isRejecting, setRejecting] = useState(false);
  const saying = useMutation({
    mutationFn: (said: { state: 'accepted' | 'paid' | 'rejected'; reason?: string }) =>
      answered(
        api.POST('/v1/exports/{id}/acknowledgements', {
          params: { path: { id: of.id } },
          body: { items: [...chosen].map((row) => ({ row, ...said })) },
        }),
      ),
    onSuccess: async () => {
      await readExportsAnew();
      setRejecting(false);
      onChoose(new Set());
    },
  });
  const undecided = rows.filter(({ state }) => UNDECIDED.includes(state)).slice(0, AT_ONCE);
  const isNoneChosen = chosen.size === 0;
  return (
    <section className="line" aria-label={texts.saying}>
      <Button
        variant="subtle"
        onClick={() => onChoose(isNoneChosen ? new Set(undecided.map(({ row }) => row)) : new Set())}
        disabled={isNoneChosen && undecided.length === 0}
      >
        {isNoneChosen ? texts.chooseAll(undecided.length) : texts.chooseNone}
      </Button>
      <span role="status">{isNoneChosen ? texts.chooseHint : texts.chosen(chosen.size)}</span>
      {!isNoneChosen && (
        <>
          <Button
            variant="default"
            loading={saying.isPending}
            onClick={() => saying.mutate({ state: 'accepted' })}
          >
            {texts.say.accepted}
          </Button>
          <Button
            variant="default"
            loading={saying.isPending}
            onClick={() => saying.mutate({ state: 'paid' })}
          >
            {texts.say.paid}
          </Button>
          <Button variant="default" loading={saying.isPending} onClick={() => setRejecting(true)}>
            {texts.say.rejected}
          </Button>
        </>
      )}
      {saying.error && !isRejecting && <ProblemBox error={saying.error} takesFocus />}
      <ReasonDialog
        title={texts.say.rejected}
        action={texts.say.rejected}
        isOpen={isRejecting}
        onClose={() => setRejecting(false)}
        isPending={saying.isPending}
        error={saying.error}
        onSend={(reason) => saying.mutate({ state: 'rejected', reason })}
      >
        <p>{texts.rejectHint(chosen.size)}</p>
      </ReasonDialog>
    </section>
  );
}
