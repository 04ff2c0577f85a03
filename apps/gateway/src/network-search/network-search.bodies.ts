import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

export class NetworkSearchBody {
  @ApiProperty({ description: 'Whether the organization may search the network of its federation', example: true })
  @IsBoolean()
  readonly allowed!: boolean;
}

export class NetworkSearchView extends NetworkSearchBody {}
