import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import type { ClientSettingsRecord } from '#contracts/identity/client-settings';
import { Omittable } from '../edge/omittable.js';

export class ClientSettingsView {
  @ApiProperty({ type: 'integer', description: 'How many days the link of an activation letter works', example: 60 })
  linkDays!: number;

  @ApiProperty({ description: 'Whether people may become clients by themselves', example: true })
  selfSignUp!: boolean;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export class ClientSettingsPatch {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 365, example: 30 })
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(365)
  readonly linkDays?: number;

  @ApiPropertyOptional({ example: false })
  @Omittable()
  @IsBoolean()
  readonly selfSignUp?: boolean;
}

export const clientSettingsView = ({ linkDays, selfSignUp, version }: ClientSettingsRecord): ClientSettingsView => ({
  linkDays,
  selfSignUp,
  version,
});
