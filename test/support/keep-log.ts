import { keepTold } from './traces.js';

/** Lines of the log are JSON; what else is written there is Jest's. Once a process: Jest runs many files in one. */
const kept = Symbol.for('premia.log-is-kept');
const { stderr } = process as { stderr: NodeJS.WriteStream & { [kept]?: true } };
if (!stderr[kept]) {
  const write = stderr.write.bind(stderr);
  stderr.write = ((piece: string | Uint8Array, ...rest: []) => {
    if (typeof piece === 'string' && piece.startsWith('{"at":')) keepTold(piece);
    return write(piece, ...rest);
  }) as typeof stderr.write;
  stderr[kept] = true;
}
