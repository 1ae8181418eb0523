/** How often each property is tried: `PREMIA_PROPERTY_RUNS=10000` for the slow run. */
export const RUNS = Number(process.env.PREMIA_PROPERTY_RUNS ?? 500);
