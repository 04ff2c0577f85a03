import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { ServiceName } from '#contracts/caller';
import { GetOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { message } from '#contracts/message';
import { execute, query } from '#platform/database/sql';
import { runAs, serviceCaller } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { ThisService } from '#platform/service/this-service';

/** This service's own copy of the organizations it deals with, kept by events, so that a rule never waits for identity. */
@Injectable()
export class OrganizationCopies {
  constructor(
    private readonly messages: Messages,
    private readonly service: ThisService,
  ) {}

  /** The organization. One that no event has told us of yet is asked for, and kept. */
  async get(em: EntityManager, id: Uuid): Promise<OrganizationRecord> {
    const [row] = await query<{ record: OrganizationRecord }>(em, 'SELECT record FROM organizations WHERE id = $1', [id]);
    if (row) return row.record;
    const question = message(GetOrganization, { organizationId: id });
    const record = await runAs(serviceCaller(this.service.name), () => this.messages.ask(question));
    await this.keep(em, record);
    return record;
  }

  /** Keeps a record unless ours is as new. */
  async keep(em: EntityManager, record: OrganizationRecord): Promise<void> {
    await execute(em, 'SELECT keep_organization($1::uuid, $2::int, $3::jsonb)', [record.id, record.version, JSON.stringify(record)]);
  }
}

/** The table behind OrganizationCopies, for a service's migration. */
export function organizationCopiesTable(service: ServiceName): string[] {
  return [
    `CREATE TABLE organizations (id uuid PRIMARY KEY, version int NOT NULL, record jsonb NOT NULL)`,
    `ALTER TABLE organizations ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE organizations FORCE ROW LEVEL SECURITY`,
    // A club reads its federation's currency and taxes too.
    `CREATE POLICY of_caller ON organizations FOR SELECT TO ${service}_service
       USING (id = ANY ((SELECT app_organizations())::uuid[]) OR id = (SELECT app_federation()))`,
    `CREATE POLICY of_keeper ON organizations TO ${service}_owner USING (true) WITH CHECK (true)`,
    // Copies come from identity's events and answers only, about organizations the caller of the moment may not act for.
    `CREATE FUNCTION keep_organization(organization_id uuid, newer int, kept jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
       SET search_path = public, pg_temp AS $$
         INSERT INTO organizations AS mine (id, version, record) VALUES (organization_id, newer, kept)
         ON CONFLICT (id) DO UPDATE SET version = newer, record = kept WHERE mine.version < newer
       $$`,
    `REVOKE EXECUTE ON FUNCTION keep_organization FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION keep_organization TO ${service}_service`,
    `GRANT SELECT ON organizations TO ${service}_service`,
  ];
}
