import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

const REQUEST_ID = 'x-request-id';
/** What does no harm in a log, a header or a table. */
const SANE = /^[\w.-]{8,64}$/;

/** The id that a proxy gave a request, where it is sane; otherwise one of our own. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}

/** Headers of every answer: what a browser may do with it, that nobody keeps it, and the id of the request. */
export async function setHeaders(app: FastifyInstance, isHttps: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: isHttps,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header(REQUEST_ID, request.id);
    if (/^[/]docs([/?-]|$)/.test(request.url)) allowStyles(reply);
    // pay is not left lying in caches; `/%761/` leads to the same routes as `/v1/`
    if ([request.url, request.routeOptions.url].some((url) => url?.startsWith('/v1/')))
      reply.header('cache-control', 'no-store');
  });
}

/** The browsable API writes its styles into its page; ours are files. */
function allowStyles(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'));
  reply.header(
    'content-security-policy',
    policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  );
}
