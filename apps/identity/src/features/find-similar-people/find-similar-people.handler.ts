import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindSimilarPeople, type MatchLanguage, type SimilarPerson } from '#contracts/identity/find-similar-people.query';
import { Database } from '#platform/database/database';
import { matchingOrganization } from '../../access.js';
import { nameKey } from '../../domain/comparable.js';
import { contactKeys } from '../../domain/matching/contact-keys.js';
import type { Model } from '../../domain/matching/model.js';
import { toldOnlyTheirOwn } from '../../domain/matching/disclosure.js';
import { portrait, type Portrait } from '../../domain/matching/traits.js';
import { judgePair } from '../../domain/matching/verdict.js';
import { MatchModels } from '../../persistence/match-models.js';
import { MatchNetworks } from '../../persistence/match-networks.js';
import { heldByOne, unheld, type Held } from '../../persistence/own-contacts.js';
import { personNumber } from '../../persistence/person-records.js';
import { findSimilarToOne, type Similar } from '../../persistence/similar-people.js';
import { similarityReason } from '../../persistence/similarity-reasons.js';

const mostShown = 5;
const knownHalfTheTime = 0.3; // Of those a form is filled in for, so many are known already.

/** Looks over the whole network, as an import does (CON-4), and compares private fields with the organization's own records alone. */
@QueryHandler(FindSimilarPeople)
export class FindSimilarPeopleHandler implements IQueryHandler<FindSimilarPeople> {
  constructor(
    private readonly database: Database,
    private readonly models: MatchModels,
    private readonly networks: MatchNetworks,
  ) {}

  async execute(query: FindSimilarPeople): Promise<{ candidates: SimilarPerson[] }> {
    const { organizationId, networkId } = matchingOrganization();
    await this.networks.enter(networkId);
    const asked = described(query);
    // Each is a statement of its own: nothing is written, and a transaction would cost somebody who waits twice as much.
    const [model, found] = await Promise.all([
      this.models.ofOne(this.database, networkId),
      findSimilarToOne(this.database, networkId, asked),
    ]);
    const ids = found.map(({ personId }) => personId);
    const held = await heldByOne(this.database, organizationId, ids);
    const candidates = found.flatMap(
      (candidate) => compared(asked, candidate, held.get(candidate.personId) ?? unheld, model, query.language) ?? [],
    );
    return { candidates: candidates.sort((a, b) => b.score - a.score || (a.personId < b.personId ? -1 : 1)).slice(0, mostShown) };
  }
}

function described(query: FindSimilarPeople): Portrait {
  const { firstName, lastName, birthDate = null, gender = null, accountId } = query;
  const { email = null, phone = null, address = null, city = null, postalCode = null } = query;
  const contact = contactKeys({ email, phone, address, city, postalCode });
  const households = accountId ? [accountId] : [];
  return portrait({ firstKey: nameKey(firstName), lastKey: nameKey(lastName), birthDate, gender, ...contact, households });
}

function compared(asked: Portrait, candidate: Similar, held: Held, model: Model, language: MatchLanguage): SimilarPerson | undefined {
  const other = portrait({ ...candidate, ...held.contact, households: held.accountIds });
  const judged = judgePair(asked, other, model, { matches: knownHalfTheTime, among: model.people });
  if (judged.verdict === 'different') return undefined;
  const { score, probability, because } = toldOnlyTheirOwn(judged, { gender: held.gender !== null });
  const { personId, number, firstName, lastName, birthDate } = candidate;
  return {
    personId,
    number: personNumber(number),
    firstName,
    lastName,
    birthDate,
    known: held.known,
    verdict: judged.verdict,
    certain: judged.certain,
    score: score / 100,
    probability: Math.round(probability * 10_000) / 10_000,
    because: because.map((reason) => similarityReason(reason, language)),
  };
}
