import { useTitle } from '../../ui/explain/values.js';
import { type SchemeText, titled } from './document.js';

interface Titles {
  /** Of all that formulas read, by name. */
  names: ReadonlyMap<string, string>;
  tables: ReadonlyMap<string, string>;
}

/** What the parts of a document are called in the language in use. */
export function useTitles(scheme: SchemeText): Titles {
  const titleOf = useTitle();
  const named = <Part extends { title?: Parameters<typeof titled>[0] }>(
    parts: Record<string, Part> | undefined,
  ) => Object.entries(parts ?? {}).map(([name, { title }]) => [name, titleOf(titled(title), name)] as const);
  const lines = [...scheme.lines, ...Object.values(scheme.rows ?? {}).flatMap((set) => set.lines)];
  const ofRows = Object.values(scheme.rows ?? {}).flatMap(({ inputs }) => named(inputs));
  return {
    names: new Map([
      ...named(scheme.inputs),
      ...named(scheme.params),
      ...named(scheme.rows),
      ...ofRows,
      ...lines.map(({ code, title }) => [code, titleOf(titled(title), code)] as const),
    ]),
    tables: new Map(named(scheme.tables)),
  };
}
