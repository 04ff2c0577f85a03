import { person } from '../../identity/src/person.js';
export const debtor = person;
