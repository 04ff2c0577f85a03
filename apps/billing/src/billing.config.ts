import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Length, Max, Min } from 'class-validator';

/** Without a provider electronic payments are refused, not pretended. */
export class BillingConfig {
  @IsOptional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) readonly PAYMENT_PROVIDER_URL?: string;
  @IsOptional() @IsString() @Length(16, 500) readonly PAYMENT_PROVIDER_TOKEN?: string;
  /** How often the books are checked; five minutes at most, which is how long a difference may go unnoticed. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(300_000) readonly RECONCILE_EVERY_MS: number = 300_000;
}
