import type { OpenAPIObject } from '@nestjs/swagger';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof methods)[number];

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Every operation of a document, by path and method. */
export function operationsOf(document: OpenAPIObject): { path: string; method: Method; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  );
}
