import { ApiProperty } from '@nestjs/swagger';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import { publicId } from '#kernel/ids';
import { accessTokenSeconds } from '../edge/access-tokens.js';
import { exampleId } from '../edge/public-ids.js';

export class SessionView {
  @ApiProperty({ description: 'Send it as `Authorization: Bearer …`', example: 'eyJhbGciOiJFZERTQSJ9.eyJzaWQiOiI…' })
  accessToken!: string;

  @ApiProperty({ description: 'How long the access token works', type: 'integer', example: accessTokenSeconds })
  expiresInSeconds!: number;

  @ApiProperty({ description: 'Buys the next access token, once', example: 'q7Vd0nJ3yT…' })
  refreshToken!: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-21T12:00:00.000Z' })
  refreshExpiresAt!: string;

  @ApiProperty({ example: exampleId('user') })
  userId!: string;
}

export class EndedView {
  @ApiProperty({ type: 'integer', example: 3 })
  ended!: number;
}

export const sessionView = (session: SessionOpened, accessToken: string): SessionView => ({
  accessToken,
  expiresInSeconds: accessTokenSeconds,
  refreshToken: session.refreshToken,
  refreshExpiresAt: session.refreshExpiresAt,
  userId: publicId('user', session.userId),
});
