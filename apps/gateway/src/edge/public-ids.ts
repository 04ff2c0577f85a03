import type { PipeTransform } from '@nestjs/common';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parsePublicId, publicId, publicPrefixes, type PublicKind, type Uuid } from '#kernel/ids';
import { NoSuchObject } from './gateway.errors.js';

/** A body or query field that names an object: `org_0190c2b4…`. */
export const IsPublicId = (kind: PublicKind, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isPublicId',
      validator: {
        validate: (value) => typeof value === 'string' && parsePublicId(kind, value) !== undefined,
        defaultMessage: () => `$property must be an id starting with ${publicPrefixes[kind]}_`,
      },
    },
    options,
  );

/** The same for a list of them. */
export const AreIds = (kind: PublicKind): PropertyDecorator =>
  ValidateBy({
    name: 'arePublicIds',
    validator: {
      validate: (value) => Array.isArray(value) && value.every((id) => typeof id === 'string' && parsePublicId(kind, id) !== undefined),
      defaultMessage: () => `$property must be ids starting with ${publicPrefixes[kind]}_`,
    },
  });

/** The UUID of a validated id. */
export function uuidOf(kind: PublicKind, text: string): Uuid {
  const id = parsePublicId(kind, text);
  if (id === undefined) throw new NoSuchObject();
  return id;
}

export const maybeUuidOf = (kind: PublicKind, text: string | undefined): Uuid | undefined =>
  text === undefined ? undefined : uuidOf(kind, text);

export const maybePublicId = (kind: PublicKind, id: Uuid | null): string | null => (id === null ? null : publicId(kind, id));

/** `@Param('id', IdOf('offer'))`: what no id of the kind looks like is missing, as what is foreign or gone. */
export const IdOf = (kind: PublicKind): PipeTransform<string, Uuid> => ({ transform: (text) => uuidOf(kind, text) });

/** An id that reads well in the documentation. */
export const exampleId = (kind: PublicKind, last = 'd'): string => `${publicPrefixes[kind]}_0190c2b4a1b27cc08a3f5d9e6b7a8c9${last}`;
