/** Whether the request asks for text that people read instead of JSON. */
export const wantsText = ({ accept }: Record<string, string>): boolean =>
  (accept ?? '').startsWith('text/plain');
