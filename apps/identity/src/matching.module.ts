import { Module } from '@nestjs/common';
import { DecideDuplicateController } from './features/decide-duplicate/decide-duplicate.controller.js';
import { DecideDuplicateHandler } from './features/decide-duplicate/decide-duplicate.handler.js';
import { FindSimilarPeopleController } from './features/find-similar-people/find-similar-people.controller.js';
import { FindSimilarPeopleHandler } from './features/find-similar-people/find-similar-people.handler.js';
import { GetDuplicateSearchController } from './features/get-duplicate-search/get-duplicate-search.controller.js';
import { GetDuplicateSearchHandler } from './features/get-duplicate-search/get-duplicate-search.handler.js';
import { GetPossibleDuplicateController } from './features/get-possible-duplicate/get-possible-duplicate.controller.js';
import { GetPossibleDuplicateHandler } from './features/get-possible-duplicate/get-possible-duplicate.handler.js';
import { KeepMatchKeysSchedule } from './features/keep-match-keys/keep-match-keys.schedule.js';
import { ListPossibleDuplicatesController } from './features/list-possible-duplicates/list-possible-duplicates.controller.js';
import { ListPossibleDuplicatesHandler } from './features/list-possible-duplicates/list-possible-duplicates.handler.js';
import { SearchDuplicatesController } from './features/search-duplicates/search-duplicates.controller.js';
import { SearchDuplicatesHandler } from './features/search-duplicates/search-duplicates.handler.js';
import { SearchDuplicatesSaga } from './features/search-duplicates/search-duplicates.saga.js';
import { MatchModels } from './persistence/match-models.js';
import { MatchNetworks } from './persistence/match-networks.js';

/** The matching engine: who may be known already, and who is there twice. */
@Module({
  controllers: [
    FindSimilarPeopleController,
    SearchDuplicatesController,
    GetDuplicateSearchController,
    ListPossibleDuplicatesController,
    GetPossibleDuplicateController,
    DecideDuplicateController,
  ],
  providers: [
    MatchModels,
    MatchNetworks,
    KeepMatchKeysSchedule,
    FindSimilarPeopleHandler,
    SearchDuplicatesHandler,
    SearchDuplicatesSaga,
    GetDuplicateSearchHandler,
    ListPossibleDuplicatesHandler,
    GetPossibleDuplicateHandler,
    DecideDuplicateHandler,
  ],
})
export class MatchingModule {}
