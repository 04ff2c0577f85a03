import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import { type ReplacedMembership, ReplaceMemberships } from '#contracts/memberships/replacements';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { BeingReplaced, NotReplaceable } from '../../domain/replacement.errors.js';
import { isOrdered } from '../../persistence/operations.js';
import { isReplaceable, type JudgedReplacement, replacedBy } from '../../selling/judged-replacements.js';
import { Operations } from '../../selling/operations.js';
import { ReplacementOrders } from '../../selling/replacement-orders.js';
import { SellersView } from '../../selling/sellers-view.js';

/** Holds the old memberships and the places of the new ones, and orders the replacement (REP-13). */
@CommandHandler(ReplaceMemberships)
export class ReplaceMembershipsHandler implements ICommandHandler<ReplaceMemberships> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly operations: Operations,
    private readonly view: SellersView,
    private readonly orders: ReplacementOrders,
  ) {}

  async execute(command: ReplaceMemberships): Promise<{ replacements: ReplacedMembership[] }> {
    const acting = actingAdministrator();
    const ids = command.replacements.map(({ membershipId }) => membershipId);
    const held = await this.database.transaction((em) => replacedBy(em, acting.id, ids), { repeated: true });
    const members = await this.view.members([...held.values()]);
    await this.idempotency.once(
      command,
      async (em) => {
        if (!(await isOrdered(em, command.operationId))) await this.order(em, command, acting, members);
        return { operationId: command.operationId };
      },
      { repeated: true },
    );
    return this.operations.answer(command.operationId);
  }

  private async order(
    em: EntityManager,
    { operationId, replacements, previewHash }: ReplaceMemberships,
    acting: ActingOrganization,
    members: ReadonlyMap<string, MemberDescription>,
  ): Promise<void> {
    const { judged, elsewhere } = await this.orders.judged(em, operationId, acting, replacements, members);
    if (elsewhere.size > 0) throw new BeingReplaced();
    const good = judged.filter(isReplaceable);
    if (good.length < judged.length) throw new NotReplaceable(faultsOf(judged));
    await this.orders.order(em, operationId, acting, good, { previewHash });
  }
}

const faultsOf = (judged: readonly JudgedReplacement[]) =>
  judged.flatMap((one, i) =>
    isReplaceable(one)
      ? []
      : [{ pointer: `/replacements/${i}`, code: `memberships.${one.problem}`, detail: [one.problem, ...words(one.facts)].join(' ') }],
  );

const words = (facts: Record<string, string | number>): string[] => Object.entries(facts).map(([name, value]) => `${name} ${value}`);
