import { IsUrl } from 'class-validator';
import { MailConfig } from '#platform/mail/mail-config';

/** What identity reads from its environment besides what every service reads. */
export class IdentityConfig extends MailConfig {
  /** Where the links in letters lead: the address people open, without a path. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }) readonly WEB_URL!: string;
}
