import type { OwnClient } from '#contracts/identity/own-clients';
import type { Card } from '../../persistence/cards.js';

/** Cards of the client's own account: all of them for its owner, their own and the family's for a member with a login (ID-21). */
export const isOwnCardOf =
  ({ accountId, owner, personId }: OwnClient) =>
  (card: Card): boolean =>
    card.accountId === accountId && (owner || card.personId === null || card.personId === personId);
