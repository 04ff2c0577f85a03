import { IsOptional, IsString, IsUrl, Length } from 'class-validator';

/** Without a provider electronic payments are refused, not pretended. */
export class BillingConfig {
  @IsOptional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) readonly PAYMENT_PROVIDER_URL?: string;
  @IsOptional() @IsString() @Length(16, 500) readonly PAYMENT_PROVIDER_TOKEN?: string;
}
