import { Module } from '@nestjs/common';

/** The leads service: for now its process, health and database; no feature yet. */
@Module({})
export class LeadsModule {}
