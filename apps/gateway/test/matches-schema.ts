import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Exclude<Schemas[string], { $ref: string }>;

/**
 * What in a value is not as its schema says. Only the part of JSON Schema our document uses, but stricter in one thing:
 * a member the schema does not name is a fault too, since answers are built from explicit types.
 */
export function faultsAgainst(schema: Schemas[string], value: unknown, schemas: Schemas, at = ''): string[] {
  if ('$ref' in schema) return faultsAgainst(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)], value, schemas, at);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.some((choice) => faultsAgainst(choice, value, schemas, at).length === 0) ? [] : [`${at} fits no choice`];
  if (schema.allOf) return schema.allOf.flatMap((part) => faultsAgainst(part, value, schemas, at)); // Only ever of one: a reference that is described.
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.includes(typeOf(value)) && !(types.includes('number') && typeOf(value) === 'integer')) {
    return [`${at} is ${typeOf(value)}, not ${types.join(' or ')}`];
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}, none of ${schema.enum.join(', ')}`];
  if (schema.pattern && typeof value === 'string' && !new RegExp(schema.pattern).test(value))
    return [`${at} does not look like ${schema.pattern}`];
  if (Array.isArray(value)) return value.flatMap((item, i) => faultsAgainst(schema.items ?? {}, item, schemas, `${at}/${i}`));
  return typeof value === 'object' && value !== null ? faultsInObject(schema, value as Record<string, unknown>, schemas, at) : [];
}

function faultsInObject(schema: Schema, value: Record<string, unknown>, schemas: Schemas, at: string): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const absent = required.filter((name) => value[name] === undefined).map((name) => `${at}/${name} is absent`);
  const present = Object.entries(value).flatMap(([name, member]) => {
    if (properties[name] === undefined && isAnything(additionalProperties)) return [];
    const own = properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    return own ? faultsAgainst(own, member, schemas, `${at}/${name}`) : [`${at}/${name} is not documented`];
  });
  return [...absent, ...present];
}

/** A document says so where it is as open as what was stored: the fields of a record in an export. */
const isAnything = (schema: unknown): boolean => typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
