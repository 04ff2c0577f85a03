import type { Invoice } from '../persistence/invoice.js';
export const open = (invoice: Invoice): number => invoice.open;
