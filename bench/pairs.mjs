// Timing in pairs: what is measured and its baseline alternate, so that a busy machine disturbs both alike.

/** Milliseconds of both, pair by pair, after one pair that is not counted. */
export async function inPairs(measured, baseline, { pairs }) {
  const times = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const base = await timed(baseline);
    const own = await timed(measured);
    if (pair > 0) times.push({ own, base });
  }
  return times;
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints the medians and the median of the ratios; `limit` is what the ratio should stay below. */
export function report(what, times, limit) {
  const ratio = median(times.map(({ own, base }) => own / base));
  const ms = (values) => `${median(values).toFixed(0)} ms`;
  console.log(
    `${what}: ${ms(times.map(({ own }) => own))} against ${ms(times.map(({ base }) => base))}, ratio ${ratio.toFixed(2)} (at most ${limit} wanted)`,
  );
}
