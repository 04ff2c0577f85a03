import { ValidateIf } from 'class-validator';

/** A field that may be left out but not be null; `@IsOptional` would let null through, which for a name means nothing. */
export const Omittable = (): PropertyDecorator => ValidateIf((_body, value) => value !== undefined);
