/**
 * Begins each step when the one before has ended; a step that fails fails those after it. Several such rows go on at once,
 * and tests wait for the step they are about.
 */
export function oneByOne<T>(steps: readonly (() => Promise<T>)[]): Promise<T>[] {
  let last: Promise<unknown> = Promise.resolve();
  return steps.map((step) => {
    const next = last.then(step);
    next.catch(() => undefined); // told by the test that waits for it
    last = next;
    return next;
  });
}
