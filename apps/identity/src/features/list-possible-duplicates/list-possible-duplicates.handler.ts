import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPossibleDuplicates, type PossibleDuplicate } from '#contracts/identity/possible-duplicates';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { matchingOrganization } from '../../access.js';
import { isId } from '../../persistence/after-id.js';
import { possibleDuplicates, stateNow } from '../../persistence/possible-duplicates.js';

/** The likeliest first; what waits for an answer, unless something else is asked for. */
@QueryHandler(ListPossibleDuplicates)
export class ListPossibleDuplicatesHandler implements IQueryHandler<ListPossibleDuplicates> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, state = 'open', certain, personId, language }: ListPossibleDuplicates): Promise<Page<PossibleDuplicate>> {
    const { organizationId } = matchingOrganization();
    const values: unknown[] = [];
    const value = (given: unknown): string => `$${values.push(given) + 1}`;
    const where = [`${stateNow} = ${value(state)}`];
    if (certain !== undefined) where.push(`d.certain = ${value(certain)}`);
    if (personId) {
      const person = value(personId);
      where.push(`(d.person_id = ${person} OR d.other_id = ${person})`);
    }
    const last = lastShown(after);
    if (last) {
      const [score, id] = [value(last.score), value(last.id)];
      where.push(`(d.score < ${score} OR (d.score = ${score} AND d.id > ${id}))`);
    }
    const among = { where: where.join(' AND '), values, limit: limit + 1, language };
    const found = await this.database.transaction((em) => possibleDuplicates(em, organizationId, among));
    return pageOf(found, limit, ({ score, id }) => [Math.round(score * 100), id]);
  }
}

function lastShown(cursor: string | undefined): { score: number; id: string } | undefined {
  const values = decodeCursor(cursor, 2);
  if (!values) return undefined;
  const [score, id] = values;
  if (!Number.isInteger(score) || !isId(id)) throw new BadCursor();
  return { score: Number(score), id };
}
