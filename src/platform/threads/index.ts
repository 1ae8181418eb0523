export { type ThreadAnswer, type Threaded, Threads } from './threads.js';
export { ThreadsModule } from './threads.module.js';
