import { Injectable } from '@nestjs/common';
import type { OwnClient } from '#contracts/identity/own-clients';
import type { OwnPurchase } from '#contracts/memberships/own';
import type { SaleToMake } from '#contracts/memberships/sales';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { OwnClients } from '#platform/organizations/own-clients';

/** Who buys for themselves: the owner, for every member of the account (ID-1). Who was archived buys nothing any more (ID-22). */
@Injectable()
export class Buyers {
  constructor(private readonly clients: OwnClients) {}

  async get(clientId: Uuid): Promise<OwnClient> {
    const client = await this.clients.owned(clientId);
    if (client.archived) throw new Missing('memberships.no-such-account');
    return client;
  }
}

/** As staff would sell it: at the listing's price and no other, with no extra of the buyer's. */
export const salesOf = ({ accountId }: OwnClient, purchases: readonly OwnPurchase[]): SaleToMake[] =>
  purchases.map(({ listingId, personId = null }) => ({ listingId, accountId, personId, expiresOn: null, extras: null }));
