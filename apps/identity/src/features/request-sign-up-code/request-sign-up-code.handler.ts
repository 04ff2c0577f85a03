import { randomInt } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { RequestSignUpCode } from '#contracts/identity/activation';
import { newId } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import type { LetterContent } from '#platform/mail/letter';
import { Letters } from '#platform/mail/letters';
import { IdentityConfig } from '../../identity.config.js';
import { codeLetter, knownLetter } from '../../letters/sign-up-letters.js';
import { User, emailKeyOf } from '../../persistence/access.entity.js';
import { publicOrganization } from '../../persistence/activation-links.js';
import { languageOf } from '../../persistence/activations.js';
import { AskedLetters } from '../../persistence/asked-letters.js';
import { clientSettings } from '../../persistence/client-settings.js';
import { KeyedHash } from '../../persistence/keyed-hash.js';
import { SignInFailures } from '../../persistence/sign-in-failures.js';

const minutes = 10;

/**
 * Sends a code to an address that wants to become a client (ID-15). Every address gets the same answer and a letter: an owner who
 * can sign in already is told so where nobody else reads it.
 */
@CommandHandler(RequestSignUpCode)
export class RequestSignUpCodeHandler implements ICommandHandler<RequestSignUpCode> {
  constructor(
    private readonly database: Database,
    private readonly letters: Letters,
    private readonly asked: AskedLetters,
    private readonly failures: SignInFailures,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
    @Inject(IdentityConfig) private readonly config: IdentityConfig,
  ) {}

  async execute(command: RequestSignUpCode): Promise<{ sent: true }> {
    await this.failures.countTry(`sign-up ${emailKeyOf(command.email)}`, command.address);
    const { organizationId } = command;
    await this.database.transaction((em) => this.database.as(em, 'gatekeeper', () => this.send(em, command)), {
      organizations: [organizationId],
    });
    return { sent: true };
  }

  private async send(em: EntityManager, command: RequestSignUpCode): Promise<void> {
    const { organizationId, email } = command;
    const organization = await publicOrganization(em, organizationId);
    const { selfSignUp } = await clientSettings(em, organizationId);
    if (!organization || !selfSignUp) throw new Missing('identity.no-such-organization');

    const emailKey = emailKeyOf(email);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const mayLeave = await this.asked.mayLeave(em, `sign-up ${organizationId}`, emailKey);
    const user = await em.findOne(User, { emailKey });
    const expiresAt = new Date(this.clock.now().getTime() + minutes * 60_000);
    if (!mayLeave) return; // The code that was sent last stays good.
    // Written down for a known address too, as something that nobody can type: the same work for both.
    const told = user ? newId() : code;
    await execute(em, keepCode, [organizationId, emailKey, this.hash.of('sign-up', organizationId, emailKey, told), expiresAt]);
    await this.write(em, organization, command, user ? undefined : code);
  }

  private async write(em: EntityManager, organization: ActingOrganization, command: RequestSignUpCode, code?: string): Promise<void> {
    const language = command.language ?? languageOf(organization);
    const { name: organizationName } = organization;
    const content: LetterContent = code
      ? codeLetter(language, { organizationName, code, minutes })
      : knownLetter(language, { organizationName, url: `${this.config.WEB_URL.replace(/\/$/, '')}/sign-in` });
    // Of no organization: who is a client elsewhere shall not show in a list of letters.
    const from = organization.name;
    await this.letters.add(em, {
      id: newId(),
      organizationId: null,
      kind: 'sign-up',
      about: null,
      to: command.email.trim(),
      from,
      content,
      urgent: true,
    });
  }
}

/** A new code voids the earlier one. */
const keepCode = `INSERT INTO sign_up_codes (organization_id, email_key, code_hash, tries, expires_at) VALUES ($1, $2, $3, 0, $4)
  ON CONFLICT (organization_id, email_key) DO UPDATE SET code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at`;
