import { Injectable } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { flowCaller, runAs } from '#platform/messaging/context';
import { keyFrom, keyQueued } from './match-keys.js';

const atOnce = 1000;

/** The networks whose people are kept under keys. One enters by its first question; until it is filled, that question is answered without. */
@Injectable()
export class MatchNetworks {
  private readonly entered = new Set<Uuid>();
  /** How far this process has come with those that are being filled. */
  private readonly filledTo = new Map<Uuid, number>();

  constructor(private readonly database: Database) {}

  /** Makes sure that the caller's network is kept from now on; who stands alone is one of its own. */
  async enter(networkId: Uuid): Promise<void> {
    if (this.entered.has(networkId)) return;
    await this.database.transaction((em) => query(em, 'SELECT enter_match_network()'), { as: 'matcher', network: networkId });
    this.entered.add(networkId);
  }

  /** Writes keys for a while, a batch in each network that has work. Says whether there is more. */
  async keep(): Promise<boolean> {
    const networks = await this.database.transaction((em) =>
      query<{ id: Uuid }>(em, 'SELECT networks_to_key AS id FROM networks_to_key()'),
    );
    let more = false;
    for (const { id } of networks) more = (await runAs(flowCaller('match-keys', [id], id), () => this.keepSome(id))) || more;
    return more;
  }

  /** One batch of a network, by one process at a time. Says whether there is more. */
  keepSome(networkId: Uuid): Promise<boolean> {
    return this.database.transaction(
      async (em) => {
        const lock = `SELECT pg_try_advisory_xact_lock(hashtextextended('match-keys ' || $1, 0)) AS mine`;
        const [{ mine }] = await query<{ mine: boolean }>(em, lock, [networkId]);
        if (!mine) return false;
        const queued = await keyQueued(em, networkId, atOnce);
        const [{ filling }] = await query<{ filling: boolean }>(
          em,
          'SELECT filled_at IS NULL AS filling FROM match_networks WHERE network_id = $1',
          [networkId],
        );
        if (!filling) return queued === atOnce;
        const reached = await keyFrom(em, networkId, this.filledTo.get(networkId) ?? 0, atOnce);
        if (reached === undefined) await execute(em, 'UPDATE match_networks SET filled_at = now() WHERE network_id = $1', [networkId]);
        else this.filledTo.set(networkId, reached);
        return true;
      },
      { as: 'matcher', network: networkId },
    );
  }
}
