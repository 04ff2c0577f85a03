import { Module } from '@nestjs/common';
import { CardFiles } from './cards/card-files.js';
import { CardMakers } from './cards/card-makers.js';
import { PrintedCards } from './cards/printed-cards.js';
import { GetCardController } from './features/get-card/get-card.controller.js';
import { GetCardHandler } from './features/get-card/get-card.handler.js';
import { GetOwnCardController } from './features/get-own-card/get-own-card.controller.js';
import { GetOwnCardHandler } from './features/get-own-card/get-own-card.handler.js';
import { ListOwnCardsHandler } from './features/get-own-card/list-own-cards.handler.js';
import { MakeOwnCardFileHandler } from './features/get-own-card/make-own-card-file.handler.js';
import { IssueCardController } from './features/issue-card/issue-card.controller.js';
import { IssueCardHandler } from './features/issue-card/issue-card.handler.js';
import { ListCardsController } from './features/list-cards/list-cards.controller.js';
import { ListCardsHandler } from './features/list-cards/list-cards.handler.js';
import { MakeCardFileController } from './features/make-card-file/make-card-file.controller.js';
import { MakeCardFileHandler } from './features/make-card-file/make-card-file.handler.js';

/** Cards of memberships: seen, listed, printed, issued anew. They are made where memberships are made. */
@Module({
  controllers: [GetCardController, ListCardsController, MakeCardFileController, IssueCardController, GetOwnCardController],
  providers: [
    PrintedCards,
    CardMakers,
    CardFiles,
    GetCardHandler,
    ListCardsHandler,
    MakeCardFileHandler,
    IssueCardHandler,
    ListOwnCardsHandler,
    GetOwnCardHandler,
    MakeOwnCardFileHandler,
  ],
})
export class CardsModule {}
