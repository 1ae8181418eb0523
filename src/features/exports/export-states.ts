export const EXPORT_FORMATS = ['json', 'csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the payroll system says of a row. */
export const ACKNOWLEDGED_STATES = ['accepted', 'rejected', 'paid'] as const;
export type AcknowledgedState = (typeof ACKNOWLEDGED_STATES)[number];

/** Sent, accepted and paid rows are live: their statement line is in no other. The others are final without being paid. */
export type RowState = 'sent' | AcknowledgedState | 'cancelled';

/** Where each state may lead by acknowledgement; only forward. */
export const NEXT_STATES: Record<RowState, readonly AcknowledgedState[]> = {
  sent: ['accepted', 'rejected', 'paid'],
  accepted: ['rejected', 'paid'],
  rejected: [],
  paid: [],
  cancelled: [],
};

/** Live states as SQL. */
export const LIVE = `('sent', 'accepted', 'paid')`;
