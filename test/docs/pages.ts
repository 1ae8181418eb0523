/** The pages whose examples are run. */
export const PAGES: readonly string[] = ['docs/language.md', 'docs/semantics.md'];

/** The published JSON Schema of scheme documents. */
export const SCHEMA = 'schemes/scheme.schema.json';
