import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { assertPolicyCovers } from './features/access/index.js';
import { NestLog } from './platform/nest-log.js';
import { serveApiDocument } from './platform/openapi.js';
import { BODY_BYTES_MAX } from './platform/problem/from-http.js';
import { ProblemFilter } from './platform/problem/problem.filter.js';
import { validationPipe } from './platform/problem/validation.pipe.js';

/** The service ready to listen: routes checked against the policy table, problems in one form. */
export async function createApp(source: DataSource): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 500 },
    // a JSON body that names __proto__ is an error of its sender, not something to strip in silence
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  const routes: string[] = [];
  adapter.getInstance().addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one} ${url}`);
  });
  // files come as streams, however large: whoever takes them reads them
  adapter.getInstance().addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(source), adapter, {
    logger: new NestLog(),
    abortOnError: false,
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await serveApiDocument(app);
  await app.init();
  assertPolicyCovers(routes.filter((route) => !route.includes('/docs/') && !route.includes('/docs-')));
  return app;
}
