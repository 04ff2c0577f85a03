import { Module } from '@nestjs/common';
import { ChangeOwnProfileController } from './features/change-own-profile/change-own-profile.controller.js';
import { ChangeOwnProfileHandler } from './features/change-own-profile/change-own-profile.handler.js';
import { FindOwnClientController } from './features/find-own-client/find-own-client.controller.js';
import { FindOwnClientHandler } from './features/find-own-client/find-own-client.handler.js';
import { GetOwnClientController } from './features/get-own-client/get-own-client.controller.js';
import { GetOwnClientHandler } from './features/get-own-client/get-own-client.handler.js';

/** What clients do with their own accounts, and who else may know that an account is theirs. */
@Module({
  controllers: [FindOwnClientController, GetOwnClientController, ChangeOwnProfileController],
  providers: [FindOwnClientHandler, GetOwnClientHandler, ChangeOwnProfileHandler],
})
export class OwnModule {}
