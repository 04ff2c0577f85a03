import { outbox } from './outbox.js';
export const inbox = (): unknown => outbox;
