/** As much of JSON Schema as messages need. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export const schemaPrefix = '#/components/schemas/';

/** The same, or nothing. */
export function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (typeof type === 'string') return { ...schema, type: [type, 'null'], ...(values ? { enum: [...values, null] } : {}) };
  return { anyOf: [schema, { type: 'null' }] };
}

/** One of several; literals of one kind are one enumeration. */
export function anyOf(schemas: readonly Schema[]): Schema {
  const isNull = (schema: Schema) => schema.type === 'null';
  const others = schemas.filter((schema) => !isNull(schema));
  if (others.length < schemas.length) return orNull(anyOf(others));
  if (others.length === 1) return others[0];
  const [{ type }] = others;
  if (others.every((schema) => schema.enum && schema.type === type)) return { type, enum: others.flatMap((schema) => schema.enum!) };
  if (others.every((schema) => simple(schema))) {
    const types = [...new Set(others.map((schema) => schema.type as string))];
    return { type: types.length === 1 ? types[0] : types };
  }
  return { anyOf: others };
}

const simple = (schema: Schema): boolean => Object.keys(schema).length === 1 && typeof schema.type === 'string';

/** A value that fits: the smallest one, of what must be there. */
export function exampleOf(schema: Schema, schemas: ReadonlyMap<string, Schema>, field = ''): unknown {
  if (schema.$ref) return exampleOf(schemas.get(schema.$ref.slice(schemaPrefix.length))!, schemas, field);
  if (schema.anyOf) return exampleOf(schema.anyOf[0], schemas, field);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => exampleOf(one, schemas, field))) as unknown;
  if (schema.enum) return schema.enum[0];
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object') {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((name) => [name, exampleOf(schema.properties![name], schemas, name)]));
  }
  if (type === 'array') return schema.items ? [exampleOf(schema.items, schemas, field)] : [];
  if (type === 'integer' || type === 'number') return Math.min(schema.maximum ?? Infinity, Math.max(schema.minimum ?? 1, 1));
  if (type === 'boolean') return true;
  if (type === 'string') return textOf(schema, field);
  return {};
}

const texts: Readonly<Record<string, string>> = {
  uuid: '0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d',
  date: '2026-09-01',
  email: 'lea.tremblay@example.org',
  currency: 'CAD',
  country: 'CA',
  province: 'QC',
  languages: 'fr',
  firstName: 'Léa',
  lastName: 'Tremblay',
  name: 'Récréatif',
  offerName: 'Recreational',
  ledgerCode: '4000',
  code: 'GST',
  timeZone: 'America/Toronto',
};

/** Whichever fits a pattern first. */
const shaped = [
  'text',
  '2026-09-01',
  '2026-09',
  '4300',
  '123456',
  'CAD',
  'CA',
  '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  'tpf_2q0Vd0nJ3yTfF1kQb7sXh4mZr9uWc5aLpE8gYtKiR6o',
];

const textOf = ({ format, pattern, minLength = 0 }: Schema, field: string): string => {
  if (pattern) return shaped.find((text) => new RegExp(pattern).test(text)) ?? '';
  if (/^id$|Id$/.test(field)) return texts.uuid;
  return (texts[format ?? ''] ?? texts[field] ?? 'text').padEnd(minLength, '.');
};
