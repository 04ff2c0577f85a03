import { ValidateBy } from 'class-validator';

/** An object of texts by name, neither too many nor too long. */
export const IsTextMap = ({ fields, length }: { fields: number; length: number }): PropertyDecorator =>
  ValidateBy({
    name: 'isTextMap',
    validator: {
      validate: (value) => isTextMap(value, fields, length),
      defaultMessage: () => `$property must be an object of 1 to ${fields} texts of at most ${length} characters`,
    },
  });

function isTextMap(value: unknown, fields: number, length: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const texts = Object.values(value);
  return texts.length > 0 && texts.length <= fields && texts.every((text) => typeof text === 'string' && text.length <= length);
}
