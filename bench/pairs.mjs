// Timing in pairs: what is measured and its baseline alternate, so that a busy machine disturbs both alike.

/** Milliseconds of both, pair by pair, after one pair that is not counted; `before` is done before each, untimed. */
export async function inPairs(measured, baseline, { pairs, before = async () => {} }) {
  const times = [];
  for (let pair = 0; pair <= pairs; pair++) {
    await before();
    const base = await timed(baseline);
    await before();
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

/** Tells the medians and the median of the ratios of time; `limit` is how many times the baseline's are wanted at most. */
export const report = (what, times, limit) =>
  tell(what, times, {
    ratio: (own, base) => own / base,
    wanted: `at most ${limit}`,
    isMet: (ratio) => ratio <= limit,
  });

/** The same where speeds are compared; `limit` is the part of the baseline's speed that is wanted at least. */
export const reportSpeed = (what, times, limit) =>
  tell(what, times, {
    ratio: (own, base) => base / own,
    wanted: `at least ${limit}`,
    isMet: (ratio) => ratio >= limit,
  });

/** The same where an absolute time is wanted: at most `limit` milliseconds. */
export const reportMs = (what, times, limit) =>
  tell(what, times, {
    ratio: (own, base) => own / base,
    wanted: `at most ${limit} ms`,
    isMet: (_ratio, own) => own <= limit,
  });

/** A line of JSON on standard output, for `table.mjs`, and one to read on standard error. */
function tell(what, times, { ratio: ratioOf, wanted, isMet }) {
  const ratio = median(times.map(({ own, base }) => ratioOf(own, base)));
  const [own, base] = [median(times.map((time) => time.own)), median(times.map((time) => time.base))];
  const told = { what, own: own.toFixed(1), base: base.toFixed(1), ratio: ratio.toFixed(2), wanted };
  console.log(JSON.stringify(told));
  console.error(
    `${what}: ${told.own} ms against ${told.base} ms, ratio ${told.ratio} (${wanted} wanted${isMet(ratio, own) ? '' : ': NOT MET'})`,
  );
}
