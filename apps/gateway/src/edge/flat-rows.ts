import { ValidateBy } from 'class-validator';

/** What is wrong with a field, in words; undefined: nothing. */
export type FieldCheck = (value: unknown) => string | undefined;

const toldAtMost = 20;

/**
 * Thousands of rows, each field judged by a function: a validator object for each would cost more than all that is done with them.
 * The first faulty rows are told, each by its place.
 */
export const AreRows = (checks: Readonly<Record<string, FieldCheck>>, { atMost }: { atMost: number }): PropertyDecorator => {
  const faultOf = (row: unknown): string | undefined => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'must be an object';
    const fields = row as Record<string, unknown>;
    for (const [name, check] of Object.entries(checks)) {
      const fault = check(fields[name]);
      if (fault) return `${name} ${fault}`;
    }
    const unknown = Object.keys(fields).find((name) => !(name in checks));
    return unknown === undefined ? undefined : `${unknown} is not a field of it`;
  };
  const faultsIn = (rows: readonly unknown[]): string[] => {
    const faults: string[] = [];
    for (const [i, row] of rows.entries()) {
      const fault = faultOf(row);
      if (fault) faults.push(`row ${i + 1}: ${fault}`);
      if (faults.length === toldAtMost) break;
    }
    return faults;
  };
  const checked = ValidateBy({
    name: 'areRows',
    validator: {
      validate: (value) => Array.isArray(value) && value.length > 0 && value.length <= atMost && faultsIn(value).length === 0,
      defaultMessage: (args) => {
        const value: unknown = args?.value;
        if (!Array.isArray(value) || value.length === 0 || value.length > atMost) return `$property must be 1 to ${atMost} rows`;
        return faultsIn(value).join('; ');
      },
    },
  });
  return (target, property) => {
    checked(target, property);
    flatFields.set(target.constructor, [...(flatFields.get(target.constructor) ?? []), String(property)]);
  };
};

const flatFields = new WeakMap<object, readonly string[]>();

/** The fields of a body that hold such rows: they are taken as they are, and never copied into classes. */
export const flatFieldsOf = (metatype: object): readonly string[] => flatFields.get(metatype) ?? [];
