import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : value;

/** What the gateway reads from its environment besides what every service reads. */
export class GatewayConfig {
  /** How clients reach this installation; without it, addresses in answers follow the request's own host. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) readonly PUBLIC_URL?: string;

  /** Origins whose pages may call, separated by commas; none by default. */
  @Transform(list) @IsString({ each: true }) readonly CORS_ORIGINS: string[] = [];

  /** Proxies whose X-Forwarded-For is believed, separated by commas: addresses, ranges or `loopback`. */
  @Transform(list) @IsString({ each: true }) readonly TRUSTED_PROXIES: string[] = [];

  /** Requests one organization may send in a minute, to each replica. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) readonly RATE_LIMIT_PER_MINUTE: number = 6_000;

  /** Sign-ins, refreshes and refused credentials one network address may send in a minute, to each replica. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) readonly ANONYMOUS_RATE_LIMIT_PER_MINUTE: number = 600;
}
