import { Type } from 'class-transformer';
import { IsIP, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { IsCallerKey, IsCallerKeys } from './caller-keys.js';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The environment every service reads. */
export class PlatformConfig {
  @Matches(/^(nats|tls|wss?):\/\/.+/, { message: 'must be a nats:// address' }) readonly NATS_URL!: string;
  @IsNotEmpty() @IsString() readonly NATS_USER!: string;
  @IsNotEmpty() @IsString() readonly NATS_PASSWORD!: string;
  /** Of the health and metrics endpoints, and of the gateway's API. 0 takes any free one. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly PORT!: number;
  /** The address to listen on; all of them when absent, as a container needs. */
  @IsOptional() @IsIP() readonly HOST: string = '0.0.0.0';
  /** This service's private key, an Ed25519 JWK: signs the callers of what it sends. */
  @IsCallerKey() readonly CALLER_KEY!: string;
  /** Public JWKs by service name: whose callers are believed. */
  @IsCallerKeys() readonly CALLER_PUBLIC_KEYS!: string;
  @IsOptional() @IsIn(logLevels) readonly LOG_LEVEL: (typeof logLevels)[number] = 'info';
  /** How long a stopping process still answers, so that a load balancer notices first. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(60_000) readonly DRAIN_MS: number = 0;
  /** Of fault tests alone: the file that names the crash point at which this process is to die. */
  @IsOptional() @IsString() readonly CRASH_POINT_FILE?: string;
}

/** What a service with a database reads besides. */
export class DatabaseConfig {
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'must be a postgresql:// address of the service role' }) readonly DATABASE_URL!: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(2) @Max(100) readonly DATABASE_POOL: number = 8;
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(3_600_000) readonly DATABASE_STATEMENT_TIMEOUT_MS: number = 60_000;
}

/** What the migration step reads: the role that owns the tables. */
export class MigrationConfig {
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'must be a postgresql:// address of the owner role' })
  readonly MIGRATION_DATABASE_URL!: string;
}
