import { Module } from '@nestjs/common';
import { AddContactController } from './features/add-contact/add-contact.controller.js';
import { AddContactHandler } from './features/add-contact/add-contact.handler.js';
import { ChangeContactController } from './features/change-contact/change-contact.controller.js';
import { ChangeContactHandler } from './features/change-contact/change-contact.handler.js';
import { GetContactController } from './features/get-contact/get-contact.controller.js';
import { GetContactHandler } from './features/get-contact/get-contact.handler.js';
import { ListContactsController } from './features/list-contacts/list-contacts.controller.js';
import { ListContactsHandler } from './features/list-contacts/list-contacts.handler.js';
import { RemoveContactController } from './features/remove-contact/remove-contact.controller.js';
import { RemoveContactHandler } from './features/remove-contact/remove-contact.handler.js';

/** Managing client accounts that are there: whom to call about them, who owns them, what is asked of their members. */
@Module({
  controllers: [AddContactController, ChangeContactController, RemoveContactController, GetContactController, ListContactsController],
  providers: [AddContactHandler, ChangeContactHandler, RemoveContactHandler, GetContactHandler, ListContactsHandler],
})
export class ManagingModule {}
