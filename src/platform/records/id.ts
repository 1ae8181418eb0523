/**
 * Whether a text may be an id: up to 18 digits, which a bigint holds, without leading zeros, so that an id has one text. Ask
 * before the text goes into a query.
 */
export const isId = (text: string): boolean => /^(0|[1-9]\d{0,17})$/.test(text);
