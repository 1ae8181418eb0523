export { EmbeddedError } from './error.js';
export { attachEmbedded, startEmbedded } from './server.js';
export { superviseEmbedded } from './supervisor.js';
export type { EmbeddedEvent, ServerExit } from './types.js';
