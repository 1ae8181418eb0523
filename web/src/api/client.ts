import createClient from 'openapi-fetch';
import { languageNow } from '../i18n/index.js';
import { confirmed, repeatable } from './confirming.js';
import { Problem } from './problem.js';
import type { ProblemDto, paths } from './schema.js';

/** The service, by its generated types. Answers by `answered(api.GET(…))`. */
export const api = createClient<paths>({ headers: { 'Premia-Request': 'page' } });

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', languageNow());
    repeatable(request);
    return request;
  },
  onResponse: ({ request, response }) => confirmed(request, response),
});

type Listener = () => void;
const listeners = new Set<Listener>();

/** Called whenever the service says that nobody is signed in; answers how to stop listening. */
export function onSessionEnded(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was asked for, or throws a `Problem`. */
export async function answered<T>(asking: Promise<Answer<T>>): Promise<T> {
  const answer = await asking.catch((error: unknown) => {
    if (error instanceof DOMException) throw error; // given up by who asked
    throw new Problem(0, undefined);
  });
  const { data, error, response } = answer;
  if (response.ok) return data as T;
  const problem = new Problem(
    response.status,
    isProblem(error) ? error : undefined,
    Number(response.headers.get('retry-after')) || undefined,
  );
  if (problem.code === 'unauthenticated') for (const listener of listeners) listener();
  throw problem;
}

const isProblem = (body: unknown): body is ProblemDto =>
  typeof body === 'object' && body !== null && 'type' in body;

/** The header of a POST that creates: the same key for the same click, so that it happens once. */
export const once = (key: string) => ({ 'Idempotency-Key': key });

interface Page<T> {
  items: T[];
  next: string | null;
}

/** All pages of a list, one after the other. */
export async function allPages<T>(ask: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}
