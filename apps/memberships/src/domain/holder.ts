import type { Uuid } from '#kernel/ids';

/*
 * A membership is held by a person; a family one by an account, whose members are all entitled by it (design.md, *Words*). Ids of
 * people and accounts never meet, so holdings, places and quotas know a holder alone, and nobody holds a thing twice either way
 * (MEM-13).
 */

export const holderOf = ({ personId, accountId }: { readonly personId?: Uuid | null; readonly accountId: Uuid }): Uuid =>
  personId ?? accountId;
