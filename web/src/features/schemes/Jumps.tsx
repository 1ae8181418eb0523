import type { CurveInputDto, PayCurveDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { UnitValue, useTitle } from '../../ui/explain/values.js';
import { Change, Money } from '../../ui/Figures.js';
import styles from './Schemes.module.css';

/** Where pay jumps, by how much; cliffs are marked in words. */
export function Jumps({ curve, input }: { curve: PayCurveDto; input: CurveInputDto }) {
  const { schemes: texts } = useTexts();
  const titleOf = useTitle();
  if (curve.jumps.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.scroll} tabIndex={0} aria-label={texts.curve.jumpsTitle}>
      <table className={styles.table}>
        <caption className={styles.caption}>{texts.curve.jumpsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{titleOf(input.title as Titled | null, input.name)}</th>
            <th scope="col">{texts.curve.before}</th>
            <th scope="col">{texts.curve.pay}</th>
            <th scope="col">{texts.curve.jump}</th>
          </tr>
        </thead>
        <tbody>
          {curve.jumps.map(({ at, payBefore, pay, change, isCliff }) => (
            <tr key={at} className={isCliff ? styles.cliff : ''}>
              <td>
                <UnitValue value={at} unit={input.unit} />
              </td>
              <td>
                <Money value={payBefore} />
              </td>
              <td>
                <Money value={pay} />
              </td>
              <td>
                <Change value={change} />
                {isCliff && ` ⚠ ${texts.curve.cliff(input.direction === 'up')}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
