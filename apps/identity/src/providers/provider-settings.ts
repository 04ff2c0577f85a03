import { ValidateBy } from 'class-validator';

/** A provider of OpenID Connect, as whoever runs this installation agreed with it. */
export interface ProviderSettings {
  readonly id: string;
  readonly name: string; // For the button.
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The providers that a setting names, JSON by id: `{"club-id": {"name", "issuer", "clientId", "clientSecret"}}`. None without one. */
export function providersIn(text: string | undefined): ProviderSettings[] {
  if (text === undefined) return [];
  return Object.entries(JSON.parse(text) as Record<string, Omit<ProviderSettings, 'id'>>).map(([id, settings]) => ({ ...settings, id }));
}

/** Nobody listens in on a machine's talk with itself; everything else is encrypted. */
export const isOnThisMachine = ({ issuer }: Pick<ProviderSettings, 'issuer'>): boolean => loopback.has(new URL(issuer).hostname);

export const AreProviders = (): PropertyDecorator =>
  ValidateBy({
    name: 'areProviders',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && areProviders(value),
      defaultMessage: () =>
        'must be JSON by id (lower case): name, issuer (https, as the provider writes it, none twice), clientId and clientSecret of each',
    },
  });

function areProviders(text: string): boolean {
  try {
    const providers = providersIn(text);
    const issuers = new Set(providers.map(({ issuer }) => issuer));
    return issuers.size === providers.length && providers.every(isProvider);
  } catch {
    return false;
  }
}

function isProvider({ id, name, issuer, clientId, clientSecret, ...others }: ProviderSettings): boolean {
  const texts = [name, clientId, clientSecret].every((text) => typeof text === 'string' && text.length > 0 && text.length <= 500);
  return texts && /^[a-z][a-z0-9-]{0,29}$/.test(id) && Object.keys(others).length === 0 && isIssuer(issuer);
}

/** OpenID Connect Discovery 1.0, 3: an https address without query or fragment. */
function isIssuer(issuer: unknown): boolean {
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) return false;
  const { protocol, hostname, search, hash, username } = new URL(issuer);
  const encrypted = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
  return encrypted && !search && !hash && !username;
}
