import { Module } from '@nestjs/common';
import { mailProviders } from '#platform/mail/mail-providers';
import { ListLettersController } from './features/list-letters/list-letters.controller.js';
import { ListLettersHandler } from './features/list-letters/list-letters.handler.js';
import { IdentityConfig } from './identity.config.js';

/** Client accounts: how they come to be, who may sign in to them, and the letters they get. */
@Module({
  controllers: [ListLettersController],
  providers: [...mailProviders(IdentityConfig), ListLettersHandler],
})
export class ClientsModule {}
