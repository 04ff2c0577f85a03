import { Injectable } from '@nestjs/common';
import type { ServiceName } from '#contracts/caller';
import type { PersonErasurePreview } from '#contracts/identity/person-erasures';
import { message } from '#contracts/message';
import { PreviewErasing, holders, type ErasurePreview, type Somebody } from '#contracts/platform/personal-data';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { flowCaller, runAs } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { ErasureObstructed, ErasurePreviewChanged } from '../domain/erasure.errors.js';
import { previewOf } from '../domain/erasure-preview.js';
import { heldBy, holdersOf, ownSubjects, type Subject } from '../persistence/subjects.js';

/** Whom to erase, where, and whether nobody holds them any more afterwards. */
export interface Erasing {
  readonly subject: Subject;
  readonly everywhere: boolean;
}

/** Finds out what erasing somebody would do, by asking every service. */
@Injectable()
export class ErasureDesk {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
  ) {}

  /** What one organization holds; all of the person, when nobody else holds them. */
  async forOrganization(organizationId: Uuid, personId: Uuid): Promise<Erasing> {
    const subject = await heldBy(this.database, organizationId, personId);
    if (!subject) throw new Missing('identity.no-such-person');
    const everywhere = (await this.holders(personId)).every((id) => id === organizationId);
    const userIds = everywhere ? await this.signInsOnlyOf(personId) : [];
    return { subject: { ...subject, userIds }, everywhere };
  }

  /** Everything of whoever signed in, or of a member they answer for. */
  async forUser(userId: Uuid, personId?: Uuid): Promise<Erasing> {
    const subjects = await ownSubjects(this.database, userId, personId);
    if (subjects.length !== 1) throw new Missing('identity.no-such-person'); // Known in several networks: which one has to be said.
    return { subject: { ...subjects[0], userIds: await this.signInsOnlyOf(subjects[0].personIds[0]) }, everywhere: true };
  }

  async preview({ subject, everywhere }: Erasing, flow: string): Promise<PersonErasurePreview> {
    const { networkId: _networkId, federationId, ...somebody } = subject;
    const ask = (service: ServiceName) => this.ask(service, somebody, everywhere);
    const told = await runAs(flowCaller(flow, somebody.organizationIds, federationId), () =>
      Promise.all(holders.map(async (service): Promise<[ServiceName, ErasurePreview]> => [service, await ask(service)])),
    );
    return previewOf(somebody.personIds[0], somebody.organizationIds, everywhere, told);
  }

  /** The preview, when it is what was confirmed and nothing stands in the way. */
  async confirmed(erasing: Erasing, flow: string, previewHash: string): Promise<PersonErasurePreview> {
    const preview = await this.preview(erasing, flow);
    if (preview.previewHash !== previewHash) throw new ErasurePreviewChanged({ previewHash: preview.previewHash });
    if (preview.obstacles.length > 0) throw new ErasureObstructed({ obstacles: preview.obstacles });
    return preview;
  }

  private ask(service: ServiceName, somebody: Somebody, everywhere: boolean): Promise<ErasurePreview> {
    return this.messages.askAt(PreviewErasing.subjectOf(service), message(PreviewErasing, { somebody, everywhere }));
  }

  private holders(personId: Uuid): Promise<Uuid[]> {
    return this.database.transaction((em) => holdersOf(em, personId), { as: 'introducer' });
  }

  /** Sign-ins that are nobody else's and nobody's work: of whoever is somebody in another network too, or works anywhere, it stays. */
  private async signInsOnlyOf(personId: Uuid): Promise<Uuid[]> {
    const text = `SELECT DISTINCT s.user_id AS id FROM account_sign_ins s WHERE s.person_id = $1
      AND NOT EXISTS (SELECT FROM account_sign_ins o WHERE o.user_id = s.user_id AND o.person_id <> $1)
      AND NOT EXISTS (SELECT FROM grants g WHERE g.user_id = s.user_id)`;
    const rows = await this.database.transaction((em) => query<{ id: Uuid }>(em, text, [personId]), { as: 'gatekeeper' });
    return rows.map(({ id }) => id);
  }
}
