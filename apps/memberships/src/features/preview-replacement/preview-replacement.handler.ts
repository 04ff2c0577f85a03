import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { newId } from '#kernel/ids';
import { PreviewReplacements } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { type PlannedReplacement, PreviewReplacement } from '#contracts/memberships/replacements';
import { message } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { actingAdministrator } from '../../access.js';
import { isReplaceable, type JudgedReplacement, judgeReplacements, replacedBy } from '../../selling/judged-replacements.js';
import { replacementsOf } from '../../selling/replacements.js';
import { SellersView } from '../../selling/sellers-view.js';

/** Judges replacements and has their four documents each computed, writing nothing. */
@QueryHandler(PreviewReplacement)
export class PreviewReplacementHandler implements IQueryHandler<PreviewReplacement> {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly view: SellersView,
  ) {}

  async execute({ replacements }: PreviewReplacement): Promise<{ replacements: PlannedReplacement[]; billing: PlannedBilling | null }> {
    const acting = actingAdministrator();
    const ids = replacements.map(({ membershipId }) => membershipId);
    const held = await this.database.transaction((em) => replacedBy(em, acting.id, ids), { repeated: true });
    const members = await this.view.members([...held.values()]);
    const judged = await this.database.transaction(
      async (em) => {
        const seller = await this.view.of(em, acting, [...held.values()][0]?.designerId);
        return judgeReplacements(em, replacements, { seller, held, members });
      },
      { repeated: true },
    );
    const good = judged.filter(isReplaceable);
    const billing =
      good.length > 0 ? await this.messages.ask(message(PreviewReplacements, replacementsOf(good, acting.id, newId()))) : null;
    return { replacements: judged.map(planned), billing };
  }
}

const planned = (judged: JudgedReplacement): PlannedReplacement =>
  isReplaceable(judged)
    ? { problem: null, facts: null, effectiveOn: judged.effectiveOn, expiresOn: judged.expiresOn }
    : { problem: judged.problem, facts: judged.facts, effectiveOn: null, expiresOn: null };
