import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { AdjustmentDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';

export type Kind = 'agreed' | 'correction' | 'prize' | 'reduction';

/** Takes an adjustment out of a statement that is not approved; it stays on record with the reason. */
export function Withdrawal({ of, onClose }: { of: AdjustmentDto; onClose: () => void }) {
  const { adjustments: texts } = useTexts();
  const { change, period } = useFormats();
  const [key] = useState(() => crypto.randomUUID());
  const withdrawing = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      answered(
        api.POST('/v1/adjustments/{id}/withdraw', {
          params: { path: { id } },
          headers: once(key),
          body: { reason },
        }),
      ),
    onSuccess: async () => {
      await Promise.all(
        ['adjustments', 'statements', 'periods'].map((noun) =>
          queries.invalidateQueries({ queryKey: [noun] }),
        ),
      );
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={texts.withdrawTitle}
      action={texts.withdraw}
      isOpen
      onClose={onClose}
      isPending={withdrawing.isPending}
      error={withdrawing.error}
      onSend={(reason) => withdrawing.mutate({ id: of.id, reason })}
    >
      <p>
        {of.name}, {period(of.period)}: {texts.kinds[of.kind as Kind]} {change(of.amount)}
      </p>
    </ReasonDialog>
  );
}
