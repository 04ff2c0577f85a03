import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateBy, isEmail } from 'class-validator';
import { IsDataKeys } from '../encryption/data-keys.js';

const IsSmtpUrl = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSmtpUrl',
    validator: {
      validate: (value) => typeof value === 'string' && /^smtps?:\/\/[^\s/?#]+\/?(\?tls=none)?$/.test(value) && URL.canParse(value),
      defaultMessage: () => 'must be an smtp:// or smtps:// address',
    },
  });

/** Nobody answers at the domains that documentation uses. */
const IsSender = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSender',
    validator: {
      validate: (value) => isEmail(value) && !/@(.+\.)?(example(\.(com|net|org))?|localhost)$/i.test(String(value)),
      defaultMessage: () => 'must be an e-mail address of your own',
    },
  });

/** What a service that writes letters reads from its environment. Its own config class extends this one. */
export class MailConfig {
  /** Where letters are handed in. Unless it is this machine, the connection is encrypted: by smtps://, or by STARTTLS; `?tls=none` for a network of one's own. */
  @IsSmtpUrl() readonly SMTP_URL!: string;
  /** The address letters come from; the name beside it is that of the organization that writes. */
  @IsSender() readonly MAIL_FROM!: string;
  /** What a letter is encrypted with until it is sent: 32 bytes in base64url, JSON by id. The first seals, the others only open. */
  @IsDataKeys() readonly DATA_KEYS!: string;
  /** How long after its first failure a letter is tried again; twice as long after each further one, four hours at most. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(10) @Max(600_000) readonly MAIL_RETRY_MS: number = 30_000;
  /** After how many failures a letter is given up, with an alarm: after half a day, unless told otherwise. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) readonly MAIL_TRIES: number = 12;
}
