import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { WrongMediaType } from './gateway.errors.js';
import { EDGE, type Edge } from './operation.js';

/** Bodies are JSON. A form from somebody's page would arrive as another type, and is refused before anything is done. */
@Injectable()
export class JsonBodies implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const { takesFile } = this.reflector.get<Edge | undefined>(EDGE, context.getHandler()) ?? {};
    if (takesFile || request.header('content-length') === '0' || request.is('application/json') !== false) return true;
    throw new WrongMediaType('Send application/json in UTF-8');
  }
}
