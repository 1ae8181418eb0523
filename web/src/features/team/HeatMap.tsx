import { Link } from 'react-router';
import type { HeatCellDto, HeatColumnDto, TeamMemberDto, TeamOverviewDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import { None } from '../../ui/Figures.js';
import styles from './Team.module.css';

const keyOf = ({ scheme, line }: { scheme: string; line: string }) => `${scheme} ${line}`;

/** What each member has reached of each ratio that pay is made of: values, marked and coloured. */
export function HeatMap({ overview: { members, heatColumns, heatRows } }: { overview: TeamOverviewDto }) {
  const { team: texts } = useTexts();
  const titleOf = useTitle();
  const cells = new Map(
    heatRows.flatMap(({ managerId, cells: own }) =>
      own.map((cell) => [`${managerId} ${keyOf(cell)}`, cell] as const),
    ),
  );
  if (heatColumns.length === 0) return null;
  return (
    <section className="stack">
      <h2>{texts.heat.title}</h2>
      <p className="quiet">{texts.heat.legend}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
      <section className={styles.scroll} tabIndex={0} aria-label={texts.heat.title}>
        <table className={styles.table}>
          <caption className="unseen">{texts.heat.title}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.manager}</th>
              {heatColumns.map((column) => (
                <th key={keyOf(column)} scope="col" className={styles.right}>
                  {titleOf(column.title as Titled | null, column.line)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.managerId}>
                <th scope="row">
                  <Member member={member} />
                </th>
                {heatColumns.map((column) => (
                  <Cell
                    key={keyOf(column)}
                    column={column}
                    cell={cells.get(`${member.managerId} ${keyOf(column)}`)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** A name that leads to the statement, where there is one. */
function Member({ member }: { member: TeamMemberDto }) {
  return member.statementId ? (
    <Link to={`/statements/${member.statementId}`}>{member.name}</Link>
  ) : (
    member.name
  );
}

function Cell({ column: { most }, cell }: { column: HeatColumnDto; cell: HeatCellDto | undefined }) {
  const { common } = useTexts();
  const { percent } = useFormats();
  if (!cell)
    return (
      <td className={styles.right}>
        <None />
      </td>
    );
  if (cell.value === null) return <td className={`${styles.right} bad`}>⚠ {common.noData}</td>;
  const isFull = Number(cell.value) >= Number(most ?? '1');
  return (
    <td className={`${styles.right} ${isFull ? styles.full : styles.short}`}>
      <span aria-hidden>{isFull ? '✓' : '✕'} </span>
      <span className="unseen">{isFull ? common.good : common.bad}</span>
      {percent(cell.value)}
      {most !== null && !isFull && <span className={styles.most}> / {percent(most)}</span>}
    </td>
  );
}
