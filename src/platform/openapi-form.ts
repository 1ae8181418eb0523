import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from './problem/problem.dto.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const PROBLEM = {
  description: 'Refused, or a fault: the problem as RFC 9457 tells it.',
  content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
};

/** The document as it is published: in stable order, each operation with its resource, its access and its problems. */
export function finished(document: OpenAPIObject, isPublic: (route: string) => boolean): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      operation.tags = [resourceOf(path)];
      operation.responses = { ...operation.responses, default: PROBLEM };
      for (const response of Object.values(operation.responses)) asPlainText(response);
      for (const parameter of operation.parameters ?? []) asOptionalLanguage(parameter);
      if (isPublic(routeOf(method, path))) operation.security = [];
    }
  }
  const tags = [...new Set(Object.keys(document.paths).map(resourceOf))].sort().map((name) => ({ name }));
  const components = { ...document.components, schemas: sorted(document.components?.schemas ?? {}) };
  return normal({ ...document, tags, paths: sorted(document.paths), components }) as OpenAPIObject;
}

/** What is sent as text is a text, whatever class its JSON has. */
function asPlainText(response: object | undefined): void {
  const text = (response as { content?: Record<string, object> }).content?.['text/plain'];
  if (text) Object.assign(text, { schema: { type: 'string' } });
}

/** Nobody has to say a language. */
function asOptionalLanguage(parameter: object): void {
  if ((parameter as { name?: string }).name === 'accept-language')
    Object.assign(parameter, { required: false });
}

/** As the policy table writes it: `GET /v1/teams/:id`. */
export const routeOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;

const resourceOf = (path: string): string => path.replace(/^\/v1/, '').split('/')[1] ?? '';

const sorted = <T>(named: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Enumerations in order of the alphabet; and OpenAPI 3.1 has no `nullable`: null is a type among others. */
function normal(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(normal);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, normal(value)]),
  );
  // the compiler gives the members of a union in an order that other files decide
  if (Array.isArray(rest.enum)) rest.enum = [...rest.enum].sort();
  if (typeof nullable !== 'boolean') return nullable === undefined ? rest : { ...rest, nullable };
  if (!nullable) return rest;
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] };
  return {
    ...rest,
    type: [rest.type, 'null'],
    ...(Array.isArray(rest.enum) ? { enum: [...rest.enum, null] } : {}),
  };
}
