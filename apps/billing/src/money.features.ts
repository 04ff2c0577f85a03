import { Refunds } from './persistence/refunds.js';

/** Payments and refunds, with what they are kept by. */
export const moneyProviders = [Refunds];
