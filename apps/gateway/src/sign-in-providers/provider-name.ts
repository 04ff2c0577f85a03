import { Param } from '@nestjs/common';
import { providerId } from '#contracts/identity/sign-in-providers';
import { NoSuchObject } from '../edge/gateway.errors.js';

/** The provider of an address. One that cannot be is missing like one that is not. */
export const ProviderName = (): ParameterDecorator =>
  Param('provider', {
    transform(name: string): string {
      if (!providerId.test(name)) throw new NoSuchObject();
      return name;
    },
  });

export const providerParameter = { name: 'provider', schema: { type: 'string', pattern: providerId.source }, example: 'club-id' } as const;
