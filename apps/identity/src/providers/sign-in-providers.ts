import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import type { BroughtBack } from '#contracts/identity/sign-in-providers';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { ProviderRefused, ProviderUnavailable } from '../domain/provider.errors.js';
import { IdentityConfig } from '../identity.config.js';
import type { VisitSecrets } from '../persistence/provider-flows.js';
import { isOnThisMachine, providersIn, type ProviderSettings } from './provider-settings.js';

/** Whom a provider vouches for: the pair that never changes, unlike an address. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
}

const discoveredForMs = 3_600_000;
const timeoutSeconds = 5;

/** The providers of OpenID Connect that people may sign in through (ADR 25): authorization code, PKCE, state and nonce. */
@Injectable()
export class SignInProviders {
  readonly all: readonly ProviderSettings[];
  private readonly logger = new Logger(SignInProviders.name);
  private readonly discovered = new Map<string, { at: number; configuration: Promise<client.Configuration> }>();

  constructor(
    @Inject(IdentityConfig) private readonly config: IdentityConfig,
    private readonly clock: Clock,
  ) {
    this.all = providersIn(config.SIGN_IN_PROVIDERS);
  }

  get(id: string): ProviderSettings {
    const found = this.all.find((provider) => provider.id === id);
    if (!found) throw new Missing('identity.no-such-provider');
    return found;
  }

  /** Where to send the browser. Asks for nothing but who it is: neither an address nor a name is needed here. */
  async visit(provider: ProviderSettings): Promise<{ url: URL; secrets: VisitSecrets }> {
    const configuration = await this.configurationOf(provider);
    const secrets = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce() };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.returnAddress(provider),
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      state: secrets.state,
      nonce: secrets.nonce,
    });
    return { url, secrets };
  }

  /** Whom the provider vouches for, when everything holds: state, issuer, PKCE, signature, audience, times and nonce. */
  async vouched(provider: ProviderSettings, { code, state, iss }: BroughtBack, secrets: VisitSecrets): Promise<Vouched> {
    const configuration = await this.configurationOf(provider);
    const returned = new URL(this.returnAddress(provider));
    returned.search = new URLSearchParams({ code, state, ...(iss === undefined ? {} : { iss }) }).toString();
    try {
      const tokens = await client.authorizationCodeGrant(configuration, returned, {
        pkceCodeVerifier: secrets.verifier,
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new ProviderRefused();
      return { issuer: provider.issuer, subject: claims.sub };
    } catch (error) {
      throw this.refusal(provider, error);
    }
  }

  /** One page for each provider, so that an answer of one cannot be taken for another's. */
  private returnAddress({ id }: ProviderSettings): string {
    return `${this.config.WEB_URL.replace(/\/$/, '')}/sign-in/${id}`;
  }

  private configurationOf(provider: ProviderSettings): Promise<client.Configuration> {
    const now = this.clock.now().getTime();
    const known = this.discovered.get(provider.id);
    if (known && now - known.at < discoveredForMs) return known.configuration;
    const configuration = this.discover(provider);
    this.discovered.set(provider.id, { at: now, configuration });
    configuration.catch(() => this.discovered.delete(provider.id)); // Asked anew by the next who comes.
    return configuration;
  }

  private async discover(provider: ProviderSettings): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = provider;
    const execute = [client.enableNonRepudiationChecks, ...(isOnThisMachine(provider) ? [client.allowInsecureRequests] : [])];
    try {
      return await client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
        execute,
        timeout: timeoutSeconds,
      });
    } catch (error) {
      throw this.unavailable(provider, error);
    }
  }

  /** What the provider itself, or the check of what it said, refuses; or that it is not there. */
  private refusal(provider: ProviderSettings, error: unknown): ProviderRefused | ProviderUnavailable {
    if (error instanceof ProviderRefused) return error;
    const said = error instanceof client.ResponseBodyError && error.status < 500;
    const checked = error instanceof client.AuthorizationResponseError || (error instanceof client.ClientError && !isTimeout(error));
    if (!said && !checked) return this.unavailable(provider, error);
    this.logger.warn({ provider: provider.id, because: codeOf(error) }, 'A provider’s answer was refused');
    return new ProviderRefused();
  }

  private unavailable({ id }: ProviderSettings, error: unknown): ProviderUnavailable {
    this.logger.warn({ provider: id, because: codeOf(error) }, 'A provider of sign-ins does not answer');
    return new ProviderUnavailable();
  }
}

const isTimeout = ({ code }: client.ClientError): boolean => code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT';

/** Enough to find the cause by; what was sent stays out of the log. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
