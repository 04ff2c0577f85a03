import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MatchPeople, type MatchCandidate, type MatchVerdict, type PersonToMatch } from '#contracts/identity/match-people.query';
import { Database } from '#platform/database/database';
import { importingClub } from '../../access.js';
import { comparable, nameKey } from '../../domain/comparable.js';
import { judge, type Judged } from '../../domain/match.js';
import { findCandidates, type Candidate } from '../../persistence/match-candidates.js';
import { personNumber } from '../../persistence/person-records.js';

/** Compares rows with everybody the network knows: one search brings candidates, the rule judges each row in memory. */
@QueryHandler(MatchPeople)
export class MatchPeopleHandler implements IQueryHandler<MatchPeople> {
  constructor(private readonly database: Database) {}

  async execute({ people }: MatchPeople): Promise<{ verdicts: MatchVerdict[] }> {
    const club = importingClub();
    const rows = people.map((person) => ({ ...comparable(person), birthDate: person.birthDate, row: person.row }));
    const found = await this.database.transaction((em) => findCandidates(em, club, rows), { as: 'matcher' });

    const candidatesOf = Map.groupBy(found, ({ row }) => row);
    const verdicts = people.flatMap((person, i) => {
      const judged = judge(rows[i], candidatesOf.get(person.row) ?? []);
      return judged ? [verdictOn(person, judged)] : [];
    });
    return { verdicts };
  }
}

const verdictOn = (person: PersonToMatch, { verdict, candidates }: Judged<Candidate>): MatchVerdict => ({
  row: person.row,
  verdict,
  candidates: candidates.map(({ candidate, because }) => described(candidate, because, person)),
});

/** Shared fields only (ID-3): the gender that was compared stays behind. */
function described(candidate: Candidate, because: MatchCandidate['because'], person: PersonToMatch): MatchCandidate {
  const { personId, number, firstName, lastName, birthDate, accountId, clientHere } = candidate;
  const ownerDiffers = differs(person.owner, candidate);
  return { personId, number: personNumber(number), firstName, lastName, birthDate, accountId, clientHere, ownerDiffers, because };
}

/** Whether the file names another owner than the account has; a placeholder is nobody yet (IMP-8). */
function differs(owner: PersonToMatch['owner'], { accountId, ownerFirstKey, ownerLastKey }: Candidate): boolean {
  if (!owner || accountId === null) return false;
  return nameKey(owner.firstName) !== ownerFirstKey || nameKey(owner.lastName) !== ownerLastKey;
}
