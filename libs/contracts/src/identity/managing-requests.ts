import type { RequestClass } from '../message.js';
import { AddContact, ChangeContact, GetContact, ListContacts, RemoveContact } from './contacts.js';

/** What is asked about managing client accounts: whom to call about them, who owns them, what is asked of their members. */
export const managingRequests: readonly RequestClass[] = [AddContact, ChangeContact, RemoveContact, GetContact, ListContacts];
