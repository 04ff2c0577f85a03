import { Module } from '@nestjs/common';
import { ChangeNetworkSearchController } from './features/change-network-search/change-network-search.controller.js';
import { ChangeNetworkSearchHandler } from './features/change-network-search/change-network-search.handler.js';
import { GetNetworkSearchController } from './features/get-network-search/get-network-search.controller.js';
import { GetNetworkSearchHandler } from './features/get-network-search/get-network-search.handler.js';
import { KeepSearchSchedule } from './features/keep-search/keep-search.schedule.js';
import { SearchPeopleController } from './features/search-people/search-people.controller.js';
import { SearchPeopleHandler } from './features/search-people/search-people.handler.js';
import { ManagedOrganizations } from './persistence/managed-organizations.js';
import { NetworkSearches } from './persistence/network-searches.js';
import { PeopleSearch } from './persistence/people-search.js';
import { SearchNetworks } from './persistence/search-networks.js';

/** Searching people, among one's own and over a network (ID-16). */
@Module({
  controllers: [SearchPeopleController, GetNetworkSearchController, ChangeNetworkSearchController],
  providers: [
    ManagedOrganizations,
    SearchNetworks,
    PeopleSearch,
    NetworkSearches,
    KeepSearchSchedule,
    SearchPeopleHandler,
    GetNetworkSearchHandler,
    ChangeNetworkSearchHandler,
  ],
})
export class SearchModule {}
