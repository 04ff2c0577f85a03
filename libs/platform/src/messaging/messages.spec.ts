import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { of, throwError } from 'rxjs';
import type { ServiceName } from '#contracts/caller';
import { GetOrganization } from '#contracts/identity/organizations';
import { message } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { OwnNats } from '../../test/own-nats.js';
import { currentContext, flowCaller, runAs, runInContext, type MessageContext } from './context.js';
import { makeServiceKeys } from './keys.js';
import { MessageMetrics } from './message-metrics.js';
import { Messages } from './messages.js';
import type { MessagingConfig } from './messaging-config.js';
import { Nats } from './nats.js';
import { RemoteFailure } from './remote-error.js';
import { RequestStrategy } from './request-strategy.js';
import { CallerTokens } from './tokens.js';

jest.setTimeout(30_000);
Logger.overrideLogger(['fatal']); // Failures are provoked here on purpose.

class Refusal extends DomainError {
  readonly code = 'identity.no-such-organization';
  readonly kind = 'missing';
  override readonly facts = { looked: 'everywhere' };
  override readonly faults = [{ pointer: '/organizationId', code: 'unknown', detail: 'unknown' }];
}

describe('a question to another service', () => {
  let server: OwnNats;
  const keys = makeServiceKeys();
  const stopping: (() => Promise<void>)[] = [];
  const question = message(GetOrganization, { organizationId: newId() });
  const flow = flowCaller('resale-import:1', [newId()], null);

  const config = (service: ServiceName, askTimeoutMs: number): MessagingConfig => {
    const { user, password } = server.login(service);
    const natsConfig = { natsUrl: server.url, natsUser: user, natsPassword: password };
    return {
      service,
      ...natsConfig,
      callerKey: keys.privateKeys[service],
      callerPublicKeys: keys.publicKeys,
      tuning: { askTimeoutMs, drainMs: 2_000 },
    };
  };

  async function asker(service: ServiceName = 'imports', askTimeoutMs = 2_000): Promise<Messages> {
    const nats = await Nats.connect(config(service, askTimeoutMs));
    stopping.push(() => nats.onApplicationShutdown());
    return new Messages(nats, new CallerTokens(config(service, askTimeoutMs)), config(service, askTimeoutMs));
  }

  async function answering(handler: (payload: unknown) => unknown): Promise<RequestStrategy> {
    const nats = await Nats.connect(config('identity', 1_000));
    const strategy = new RequestStrategy(
      nats,
      new CallerTokens(config('identity', 1_000)),
      new MessageMetrics(),
      config('identity', 1_000),
    );
    strategy.addHandler(GetOrganization.subject, async (payload: unknown) => handler(payload) as never);
    strategy.listen(() => undefined);
    await nats.connection.flush();
    stopping.push(async () => {
      await strategy.close();
      await nats.onApplicationShutdown();
    });
    return strategy;
  }

  beforeAll(async () => {
    server = await OwnNats.start();
  });
  afterEach(async () => {
    await Promise.all(stopping.splice(0).map((stop) => stop()));
  });
  afterAll(() => server?.remove());

  it('is answered', async () => {
    await answering((payload) => ({ asked: payload }));
    const messages = await asker();
    expect(await messages.ask(question)).toEqual({ asked: { organizationId: question.organizationId } });
  });

  it('is answered by a handler that gives an observable too', async () => {
    await answering(() => of('observed'));
    expect(await (await asker()).ask(question)).toBe('observed');
  });

  it('is asked on behalf of the service itself when there is no caller, of a flow, or of whoever is being served', async () => {
    const seen: (MessageContext | undefined)[] = [];
    await answering(() => void seen.push(currentContext()));
    const messages = await asker();
    await messages.ask(question);
    await runAs(flow, () => messages.ask(question));
    const camille = { ...flow, kind: 'user' as const, id: newId() };
    const token = await new CallerTokens(config('gateway', 1_000)).sign(camille);
    await runInContext({ caller: camille, token, correlationId: 'outside', messageId: 'cause' }, () =>
      messages.ask(question, { idempotencyKey: 'once' }),
    );
    expect(seen.map((context) => context?.caller)).toEqual([expect.objectContaining({ kind: 'service', id: 'imports' }), flow, camille]);
    expect(seen[2]).toMatchObject({ correlationId: 'outside', idempotencyKey: 'once', token, subject: GetOrganization.subject });
  });

  it('gives a refusal back as what it is', async () => {
    await answering(() => throwError(() => new Refusal('nowhere')));
    const { code, kind, facts, faults } = new Refusal('nowhere');
    await expect((await asker()).ask(question)).rejects.toMatchObject({ message: 'nowhere', code, kind, facts, faults });
  });

  it('says nothing of what broke inside the other service', async () => {
    await answering(() => {
      throw new Error('password of the database is hunter2');
    });
    const failure: unknown = await (await asker()).ask(question).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RemoteFailure);
    expect(String(failure)).not.toContain('hunter2');
  });

  it('is unavailable when nobody listens', async () => {
    await expect((await asker()).ask(question)).rejects.toMatchObject({ code: 'platform.unavailable', kind: 'unavailable' });
  });

  it('finds a service that starts within a moment', async () => {
    const asked = (await asker()).ask(question);
    await answering(() => 'just up');
    expect(await asked).toBe('just up');
  });

  it('is unavailable when there is no answer in time', async () => {
    await answering(() => new Promise(() => undefined));
    await expect((await asker('imports', 300)).ask(question)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('is unavailable at once when the connection breaks while it waits, and works again afterwards', async () => {
    let asked = 0;
    await answering(() => (asked++ === 0 ? new Promise(() => undefined) : 'back'));
    const messages = await asker('imports', 20_000);
    const waiting = messages.ask(question).catch((error: unknown) => error);
    await eventually(() => asked === 1);
    const startedAt = performance.now();
    await server.kill();
    expect(await waiting).toMatchObject({ kind: 'unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await server.run();
    expect(await eventually(() => messages.ask(question))).toBe('back');
  });

  it('still gets an answer when the right one is larger than NATS carries', async () => {
    await answering(() => 'x'.repeat(2_000_000));
    await expect((await asker()).ask(question)).rejects.toBeInstanceOf(RemoteFailure);
  });

  it('is finished before its service stops', async () => {
    let finish: ((answer: string) => void) | undefined;
    const strategy = await answering(() => new Promise<string>((resolve) => (finish = resolve)));
    const asked = (await asker()).ask(question);
    await eventually(() => finish);
    const closed = strategy.close();
    finish?.('in time');
    expect(await asked).toBe('in time');
    await closed;
  });
});
