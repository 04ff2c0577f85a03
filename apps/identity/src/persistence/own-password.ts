import { Injectable } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { WrongPassword } from '../domain/client.errors.js';
import { User } from './access.entity.js';
import { isPassword } from './password-hash.js';
import { SignInFailures } from './sign-in-failures.js';

/** What opens everything is changed by whoever knows the password, not by whoever finds a session open. Slowed like signing in. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
  ) {}

  async check(userId: Uuid, password: string, address: string): Promise<void> {
    const key = `password ${userId}`;
    await this.failures.countTry(key, address);
    const user = await this.database.transaction((em) => em.findOne(User, { id: userId }), { as: 'gatekeeper' });
    if (!(await isPassword(password, user?.passwordHash))) throw new WrongPassword();
    await this.database.transaction((em) => this.failures.forget(em, key, address), { as: 'gatekeeper' });
  }
}
