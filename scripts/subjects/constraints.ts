import { getMetadataStorage } from 'class-validator';
import { schemaPrefix, type Schema } from './schema.js';

/** What a validator says that a type cannot. */
const said: Readonly<Record<string, (first: unknown, second?: unknown) => Schema>> = {
  isUuid: () => ({ format: 'uuid' }),
  isEmail: () => ({ format: 'email' }),
  isDay: () => ({ format: 'date' }),
  isInt: () => ({ type: 'integer' }),
  min: (minimum) => ({ minimum: minimum as number }),
  max: (maximum) => ({ maximum: maximum as number }),
  minLength: (minLength) => ({ minLength: minLength as number }),
  maxLength: (maxLength) => ({ maxLength: maxLength as number }),
  isLength: (minLength, maxLength) => ({ minLength: minLength as number, maxLength: maxLength as number }),
  matches: (pattern) => ({ pattern: (pattern as RegExp).source }),
  arrayMinSize: (minItems) => ({ minItems: minItems as number }),
  arrayMaxSize: (maxItems) => ({ maxItems: maxItems as number }),
  isIn: (values) => ({ enum: values as string[] }),
  isRows: (maxItems) => ({ maxItems: maxItems as number }),
};

/** The payload with what its validators add. */
export function constrained(payload: Schema, type: new () => object, schemas: ReadonlyMap<string, Schema>): Schema {
  const properties = { ...payload.properties };
  for (const { propertyName, name, constraints, each } of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const say = name === undefined ? undefined : said[name];
    const schema = properties[propertyName];
    if (!say || !schema) continue;
    const [first, second] = (constraints ?? []) as unknown[];
    const added = say(first, second);
    properties[propertyName] = each ? { ...schema, items: merged(schema.items ?? {}, added, schemas) } : merged(schema, added, schemas);
  }
  return { ...payload, properties };
}

/** A validator narrows a type: `null` stays allowed where the type allows it, and an enumeration that says no more adds nothing. */
function merged(schema: Schema, added: Schema, schemas: ReadonlyMap<string, Schema>): Schema {
  if (schema.anyOf) return schema;
  const known = (schema.$ref ? schemas.get(schema.$ref.slice(schemaPrefix.length)) : schema)?.enum?.filter((value) => value !== null);
  if (added.enum && known && known.length <= added.enum.length) return schema;
  if (added.enum) return { type: 'string', ...(schema.description ? { description: schema.description } : {}), ...added };
  if (added.type && Array.isArray(schema.type)) return { ...schema, ...added, type: [added.type as string, 'null'] };
  return { ...schema, ...added };
}
