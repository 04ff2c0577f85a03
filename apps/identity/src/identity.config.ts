import { IsOptional, IsUrl } from 'class-validator';
import { MailConfig } from '#platform/mail/mail-config';
import { AreProviders } from './providers/provider-settings.js';

/** What identity reads from its environment besides what every service reads. */
export class IdentityConfig extends MailConfig {
  /** Where the links in letters lead: the address people open, without a path. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }) readonly WEB_URL!: string;
  /** Providers of OpenID Connect that people may link and sign in through: JSON by id, see `providersIn`. None without it. */
  @IsOptional() @AreProviders() readonly SIGN_IN_PROVIDERS?: string;
}
