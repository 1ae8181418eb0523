import type { TableTeamDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { useStep } from './steps.js';

export type BackTo = 'calculated' | 'in_review';

interface BackDialogProps {
  period: string;
  team: TableTeamDto;
  /** The step asked about; none while the dialog is closed. */
  to: BackTo | undefined;
  onClose: () => void;
}

/** A step back needs a reason. */
export function BackDialog({ period, team, to, onClose }: BackDialogProps) {
  const { months } = useTexts();
  const { mutate, isPending, error } = useStep(period, onClose);
  const of = team.team === null ? { withoutTeam: true } : { team: team.team };
  return (
    <ReasonDialog
      title={to ? months.back.title[to] : ''}
      action={to ? months.back.title[to] : ''}
      isOpen={to !== undefined}
      onClose={onClose}
      isPending={isPending}
      error={error}
      onSend={(reason) => to && mutate({ to, reason, ...of })}
    >
      <p>
        {team.title ?? team.team ?? months.noTeam}. {to && months.back.hint[to]} {months.back.reasonHint}
      </p>
    </ReasonDialog>
  );
}
