import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { runAs, serviceCaller } from '#platform/messaging/context';
import type { EdgeRequest } from './signed-in.js';

/** Whatever a route sends goes out on behalf of who called it; on an open route, of the gateway, which may see no one's rows. */
@Injectable()
export class ActAsCaller implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { signedIn } = context.switchToHttp().getRequest<EdgeRequest>();
    const caller = signedIn?.caller ?? serviceCaller('gateway');
    return defer(() => runAs(caller, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }
}
