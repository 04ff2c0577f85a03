import { numbers } from '../issue-invoice/handler.js';
export const next = numbers + 1;
