import './platform/garbage.js';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { AppModule, type ServiceSettings } from './app.module.js';
import { assertPolicyCovers, isPublic } from './features/access/index.js';
import { publicUrl, trustedProxies } from './platform/config.js';
import { requestId, setHeaders } from './platform/headers.js';
import { measureRequests } from './platform/metrics.js';
import { NestLog } from './platform/nest-log.js';
import { serveApiDocument } from './platform/openapi.js';
import { servePage } from './platform/page.js';
import { BODY_BYTES_MAX, takeBodies } from './platform/problem/bodies.js';
import { refuseOnSocket } from './platform/problem/client-error.js';
import { DomainError } from './platform/problem/domain-error.js';
import { PARAMETER_LENGTH_MAX } from './platform/problem/from-http.js';
import { ProblemFilter, replyProblem } from './platform/problem/problem.filter.js';
import { validationPipe } from './platform/problem/validation.pipe.js';

/** The service ready to listen: routes checked against the policy table, problems in one form. */
export async function createApp(
  source: DataSource,
  settings?: ServiceSettings,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: trustedProxies(),
    genReqId: requestId,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    frameworkErrors: replyProblem,
    clientErrorHandler: refuseOnSocket,
  });
  const routes: string[] = [];
  adapter.getInstance().addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one} ${url}`);
  });
  await setHeaders(adapter.getInstance(), publicUrl()?.startsWith('https:') ?? false);
  measureRequests(adapter.getInstance());
  // no code or id holds a NUL, and the database takes none
  adapter.getInstance().addHook('onRequest', async ({ url }) => {
    if (url.split('?')[0]!.includes('%00')) throw new DomainError('malformed-request');
  });
  await adapter.getInstance().register(fastifyCookie);
  takeBodies(adapter.getInstance(), ['/v1/imports', '/v1/imports/preview']);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(source, settings), adapter, {
    logger: new NestLog(),
    abortOnError: false,
    bodyParser: false,
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await serveApiDocument(app, isPublic);
  await servePage(adapter.getInstance());
  await app.init();
  assertPolicyCovers(routes.filter((route) => !route.includes('/docs/') && !route.includes('/docs-')));
  return app;
}
