import { person } from '../../../apps/identity/src/person.js';
export const sender = person;
