import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { finished } from './openapi-form.js';
import { ProblemDto } from './problem/problem.dto.js';

/** Whether anybody may call a route, given as `GET /v1/teams/:id`. */
export type IsPublic = (route: string) => boolean;

/** What makes the API's document from the code; the compiled service brings what the build read off the sources. */
export async function apiDocument(
  app: NestFastifyApplication,
  isPublic: IsPublic,
): Promise<() => OpenAPIObject> {
  const { default: metadata } = await import('../metadata.js');
  await SwaggerModule.loadPluginMetadata(metadata);
  return () => document(app, isPublic);
}

function document(app: NestFastifyApplication, isPublic: IsPublic): OpenAPIObject {
  const head = new DocumentBuilder()
    .setTitle('Premia')
    .setDescription(
      "Turns a sales team's month into pay that everybody can check. Amounts and other decimals are text. " +
        'Problems and texts are in English or Russian, by `Accept-Language`.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setOpenAPIVersion('3.1.0')
    .addServer('/')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', description: 'A token of POST /v1/tokens.' })
    .addSecurity('session', {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-premia_session',
      description:
        'A session of POST /v1/session. What changes something needs the header `Premia-Request` beside it, with any value.',
    })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('session')
    .build();
  const made = SwaggerModule.createDocument(app, head, {
    extraModels: [ProblemDto],
    autoTagControllers: false,
    operationIdFactory: (controller, method) => kebab(`${controller.replace(/Controller$/, '')}-${method}`),
  });
  return finished(made, isPublic);
}

const kebab = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

/** /openapi.json and the browsable /docs: made when somebody asks, since it takes a fifth of a start. */
export async function serveApiDocument(app: NestFastifyApplication, isPublic: IsPublic): Promise<void> {
  SwaggerModule.setup('docs', app, await apiDocument(app, isPublic), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Premia API',
  });
}
