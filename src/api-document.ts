// `npm run generate:openapi`: writes openapi.json from the code; no database is needed.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { schema } from './entities.js';
import { isPublic } from './features/access/index.js';
import { createDataSource } from './platform/database/data-source.js';
import { apiDocument } from './platform/openapi.js';

/** The text of openapi.json. Nest only looks at the classes (`preview`): nothing is constructed, nothing connects. */
export async function apiDocumentText(): Promise<string> {
  const source = createDataSource('postgres://nowhere.invalid/premia', 1, schema);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(source), new FastifyAdapter(), {
    preview: true,
    logger: ['error'],
    abortOnError: false,
  });
  return `${JSON.stringify((await apiDocument(app, isPublic))(), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('openapi.json', await apiDocumentText());
