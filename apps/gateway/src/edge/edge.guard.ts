import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '#kernel/domain-error';
import { Clock } from '#platform/clock';
import { Forbidden } from '#platform/errors/forbidden';
import { GatewayConfig } from '../gateway.config.js';
import { Authentication } from './authentication.js';
import { ActingOrganizationNeeded, TooManyRequests } from './gateway.errors.js';
import { EDGE, type Edge } from './operation.js';
import { RateLimit } from './rate-limit.js';
import type { EdgeRequest, SignedIn } from './signed-in.js';

/** Everything under /v1 needs credentials unless its operation is open; health, metrics and documentation stand outside. */
@Injectable()
export class EdgeGuard implements CanActivate {
  private readonly tenants: RateLimit;
  private readonly addresses: RateLimit; // What open routes and refused credentials cost an address.

  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    private readonly clock: Clock,
    config: GatewayConfig,
  ) {
    this.tenants = new RateLimit(config.RATE_LIMIT_PER_MINUTE);
    this.addresses = new RateLimit(config.ANONYMOUS_RATE_LIMIT_PER_MINUTE);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<EdgeRequest>();
    if (!request.path.startsWith('/v1/')) return true;
    const edge = this.reflector.get<Edge | undefined>(EDGE, context.getHandler()) ?? {};
    const address = request.ip ?? '';
    if (edge.open) {
      this.refuseAfter(this.addresses.take(address, this.nowMs()));
      return true;
    }
    this.refuseAfter(this.addresses.wait(address, this.nowMs()));
    const signedIn = await this.authenticate(request, address);
    const { organization, id } = signedIn.caller;
    this.refuseAfter(this.tenants.take(organization?.id ?? id, this.nowMs()));
    if (!edge.withoutOrganization) mayActSomewhere(signedIn);
    request.signedIn = signedIn;
    return true;
  }

  private async authenticate(request: EdgeRequest, address: string): Promise<SignedIn> {
    try {
      return await this.authentication.of(request);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated') this.addresses.take(address, this.nowMs());
      throw error;
    }
  }

  private refuseAfter(retryAfterSeconds: number): void {
    if (retryAfterSeconds > 0) throw new TooManyRequests({ retryAfterSeconds });
  }

  private nowMs = (): number => this.clock.now().getTime();
}

function mayActSomewhere({ caller, resolved }: SignedIn): void {
  if (caller.organization || caller.roles.includes('operator')) return;
  throw resolved.grants.length > 0 ? new ActingOrganizationNeeded() : new Forbidden();
}
