import type { Note } from './paper.js';
import type { Words } from './words/words.js';

/** Statements and invoices link to payment (BIL-12), where there is something to pay and a way to. */
export const payOnline = (url: string | null, words: Words): Note[] => (url ? [{ kind: 'note', text: words.payOnline(url), url }] : []);
