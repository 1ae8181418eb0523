/** Whether a text may be an id: up to 18 digits, which a bigint holds. Ask before the text goes into a query. */
export const isId = (text: string): boolean => /^\d{1,18}$/.test(text);
