import { useEffect, useState } from 'react';

const DELAY_MS = 200;

/** True once `is` has been true for a while: what is quick shows no skeleton. */
export function useDelayed(is: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!is) return setLate(false);
    const timer = setTimeout(() => setLate(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return is && isLate;
}
