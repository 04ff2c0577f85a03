import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];
type Media = { schema?: Schema; example?: unknown };

/** An example of every request and answer, put together from those of its fields. */
export function addExamples(document: OpenAPIObject): void {
  const schemas = document.components?.schemas ?? {};
  for (const { path, method, operation } of operationsOf(document)) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses)];
    for (const body of bodies) {
      const content: Record<string, Media> = body && 'content' in body ? (body.content ?? {}) : {};
      for (const media of Object.values(content)) media.example ??= exampleOf(media.schema, schemas, `${method} ${path}`);
    }
  }
}

function exampleOf(schema: Schema | undefined, schemas: Schemas, where: string): unknown {
  if (!schema) throw new Error(`${where} says nothing about its content`);
  if ('$ref' in schema) return exampleOf(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)], schemas, where);
  if (schema.example !== undefined) return schema.example;
  const [first] = schema.oneOf ?? schema.anyOf ?? schema.allOf ?? [];
  if (first) return exampleOf(first, schemas, where);
  if (schema.items) return [exampleOf(schema.items, schemas, `${where}[]`)];
  if (!schema.properties) throw new Error(`${where} has no example`);
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, exampleOf(property, schemas, `${where}.${name}`)]),
  );
}
