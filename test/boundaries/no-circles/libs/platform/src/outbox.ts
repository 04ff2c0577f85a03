import { inbox } from './inbox.js';
export const outbox = (): unknown => inbox;
