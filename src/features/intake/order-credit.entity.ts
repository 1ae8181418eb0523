import { tableWithHistory } from '../../platform/database/entities-of-nouns.js';

/** Divided credit as rows, derived from the `credits` of the order's revision. */
export const orderCreditEntities = tableWithHistory(
  'order_credits',
  {
    order_id: { type: 'bigint' },
    manager_id: { type: 'bigint' },
    share: { type: 'numeric', precision: 19, scale: 6 },
  },
  {
    unique: { UQ_order_credits: ['order_id', 'manager_id'] },
    checks: ['CK_order_credits_share'],
    references: { order_id: 'orders', manager_id: 'managers' },
    indices: ['IX_order_credits_manager'],
  },
);
