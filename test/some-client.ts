import { newId } from '#kernel/ids';
import { letterTo } from '#testing/inbox';
import { Api } from '../scripts/api.js';
import type { Reachable, SomeOrganization } from './product.js';

/** A client of an organization who has followed the link of the activation letter, and is signed in. */
export async function clientOf(product: Pick<Reachable, 'http'>, organization: SomeOrganization): Promise<{ email: string; api: Api }> {
  const email = `client.${newId()}@mail.test`;
  await organization.api.post('/v1/accounts', { firstName: 'Noor', lastName: `Peeters ${newId().replace(/[^a-f]/g, '')}`, email });
  const token = /#(tal_[\w-]+)/.exec((await letterTo(email)).text)?.[1];
  const password = 'lames-et-glace-2026';
  await new Api(product.http).post('/v1/activations', { token, password });
  return { email, api: await Api.signIn(product.http, email, password) };
}
