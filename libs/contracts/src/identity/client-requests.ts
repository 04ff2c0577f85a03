import type { RequestClass } from '../message.js';
import { ListLetters } from './letters.query.js';

/** What is asked about client accounts: creating, activating, inviting, and the letters that go with it. */
export const clientRequests: readonly RequestClass[] = [ListLetters];
