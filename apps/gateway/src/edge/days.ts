import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isLocalDate } from '#kernel/dates';

/** A day of the calendar, `YYYY-MM-DD`. */
export const IsDay = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    { name: 'isDay', validator: { validate: isLocalDate, defaultMessage: () => '$property must be a day of the calendar, YYYY-MM-DD' } },
    options,
  );
