import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.js';

/** Problems that asking again may get over: the service is away, or cannot be reached. */
const isPassing = (error: Error): boolean =>
  error instanceof Problem && (error.status === 0 || error.status === 502 || error.status === 504);

/** The cache of what was read: emptied when somebody signs out. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && isPassing(error),
    },
    mutations: { retry: false },
  },
});
