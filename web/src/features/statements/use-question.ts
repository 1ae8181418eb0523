import { useUrlState } from '../../ui/url-state.js';

/** A record that pay is asked about: as if it had not been, or an order as if all of it had been returned. */
export interface Question {
  how: 'without' | 'returned';
  id: string;
}

/** What is asked, kept in the address: `?ask=returned.K-117`. */
export function useQuestion(): [Question | undefined, (question: Question | null) => void] {
  const [text, set] = useUrlState('ask');
  const [, how, id] = /^(without|returned)\.(.+)$/s.exec(text) ?? [];
  const question = how && id ? { how: how as Question['how'], id } : undefined;
  return [question, (asked) => set(asked && `${asked.how}.${asked.id}`)];
}
