export { EmbeddedError, type EmbeddedErrorCode } from './error.js';
export { attachEmbedded, startEmbedded } from './server.js';
export { superviseEmbedded } from './supervisor.js';
export type {
  EmbeddedAddress,
  EmbeddedEvent,
  EmbeddedOptions,
  EmbeddedServer,
  EmbeddedSupervisor,
  ServerExit,
  SupervisorOptions,
} from './types.js';
