import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { NewTransitionDto } from '../../api/schema.js';

/**
 * Takes a step of review; whatever comes of it, all that tells of periods and statements is read again. `onDone` is called
 * before that: what is read may leave no place for what asked.
 */
export function useStep(code: string, onDone?: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewTransitionDto) =>
      answered(api.POST('/v1/periods/{code}/transitions', { params: { path: { code } }, body: wanted })),
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['periods'] }),
        cache.invalidateQueries({ queryKey: ['statements'] }),
      ]),
  });
}

/** Computes the month; the table tells of the run while it goes on. */
export function useRun(period: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answered(api.POST('/v1/payroll-runs', { body: { period } })),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['periods'] }),
        cache.invalidateQueries({ queryKey: ['statements'] }),
      ]),
  });
}
