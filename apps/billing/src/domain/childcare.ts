import type { CareUnit, MissingForSlip, Share, SlipCode } from '#contracts/billing/childcare';
import { ageOn, isLocalDate, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { CareDaysWrong, ChildTooOld, InsuranceNumberWrong } from './childcare.errors.js';

const oldest = 16;

/** Care has days, each once, and on each the child is sixteen or younger (BIL-26). */
export function checkCare(position: number, careOn: readonly LocalDate[], childBornOn: LocalDate): void {
  if (![...careOn, childBornOn].every(isLocalDate)) throw new CareDaysWrong({ position });
  if (careOn.length === 0 || new Set(careOn).size < careOn.length || careOn.some((day) => day < childBornOn)) {
    throw new CareDaysWrong({ position });
  }
  const tooOld = careOn.find((day) => ageOn(childBornOn, day) > oldest);
  if (tooOld) throw new ChildTooOld({ position, on: tooOld });
}

/** The nine digits of an insurance number, whose last one checks the others; none begins with 8. */
export function insuranceNumber(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^(?!0{9})[0-79]\d{8}$/.test(digits) || !checks(digits)) throw new InsuranceNumberWrong();
  return digits;
}

/** "••• ••• 286" */
export const masked = (lastDigits: string): string => `••• ••• ${lastDigits}`;

/** Every second digit is doubled, and the digits of all of it come to a multiple of ten. */
function checks(digits: string): boolean {
  const sum = Array.from(digits, Number).reduce((total, digit, i) => {
    const counted = i % 2 === 0 ? digit : digit * 2;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}

/** A line of care that is paid. */
export interface PaidCare {
  readonly billingAccountId: Uuid;
  readonly childId: Uuid;
  readonly childName: string | null;
  readonly unit: CareUnit;
  readonly careOn: readonly LocalDate[];
  readonly paidMinor: number;
  readonly notEligibleMinor: number;
}

/** Care of one child in one year, by the day or by the week. */
export interface CareOfYear {
  readonly billingAccountId: Uuid;
  readonly childId: Uuid;
  readonly childName: string | null;
  readonly unit: CareUnit;
  readonly units: number;
  readonly totalMinor: number; // C: what was paid.
  readonly notEligibleMinor: number; // D: never more than that.
}

/**
 * What of paid care belongs to a year: the day of the care decides, never that of the payment (BIL-26). A line over two years is
 * divided by its days in their order, so that the years come to the whole.
 */
export function careOfYear(lines: readonly PaidCare[], year: number): CareOfYear[] {
  const sums = new Map<string, CareOfYear>();
  for (const line of lines) {
    const { units, totalMinor, notEligibleMinor } = partOf(line, year);
    if (units === 0) continue;
    const key = [line.billingAccountId, line.childId, line.unit].join('/');
    const { billingAccountId, childId, childName, unit } = line;
    const before = sums.get(key) ?? { billingAccountId, childId, childName, unit, units: 0, totalMinor: 0, notEligibleMinor: 0 };
    sums.set(key, {
      ...before,
      childName: before.childName ?? childName,
      units: before.units + units,
      totalMinor: before.totalMinor + totalMinor,
      notEligibleMinor: before.notEligibleMinor + notEligibleMinor,
    });
  }
  return [...sums.values()];
}

function partOf({ careOn, paidMinor, notEligibleMinor }: PaidCare, year: number) {
  const before = careOn.filter((day) => Number(day.slice(0, 4)) < year).length;
  const units = careOn.filter((day) => Number(day.slice(0, 4)) === year).length;
  const part = (amount: number): number => upTo(amount, before + units, careOn.length) - upTo(amount, before, careOn.length);
  const totalMinor = part(paidMinor);
  return { units, totalMinor, notEligibleMinor: Math.min(totalMinor, part(Math.min(notEligibleMinor, paidMinor))) };
}

/** What the first so many of all the days come to, half-up. */
const upTo = (amountMinor: number, days: number, all: number): number =>
  Number((BigInt(amountMinor) * BigInt(days) * 2n + BigInt(all)) / (2n * BigInt(all)));

export interface Guardian {
  readonly place: 1 | 2;
  readonly name: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly postalCode: string | null;
  readonly insuranceNumber: string | null;
}

/** A slip as it would be made now. */
export interface SlipDraft extends Omit<CareOfYear, 'childName'> {
  readonly childName: string;
  readonly guardian: 1 | 2;
  readonly payerName: string;
  readonly payerAddress: string;
  readonly insuranceNumber: string;
}

export type SlipOutcome = { readonly draft: SlipDraft } | { readonly missing: readonly MissingForSlip[] };

/** The slips of one child's care: one for a guardian that pays all of it, two for halves, the odd cent to the first (BIL-27). */
export function slipsOf(care: CareOfYear, guardians: readonly Guardian[], share: Share | undefined): SlipOutcome[] {
  if (!share) return [{ missing: [...(care.childName ? [] : ['child-name' as const]), 'share'] }];
  const places = ({ first: [1], second: [2], half: [1, 2] } as const)[share];
  return places.map((place): SlipOutcome => {
    const guardian = guardians.find((one) => one.place === place);
    const missing = missingOf(care, guardian);
    if (!guardian || missing.length > 0) return { missing };
    const part = (amount: number): number => (share === 'half' ? (place === 1 ? Math.ceil(amount / 2) : Math.floor(amount / 2)) : amount);
    return {
      draft: {
        ...care,
        childName: care.childName ?? '',
        totalMinor: part(care.totalMinor),
        notEligibleMinor: part(care.notEligibleMinor),
        guardian: place,
        payerName: guardian.name ?? '',
        payerAddress: [guardian.address, `${guardian.city} ${guardian.province} ${guardian.postalCode}`].join('\n'),
        insuranceNumber: guardian.insuranceNumber ?? '',
      },
    };
  });
}

function missingOf({ childName }: CareOfYear, guardian: Guardian | undefined): MissingForSlip[] {
  const missing: MissingForSlip[] = childName ? [] : ['child-name'];
  if (!guardian) return [...missing, 'guardian'];
  if (!guardian.name) missing.push('payer-name');
  if (!guardian.insuranceNumber) missing.push('insurance-number');
  if (!guardian.address || !guardian.city || !guardian.postalCode) missing.push('address');
  if (guardian.province !== 'QC') missing.push('quebec-address');
  return missing;
}

/** The newest slip of a child, payer and unit. */
export interface LatestSlip extends SlipDraft {
  readonly id: Uuid;
  readonly code: SlipCode;
}

/** A slip to make: with what it says, and the slip it amends or cancels. */
export interface SlipToMake {
  readonly code: SlipCode;
  readonly draft: SlipDraft;
  readonly amends: Uuid | null;
}

export const slipKey = ({ billingAccountId, childId, guardian, unit }: Omit<SlipDraft, 'units'>): string =>
  [billingAccountId, childId, guardian, unit].join('/');

/**
 * What has to be made so that the newest slips say what holds now (BIL-28): an original where there is none, an amended one where
 * something changed, a cancelled one where the care is gone. Those of a child whose data is incomplete stay as they are.
 */
export function slipsToMake(
  drafts: readonly SlipDraft[],
  latest: readonly LatestSlip[],
  isBlocked: (slip: LatestSlip) => boolean,
): SlipToMake[] {
  const before = new Map(latest.map((slip) => [slipKey(slip), slip]));
  const wanted = new Set(drafts.map(slipKey));
  const made = drafts.flatMap((draft): SlipToMake[] => {
    const slip = before.get(slipKey(draft));
    if (!slip || slip.code === 'D') return [{ code: 'R', draft, amends: null }];
    return sayTheSame(slip, draft) ? [] : [{ code: 'A', draft, amends: slip.id }];
  });
  const gone = latest.filter((slip) => slip.code !== 'D' && !wanted.has(slipKey(slip)) && !isBlocked(slip));
  return [...made, ...gone.map((slip): SlipToMake => ({ code: 'D', draft: draftOf(slip), amends: slip.id }))];
}

const said = ['childName', 'units', 'totalMinor', 'notEligibleMinor', 'payerName', 'payerAddress', 'insuranceNumber'] as const;
const sayTheSame = (a: SlipDraft, b: SlipDraft): boolean => said.every((field) => a[field] === b[field]);

function draftOf({ id: _id, code: _code, ...draft }: LatestSlip): SlipDraft {
  return draft;
}
