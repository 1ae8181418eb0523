import type { Discrepancy, Language } from '../calc/index.js';

type Both = { stored: string; found: string };

/** What `premia verify` says. */
export interface VerifyWords extends Record<Discrepancy['code'], (both: Both) => string> {
  differs: string;
  same(of: { period: string; total: string }): string;
  proved(of: { period: string; number: string; hash: string }): string;
  unproved: string;
  audit(of: { entries: number; last: string }): string;
  all(of: {
    statements: number;
    manifests: number;
    exports: number;
    last: string;
    differing: number;
  }): string;
}

export const verifyWords: Record<Language, VerifyWords> = {
  en: {
    differs: 'differs',
    same: ({ period, total }) => `the same: statement of ${period}, total ${total}`,
    proved: ({ period, number, hash }) =>
      `manifest chain up to ${period} (number ${number}), to be compared with what is printed: ${hash}`,
    unproved: 'the period is not closed: no manifest proves it yet',
    audit: ({ entries, last }) => `audit log: ${entries} entries, the last with the hash ${last}`,
    all: ({ statements, manifests, exports, last, differing }) =>
      differing === 0
        ? `the same: ${statements} approved statements, ${exports} exports, ${manifests} manifests, the last with the hash ${last}`
        : `${differing} differences in ${statements} approved statements, ${exports} exports and ${manifests} manifests`,
    form: ({ stored }) => `cannot be read: ${stored}`,
    hash: ({ stored, found }) => `does not have its hash: stated ${stored}, found ${found}`,
    figure: ({ stored, found }) => `stated ${stored}, computed anew ${found}`,
    engine: ({ stored, found }) => `computed by engine ${stored}; this is engine ${found}`,
    listed: ({ stored, found }) => `not what was approved: listed ${stored}, found ${found}`,
    chain: ({ stored, found }) => `the chain of manifests is broken: stated ${stored}, found ${found}`,
    column: ({ stored, found }) => `the document says ${stored}, the row ${found}`,
    state: ({ stored, found }) => `by the steps recorded ${stored}, found ${found}`,
  },
  ru: {
    differs: 'расхождение',
    same: ({ period, total }) => `совпадает: листок за ${period}, итого ${total}`,
    proved: ({ period, number, hash }) =>
      `цепочка описей по ${period} (номер ${number}), сравните с напечатанным: ${hash}`,
    unproved: 'период не закрыт: описи, которая это доказывает, ещё нет',
    audit: ({ entries, last }) => `журнал действий: записей ${entries}, хэш последней ${last}`,
    all: ({ statements, manifests, exports, last, differing }) =>
      differing === 0
        ? `совпадает: утверждённых листков ${statements}, выгрузок ${exports}, описей ${manifests}, хэш последней ${last}`
        : `расхождений: ${differing}; утверждённых листков ${statements}, выгрузок ${exports}, описей ${manifests}`,
    form: ({ stored }) => `не читается: ${stored}`,
    hash: ({ stored, found }) => `не соответствует хэшу: указан ${stored}, получен ${found}`,
    figure: ({ stored, found }) => `указано ${stored}, пересчитано ${found}`,
    engine: ({ stored, found }) => `рассчитано движком ${stored}; это движок ${found}`,
    listed: ({ stored, found }) => `не то, что утверждено: в описи ${stored}, найдено ${found}`,
    chain: ({ stored, found }) => `цепочка описей нарушена: указано ${stored}, найдено ${found}`,
    column: ({ stored, found }) => `в документе ${stored}, в строке ${found}`,
    state: ({ stored, found }) => `по записанным шагам ${stored}, найдено ${found}`,
  },
};

/** A difference and where it is, in words. */
export const sentence = (words: VerifyWords, { code, place, stored, found }: Discrepancy): string =>
  `${place}: ${words[code]({ stored: stored ?? '—', found: found ?? '—' })}`;
