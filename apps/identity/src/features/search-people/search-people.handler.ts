import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SearchPeople, type FoundPeople, type FoundPerson } from '#contracts/identity/search-people';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { query as rowsOf } from '#platform/database/sql';
import { BadCursor, decodeCursor, encodeCursor } from '#platform/paging';
import { matchingOrganization, type ImportingClub } from '../../access.js';
import { criteriaOf, searchQuery, tellsEnough, type SearchQuery } from '../../domain/search/search-query.js';
import { NetworkSearchNotAllowed, SearchTooWeak } from '../../domain/search.errors.js';
import { foundPerson, heldPeople, seenPeople, yearOf, type HeldRow, type SeenRow } from '../../persistence/found-people.js';
import { NetworkSearches } from '../../persistence/network-searches.js';
import { networkSearchOf } from '../../persistence/network-searchers.js';
import { PeopleSearch, type FoundInSearch } from '../../persistence/people-search.js';
import { personNumber } from '../../persistence/person-records.js';
import { SearchNetworks } from '../../persistence/search-networks.js';

/** One's own people by whatever is typed; those of the network where the federation allows it and enough is known of them (ID-16). */
@QueryHandler(SearchPeople)
export class SearchPeopleHandler implements IQueryHandler<SearchPeople> {
  constructor(
    private readonly database: Database,
    private readonly networks: SearchNetworks,
    private readonly search: PeopleSearch,
    private readonly searches: NetworkSearches,
  ) {}

  execute(query: SearchPeople): Promise<FoundPeople> {
    const asking = matchingOrganization();
    const asked = searchQuery(query.text);
    const { organizationId, networkId } = asking;
    // Who is a network finds the same either way.
    return query.scope === 'mine' || organizationId === networkId ? this.among(asking, asked, query) : this.over(asking, asked, query);
  }

  private async among({ organizationId, networkId }: ImportingClub, asked: SearchQuery, query: SearchPeople): Promise<FoundPeople> {
    const complete = await this.networks.ready(networkId);
    const showArchived = query.showArchived ?? false;
    const list = { networkId, scopeId: organizationId, contactsOf: 'own', showArchived } as const;
    const { some, next } = page(await this.search.find(list, asked), query);
    const ids = some.map(({ personId }) => personId);
    const rows =
      ids.length === 0 ? [] : await this.database.statement<SeenRow>(seenPeople, [organizationId, ids, showArchived], { byIndex: true });
    const seen = new Map(rows.map((row) => [row.personId, foundPerson(row)]));
    return { data: ids.flatMap((id) => seen.get(id) ?? []), next, complete };
  }

  /** Every search over the network is counted and logged, with whom it showed; one that was refused shows nobody. */
  private async over(asking: ImportingClub, asked: SearchQuery, query: SearchPeople): Promise<FoundPeople> {
    const { organizationId, networkId } = asking;
    await this.allow(asking);
    if (!tellsEnough(asked)) throw new SearchTooWeak();
    const complete = await this.networks.ready(networkId);
    await this.database.transaction((em) => this.searches.count(em, organizationId));
    const list = { networkId, scopeId: networkId, contactsOf: 'network', showArchived: false } as const;
    const { some, next } = page(await this.search.find(list, asked), query);
    const data = await this.database.transaction((em) => this.shown(em, asking, asked, some));
    return { data, next, complete };
  }

  private async allow({ organizationId }: ImportingClub): Promise<void> {
    const { allowed } = await this.database.transaction((em) => networkSearchOf(em, organizationId));
    if (!allowed) throw new NetworkSearchNotAllowed();
  }

  private async shown(
    em: EntityManager,
    { organizationId, networkId }: ImportingClub,
    asked: SearchQuery,
    found: readonly FoundInSearch[],
  ): Promise<FoundPerson[]> {
    const shown = found.map(({ personId }) => personId);
    const rows = shown.length === 0 ? [] : await rowsOf<HeldRow>(em, heldPeople, [organizationId, shown]);
    const held = new Map<Uuid, HeldRow>(rows.map((row) => [row.personId, row]));
    const people = found.map((person) => personOfNetwork(person, held.get(person.personId), asked));
    const strangers = people.filter(({ known }) => !known).length;
    await this.searches.forgetOld(em, organizationId);
    await this.searches.record(em, organizationId, { networkId, by: criteriaOf(asked), shown, strangers });
    return people;
  }
}

/** Of a stranger the birth date is told to whoever knew it; everybody else sees the year. */
function personOfNetwork(person: FoundInSearch, held: HeldRow | undefined, asked: SearchQuery): FoundPerson {
  const { personId, number, firstName, lastName, birthDate } = person;
  const told = held !== undefined || asked.birthDate !== undefined;
  return {
    personId,
    number: personNumber(number),
    firstName,
    lastName,
    birthDate: told ? birthDate : null,
    birthYear: yearOf(birthDate),
    known: held !== undefined,
    accountIds: held?.accountIds ?? [],
    email: null,
    phone: null,
    archivedAt: null,
  };
}

/** The best come first however often they are asked for: a page is a place among them. */
function page(found: readonly FoundInSearch[], { after, limit }: SearchPeople): { some: readonly FoundInSearch[]; next: string | null } {
  const [from = 0] = decodeCursor(after, 1) ?? [];
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0) throw new BadCursor();
  const to = from + limit;
  return { some: found.slice(from, to), next: to < found.length ? encodeCursor([to]) : null };
}
