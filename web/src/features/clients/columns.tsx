import { useMemo } from 'react';
import type { HeldClientDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Count, Money, None } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import type { Column } from '../../ui/table/columns.js';
import styles from './Clients.module.css';

type Row = HeldClientDto;

/** Whether a measure counts the client as won in the month. */
export const isNew = ({ marks }: Row): boolean => marks.some(({ rule }) => rule === 'new');

export function useColumns(rows: readonly Row[]): Column<Row>[] {
  const { clients: texts } = useTexts();
  const formats = useFormats();
  return useMemo(() => {
    const decimals = decimalsOf(
      rows.flatMap(({ amountOfMonth, lastOrder }) => [amountOfMonth, lastOrder?.amount ?? null]),
    );
    return [
      {
        key: 'name',
        title: texts.client,
        width: 240,
        card: 'head',
        sortBy: ({ name }) => name,
        cell: ({ name, code }) => (
          <>
            {name} <span className={styles.code}>{code}</span>
          </>
        ),
      },
      {
        key: 'standing',
        title: texts.standing,
        width: 200,
        sortBy: ({ lostOn }) => lostOn,
        cell: (row) => <Standing row={row} />,
      },
      {
        key: 'lastOrder',
        title: texts.lastOrder,
        width: 150,
        sortBy: ({ lastOrder }) => lastOrder?.date ?? null,
        cell: ({ lastOrder }) => (lastOrder ? formats.day(lastOrder.date) : <None />),
      },
      {
        key: 'lastAmount',
        title: texts.lastAmount,
        kind: 'number',
        width: 120,
        isOptional: true,
        card: 'none',
        sortBy: ({ lastOrder }) => orderOf(lastOrder?.amount),
        cell: ({ lastOrder }) => <Money value={lastOrder?.amount} decimals={decimals} />,
      },
      {
        key: 'interval',
        title: texts.interval,
        kind: 'number',
        width: 120,
        isOptional: true,
        card: 'none',
        sortBy: ({ intervalDays }) => orderOf(intervalDays?.toString()),
        cell: ({ intervalDays }) => <Count value={intervalDays} />,
      },
      {
        key: 'orders',
        title: texts.orders,
        kind: 'number',
        width: 120,
        sortBy: ({ ordersOfMonth }) => orderOf(String(ordersOfMonth)),
        cell: ({ ordersOfMonth }) => <Count value={ordersOfMonth} />,
      },
      {
        key: 'amount',
        title: texts.amount,
        kind: 'number',
        width: 130,
        sortBy: ({ amountOfMonth }) => orderOf(amountOfMonth),
        cell: ({ amountOfMonth }) => <Money value={amountOfMonth} decimals={decimals} />,
      },
      {
        key: 'complexity',
        title: texts.points,
        kind: 'number',
        width: 120,
        sortBy: ({ complexity }) => orderOf(complexity),
        cell: ({ complexity }) => <Count value={complexity} />,
      },
    ];
  }, [rows, texts, formats]);
}

/** Lost, to be kept by an order, or won in the month. */
function Standing({ row }: { row: Row }) {
  const { clients: texts } = useTexts();
  const { day } = useFormats();
  const { isLost, lostOn } = row;
  if (isLost && lostOn) return <span className="bad">✕ {texts.lostOn(day(lostOn))}</span>;
  return (
    <>
      {isNew(row) && <span className="good">✓ {texts.isNew} </span>}
      {lostOn ? <span className="quiet">{texts.orderUntil(day(lostOn))}</span> : !isNew(row) && <None />}
    </>
  );
}
