/** What asks for the password again; answers by `true` once it was given, by `false` when that was given up. */
type Asker = () => Promise<boolean>;

let ask: Asker = async () => false;

/** Sets how the password is asked for; answers how to undo it. */
export function askBy(asker: Asker): () => void {
  ask = asker;
  return () => {
    ask = async () => false;
  };
}

/** What was sent, kept until it is answered: a body can be read only once. */
const sent = new WeakMap<Request, Request>();

export function repeatable(request: Request): void {
  // files are not for steps that ask, and their copy would have to be kept in memory
  const isFile = /csv|sheet/.test(request.headers.get('Content-Type') ?? '');
  if (request.method !== 'GET' && !isFile) sent.set(request, request.clone());
}

/**
 * Where the service wants the password again before it does something weighty, asks for it and sends the request once
 * more: whoever pressed the button does not notice more than the question.
 */
export async function confirmed(request: Request, response: Response): Promise<Response> {
  const again = sent.get(request);
  if (response.status !== 403 || !again) return response;
  const { type } = (await response.clone().json()) as { type?: string };
  if (!type?.endsWith(':sign-in-again') || !(await ask())) return response;
  return fetch(again);
}
