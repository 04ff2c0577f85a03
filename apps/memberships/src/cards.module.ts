import { Module } from '@nestjs/common';
import { CardMakers } from './cards/card-makers.js';
import { PrintedCards } from './cards/printed-cards.js';
import { GetCardController } from './features/get-card/get-card.controller.js';
import { GetCardHandler } from './features/get-card/get-card.handler.js';
import { IssueCardController } from './features/issue-card/issue-card.controller.js';
import { IssueCardHandler } from './features/issue-card/issue-card.handler.js';
import { ListCardsController } from './features/list-cards/list-cards.controller.js';
import { ListCardsHandler } from './features/list-cards/list-cards.handler.js';
import { MakeCardFileController } from './features/make-card-file/make-card-file.controller.js';
import { MakeCardFileHandler } from './features/make-card-file/make-card-file.handler.js';

/** Cards of memberships: seen, listed, printed, issued anew. They are made where memberships are made. */
@Module({
  controllers: [GetCardController, ListCardsController, MakeCardFileController, IssueCardController],
  providers: [PrintedCards, CardMakers, GetCardHandler, ListCardsHandler, MakeCardFileHandler, IssueCardHandler],
})
export class CardsModule {}
