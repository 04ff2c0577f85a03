import { Injectable } from '@nestjs/common';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { WrongPassword } from '../domain/client.errors.js';
import { User } from './access.entity.js';
import { Passwords } from './passwords.js';
import { SignInFailures } from './sign-in-failures.js';
import { SignInLog } from './sign-in-log.js';

/** What opens everything is changed by whoever knows the password, not by whoever finds a session open. Slowed like signing in. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly passwords: Passwords,
    private readonly log: SignInLog,
  ) {}

  async check(userId: Uuid, password: string, address: string): Promise<void> {
    const key = `password ${userId}`;
    const tries = await this.failures.countTry(key, address);
    const user = await this.database.transaction((em) => em.findOne(User, { id: userId }), { as: 'gatekeeper' });
    if (!(await this.passwords.isRight(password, user?.passwordHash))) {
      this.log.tell(userId, 'identity.password-refused', { tries });
      throw new WrongPassword();
    }
    await this.database.transaction((em) => this.failures.forget(em, key, address), { as: 'gatekeeper' });
  }
}
