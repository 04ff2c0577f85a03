import { rows } from '../persistence/invoices.js';
export const open = rows.length;
