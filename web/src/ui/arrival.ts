import { type RefObject, useEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** The link that each entry of the history was left by. */
const leftBy = new Map<string, string>();
let isFirst = true;

/** Puts the focus where reading goes on: on the heading of a new page; coming back, on the link it was left by. */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  const { pathname, key } = useLocation();
  const isBack = useNavigationType() === 'POP';
  useEffect(() => {
    const note = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a[href]') : null;
      if (link) leftBy.set(key, link.getAttribute('href')!);
    };
    document.addEventListener('click', note, true);
    return () => document.removeEventListener('click', note, true);
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another page, though drawn by the same component
  useEffect(() => {
    const href = isBack ? leftBy.get(key) : undefined;
    const link = href && document.querySelector<HTMLElement>(`main a[href="${CSS.escape(href)}"]`);
    if (!isFirst) (link || heading.current)?.focus({ preventScroll: true });
    isFirst = false;
  }, [pathname]);
}
