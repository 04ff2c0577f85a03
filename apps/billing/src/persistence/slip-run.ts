import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BlockedSlip, MissingForSlip, SlipsMade } from '#contracts/billing/childcare';
import type { Uuid } from '#kernel/ids';
import { careOfYear, slipsOf, slipsToMake, type SlipDraft, type SlipToMake } from '../domain/childcare.js';
import { Care, type DeclaredCare } from './care.js';
import { Guardians } from './guardians.js';
import { Slips } from './slips.js';

export interface SlipsDecided extends SlipsMade {
  readonly toMake: readonly SlipToMake[];
  readonly numbersOpened: number;
}

/** What slips a year needs now, and what stands in the way of others (BIL-26 … BIL-28). A preview decides by the same. */
@Injectable()
export class SlipRun {
  constructor(
    private readonly care: Care,
    private readonly guardians: Guardians,
    private readonly slips: Slips,
  ) {}

  async decide(em: EntityManager, issuerId: Uuid, year: number): Promise<SlipsDecided> {
    const declared = await this.care.declaredFor(em, issuerId, year);
    const accounts = [...new Set(declared.map(({ billingAccountId }) => billingAccountId))];
    const guardians = await this.guardians.opened(em, issuerId, accounts);
    const shares = new Map((await this.guardians.sharesOf(em, accounts)).map((one) => [childOf(one), one.share]));
    const latest = await this.slips.latest(em, issuerId, year);

    const drafts: SlipDraft[] = [];
    const blocked = new Blocked();
    for (const line of declared.filter(({ reconciled }) => !reconciled)) blocked.add(line, ['not-reconciled']);
    for (const ofChild of careOfYear(declared.filter(isReconciled), year)) {
      for (const outcome of slipsOf(ofChild, guardians.get(ofChild.billingAccountId) ?? [], shares.get(childOf(ofChild)))) {
        if ('draft' in outcome) drafts.push(outcome.draft);
        else blocked.add(ofChild, outcome.missing);
      }
    }
    const toMake = slipsToMake(drafts, latest, (slip) => blocked.has(slip));
    const count = (code: string): number => toMake.filter((slip) => slip.code === code).length;
    const numbersOpened = latest.length + [...guardians.values()].flat().filter((one) => one.insuranceNumber).length;
    return { year, original: count('R'), amended: count('A'), cancelled: count('D'), blocked: blocked.all(), toMake, numbersOpened };
  }
}

interface OfChild {
  readonly billingAccountId: Uuid;
  readonly childId: Uuid;
}

const isReconciled = ({ reconciled }: DeclaredCare): boolean => reconciled;
const childOf = ({ billingAccountId, childId }: OfChild): string => `${billingAccountId}/${childId}`;

/** All that is missing of each child, once. What only waits for a payment blocks no slip of what is paid. */
class Blocked {
  private readonly children = new Map<string, BlockedSlip & { missing: MissingForSlip[] }>();

  add(child: OfChild & { readonly childName: string | null }, missing: readonly MissingForSlip[]): void {
    const { billingAccountId, childId, childName } = child;
    const known = this.children.get(childOf(child)) ?? { billingAccountId, childId, childName, missing: [] };
    this.children.set(childOf(child), { ...known, missing: [...new Set([...known.missing, ...missing])] });
  }

  has(child: OfChild): boolean {
    return this.children.get(childOf(child))?.missing.some((what) => what !== 'not-reconciled') ?? false;
  }

  all(): BlockedSlip[] {
    return [...this.children.values()];
  }
}
