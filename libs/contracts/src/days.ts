import { ValidateBy } from 'class-validator';
import { isLocalDate } from '#kernel/dates';

/** A day of the calendar, `YYYY-MM-DD`. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({ name: 'isDay', validator: { validate: isLocalDate, defaultMessage: () => '$property must be a day, YYYY-MM-DD' } });
