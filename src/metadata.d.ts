/** Written by the build into metadata.ts: what the API's document takes from types and comments. */
declare const metadata: () => Promise<Record<string, unknown>>;
export default metadata;
