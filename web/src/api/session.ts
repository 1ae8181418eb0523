import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from './client.js';
import { Problem } from './problem.js';
import { queries } from './queries.js';
import type { SessionDto } from './schema.js';

/** Roles of people, as the service names them. */
export type Role = 'admin' | 'hr' | 'head' | 'manager' | 'auditor';

/** Who is signed in; null where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<SessionDto | null> => {
    try {
      return await answered(api.GET('/v1/session'));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whoever is signed in; only below the shell, which shows the sign-in page otherwise. */
export function useSession(): SessionDto & { role: Role } {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('the session is asked for where nobody is signed in');
  return data as SessionDto & { role: Role };
}

/** Signs out; nothing that was read or typed stays for whoever comes next. */
export async function signOut(): Promise<void> {
  await answered(api.DELETE('/v1/session')).catch(() => undefined);
  forget();
}

/** Empties the cache and the drafts of this tab. */
export function forget(): void {
  queries.clear();
  sessionStorage.clear();
}

/** The company, which everybody may read: its currency and time zone. */
export const companyQuery = queryOptions({
  queryKey: ['company'],
  queryFn: () => answered(api.GET('/v1/company')),
  staleTime: Number.POSITIVE_INFINITY,
});
