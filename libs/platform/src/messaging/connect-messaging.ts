import type { INestApplication } from '@nestjs/common';
import { ErrorsAsThrown } from './handler-result.js';
import { JetstreamStrategy } from './jetstream-strategy.js';
import { MessagePipe } from './message-pipe.js';
import { RequestStrategy } from './request-strategy.js';

/** Lets an app with a database serve messages; they arrive once `app.startAllMicroservices()` is called. */
export function connectMessaging(app: INestApplication): void {
  for (const strategy of [app.get(RequestStrategy), app.get(JetstreamStrategy)]) {
    app.connectMicroservice({ strategy }).useGlobalPipes(new MessagePipe()).useGlobalFilters(new ErrorsAsThrown());
  }
}
