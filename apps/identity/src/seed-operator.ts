import { IsNotEmpty, IsString, MaxLength, MinLength } from 'class-validator';
import { newId } from '#kernel/ids';
import { DatabaseConfig } from '#platform/config/platform-config';
import { loadConfigs } from '#platform/config/load-config';
import { withClient } from '#platform/database/provision';
import { roleName } from '#platform/database/roles';
import { secretHash } from './persistence/secret.js';

/** What the step reads: the database as the service role, and the key the operator will use. */
class OperatorConfig {
  @IsNotEmpty() @IsString() @MinLength(32) @MaxLength(200) readonly OPERATOR_API_KEY!: string;
}

/**
 * Makes the operator's API key, or replaces its secret: the key of whoever runs the installation, for registering the first
 * organizations. A step of its own, run after the migrations.
 */
export async function seedOperator(env: NodeJS.ProcessEnv): Promise<void> {
  const [database, operator] = loadConfigs([DatabaseConfig, OperatorConfig], env) as [DatabaseConfig, OperatorConfig];
  const { OPERATOR_API_KEY: secret } = operator;
  await withClient(database.DATABASE_URL, async (client) => {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ROLE ${roleName('identity', 'gatekeeper')}`);
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('tessera operator key'))`);
    const given = [secretHash(secret), secret.slice(-4)];
    const { rowCount } = await client.query(
      `UPDATE api_keys SET secret_hash = $1, last_four = $2, revoked_at = NULL WHERE role = 'operator'`,
      given,
    );
    if (rowCount === 0) {
      await client.query(
        `INSERT INTO api_keys (id, role, name, secret_hash, last_four, created_by, created_at)
         VALUES ($1, 'operator', 'Operator', $2, $3, 'installation', now())`,
        [newId(), ...given],
      );
    }
    await client.query('COMMIT');
  });
}
