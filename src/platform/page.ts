import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './problem/domain-error.js';
import { PARAMETER_LENGTH_MAX } from './problem/from-http.js';

/** Where `npm run build` puts the page, from the compiled service and from its sources. */
const FOLDERS = ['../../web', '../../dist/web'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);
/** Addresses that are the service's own: what is missing there is a problem, not a page. */
const NOT_THE_PAGES = /^\/(v1|docs|health|metrics|openapi\.json)([/?]|$)/;
const ASSETS = '/assets/';

/**
 * Serves the page at every address that nothing else answers, to browsers that ask for one: which page it is, the page
 * itself finds out. Its files are public and hold no data. Does nothing where the page was not built.
 */
export async function servePage(app: FastifyInstance): Promise<void> {
  const folder = FOLDERS.find((each) => existsSync(`${each}${ASSETS}`));
  if (!folder) return;
  await app.register(fastifyStatic, { root: folder, serve: false, index: false, preCompressed: true });
  app.get('/*', (request, reply) => answer(request, reply));
}

function answer({ url, headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const [address = ''] = url.split('?');
  // the name of an asset holds a hash of its content
  if (address.startsWith(ASSETS)) return reply.sendFile(address, { maxAge: '1y', immutable: true });
  if (NOT_THE_PAGES.test(url) || !headers.accept?.includes('text/html')) {
    // the router takes a parameter that is too long for an address of the page
    if (address.split('/').some((part) => part.length > PARAMETER_LENGTH_MAX))
      throw new DomainError('address-too-long', { limit: PARAMETER_LENGTH_MAX });
    reply.callNotFound();
    return undefined;
  }
  return reply.sendFile('index.html', { cacheControl: false }).header('cache-control', 'no-cache');
}
