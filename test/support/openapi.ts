import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

interface Content {
  content?: Record<string, { schema: Schema }>;
}

export interface Operation {
  /** As `GET /v1/orders/{id}`. */
  route: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  parameters: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

interface Document {
  paths: Record<string, Record<string, Omit<Operation, 'route' | 'method' | 'path'>>>;
  components: { schemas: Record<string, Schema> };
}

export interface Answer {
  statusCode: number;
  headers: Record<string, unknown>;
  body: string;
}

/** The API's document: its routes, and whether answers are as it says. */
export class ApiDocument {
  private readonly document = JSON.parse(readFileSync('openapi.json', 'utf8')) as Document;
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv2020({
    strict: false,
    formats: {
      date: /^\d{4}-\d\d-\d\d$/,
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
      binary: true,
    },
  });

  readonly operations: Operation[] = Object.entries(this.document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, { parameters = [], ...rest }]) => {
      const method = verb.toUpperCase() as Operation['method'];
      return { ...rest, parameters, method, path, route: `${method} ${path}` };
    }),
  );

  constructor() {
    // what is not said is not answered: a field that no schema names is a disagreement
    const closed = JSON.parse(JSON.stringify(this.document), (_, node) =>
      node?.type === 'object' &&
      Object.keys(node.properties ?? {}).length > 0 &&
      !('additionalProperties' in node)
        ? { ...node, additionalProperties: false }
        : node,
    );
    this.ajv.addSchema({ ...closed, $id: 'api' });
  }

  /** What an address leads to, with the `..` taken out that no client sends; undefined where no route is. */
  reached(method: string, url: string): Operation | undefined {
    const parts = new URL(url, 'http://own').pathname.split('/');
    const fits = ({ path }: Operation) => {
      const wanted = path.split('/');
      return (
        wanted.length === parts.length &&
        wanted.every((part, place) => part === parts[place] || part.startsWith('{'))
      );
    };
    const found = this.operations.filter((one) => one.method === method && fits(one));
    return found.sort((one, other) => one.path.split('{').length - other.path.split('{').length)[0];
  }

  resolved(schema: Schema = {}): Schema {
    if (schema.allOf?.length === 1) return this.resolved(schema.allOf[0]);
    return schema.$ref
      ? this.resolved(this.document.components.schemas[schema.$ref.split('/').at(-1)!])
      : schema;
  }

  /** What an answer has that the document does not say; undefined where they agree. */
  disagreement(
    { path, method, responses }: Operation,
    { statusCode, headers, body }: Answer,
  ): string | undefined {
    const key = responses[statusCode] ? String(statusCode) : statusCode >= 400 ? 'default' : undefined;
    if (!key) return `status ${statusCode} is not said`;
    const { content } = responses[key]!;
    const type = String(headers['content-type'] ?? '');
    if (!content) return body === '' ? undefined : 'a body where none is said';
    const said = Object.keys(content).find((one) => type === one || type.split(';')[0] === one);
    if (!said) return `content type ${type} is not said`;
    if (!said.includes('json') || content[said]!.schema.format === 'binary') return undefined;
    const check = this.validator([
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      key,
      'content',
      said,
      'schema',
    ]);
    if (check(JSON.parse(body))) return undefined;
    return this.ajv
      .errorsText(check.errors, { dataVar: 'body' })
      .replaceAll(/\/\d+\b/g, '/*')
      .slice(0, 300);
  }

  private validator(place: readonly string[]): ValidateFunction {
    const parts = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    const $ref = `api#/${parts.join('/')}`;
    const known = this.validators.get($ref) ?? this.ajv.compile({ $ref });
    this.validators.set($ref, known);
    return known;
  }
}
