import { registerDecorator } from 'class-validator';

/** A cheap check of one field; true when the value is good. */
export type Check = (value: unknown) => boolean;

/**
 * Validates an array of flat rows by a check a field. Batches carry hundreds of rows: a validator object for each
 * would cost more than the work the batch is for. Fields not named are refused.
 */
export function IsRows(checks: Record<string, Check>, { atMost }: { atMost: number }): PropertyDecorator {
  const names = Object.keys(checks);
  return (target, property) =>
    registerDecorator({
      name: 'isRows',
      target: target.constructor,
      propertyName: String(property),
      constraints: [atMost],
      validator: {
        validate: (value) => Array.isArray(value) && value.length <= atMost && value.every((row) => goodRow(row, names, checks)),
        defaultMessage: () => `$property must be at most ${atMost} rows of { ${names.join(', ')} }`,
      },
    });
}

/** Validates one flat object by the same kind of checks. */
export const IsShape = (checks: Record<string, Check>): PropertyDecorator => IsOneShape(checks);

/** Validates an object that fits one of several sets of checks: a tagged union. */
export function IsOneShape(...shapes: Record<string, Check>[]): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isShape',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value) => shapes.some((checks) => goodRow(value, Object.keys(checks), checks)),
        defaultMessage: () => `$property must be ${shapes.map((checks) => `{ ${Object.keys(checks).join(', ')} }`).join(' or ')}`,
      },
    });
}

function goodRow(row: unknown, names: string[], checks: Record<string, Check>): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  const fields = row as Record<string, unknown>;
  for (const name of names) if (!checks[name](fields[name])) return false;
  for (const name in fields) if (!(name in checks)) return false;
  return true;
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const dayShape = /^\d{4}-\d{2}-\d{2}$/;

export const aText =
  (atMost = 500): Check =>
  (value) =>
    typeof value === 'string' && value.length <= atMost;
export const aWhole: Check = (value) => Number.isSafeInteger(value);
export const aCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const aFlag: Check = (value) => typeof value === 'boolean';
export const anId: Check = (value) => typeof value === 'string' && uuidShape.test(value);
export const aDay: Check = (value) => typeof value === 'string' && dayShape.test(value);
export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
export const maybe =
  (check: Check): Check =>
  (value) =>
    value === null || value === undefined || check(value);
export const listOf =
  (check: Check, atMost = 2000): Check =>
  (value) =>
    Array.isArray(value) && value.length <= atMost && value.every(check);
export const shape =
  (checks: Record<string, Check>): Check =>
  (value) =>
    goodRow(value, Object.keys(checks), checks);
/** Whether a value is one flat object of this shape. */
export const fits = (value: unknown, checks: Record<string, Check>): boolean => goodRow(value, Object.keys(checks), checks);
export const mapOf =
  (check: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(check);
