import { IsDataKeys } from '#platform/encryption/data-keys';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Length, Max, Min } from 'class-validator';

/** What billing reads from its environment besides what every service reads. */
export class BillingConfig {
  /** What insurance numbers are encrypted with: 32 bytes in base64url, JSON by id. The first seals, the others only open. */
  @IsDataKeys() readonly DATA_KEYS!: string;

  /** Without a provider electronic payments are refused, not pretended. */
  @IsOptional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) readonly PAYMENT_PROVIDER_URL?: string;
  @IsOptional() @IsString() @Length(16, 500) readonly PAYMENT_PROVIDER_TOKEN?: string;
  /** Where people pay: payment links lead there, the address without a path. Without it there are none. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }) readonly WEB_URL?: string;
  /** How often the books are checked; five minutes at most, which is how long a difference may go unnoticed. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(300_000) readonly RECONCILE_EVERY_MS: number = 300_000;
  /** How often everything is checked, and not just what changed; a day at most. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(86_400_000) readonly RECONCILE_WHOLE_EVERY_MS: number = 86_400_000;
}
