import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The API's document from the code; the compiled service brings what the build read off the sources. */
export async function apiDocument(app: NestFastifyApplication): Promise<OpenAPIObject> {
  const { default: metadata } = await import('../metadata.js');
  await SwaggerModule.loadPluginMetadata(metadata);
  const head = new DocumentBuilder()
    .setTitle('Premia')
    .setDescription("Turns a sales team's month into pay that everybody can check.")
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  return SwaggerModule.createDocument(app, head);
}

/** /openapi.json and the browsable /docs. */
export async function serveApiDocument(app: NestFastifyApplication): Promise<void> {
  const document = await apiDocument(app);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: 'Premia API' });
}
