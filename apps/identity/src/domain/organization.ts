import type { Fault } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';
import type { OrganizationKind } from '#kernel/roles';
import type { TaxSetting } from '#contracts/identity/organizations';

/*
 * What an organization's settings must be: at least one language, a time zone and currency the world knows, taxes that are
 * shares of a price. A club has a federation, nobody else has one given.
 */

export interface Settings {
  readonly currency: string;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly taxes: readonly TaxSetting[];
}

/** BIL-20: Quebec's GST and QST, both on the price. Other provinces' taxes are for the organization to say. */
export function defaultTaxes(country: string, province: string | null): TaxSetting[] {
  if (country !== 'CA' || province !== 'QC') return [];
  return [
    { code: 'GST', ratePpm: 50_000 },
    { code: 'QST', ratePpm: 99_750 },
  ];
}

/** Everything wrong with the settings; empty when they hold. */
export function faultsOf({ currency, timeZone, languages, taxes }: Settings): Fault[] {
  const faults: Fault[] = [];
  const refuse = (pointer: string, code: string, detail: string): number => faults.push({ pointer, code, detail });
  if (!currencies.has(currency)) refuse('/currency', 'identity.unknown-currency', `${currency} is not a currency of ISO 4217`);
  if (!isTimeZone(timeZone))
    refuse('/timeZone', 'identity.unknown-time-zone', 'The time zone is not in the IANA list, such as America/Toronto');
  if (languages.length === 0) refuse('/languages', 'identity.language-missing', 'An organization speaks at least one language');
  if (new Set(languages).size < languages.length) refuse('/languages', 'identity.language-repeated', 'A language stands in the list once');
  taxes.forEach(({ code, ratePpm }, i) => {
    const pointer = `/taxes/${i}`;
    if (code.trim() === '') refuse(`${pointer}/code`, 'identity.tax-code-missing', 'A tax has a code, such as GST');
    if (ratePpm < 0 || ratePpm > 1_000_000) refuse(`${pointer}/ratePpm`, 'identity.bad-tax-rate', 'A tax rate is between 0 and 100 %');
    if (taxes.findIndex((tax) => tax.code === code) < i) refuse(`${pointer}/code`, 'identity.tax-repeated', `${code} is listed twice`);
  });
  return faults;
}

/** Whether kind and federation go together. */
export function faultsOfNetwork(kind: OrganizationKind, id: Uuid, federationId: Uuid | null): Fault[] {
  const refuse = (detail: string): Fault[] => [{ pointer: '/federationId', code: 'identity.wrong-federation', detail }];
  if (kind === 'federation') return federationId === id ? [] : refuse('A federation belongs to no other one');
  if (kind === 'club') return federationId ? [] : refuse('A club names its federation');
  return federationId ? refuse('Only a club belongs to a federation') : [];
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

function isTimeZone(name: string): boolean {
  if (name === '' || /^[+-]/.test(name)) return false; // Offsets are accepted by some runtimes; they know no summer time.
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
