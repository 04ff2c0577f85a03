import { pino } from 'pino';
import { someCaller } from '#testing/callers';
import { runInContext } from '../messaging/context.js';
import { logLines } from './logging.js';

describe('a line of the log', () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(logLines('billing', 'info'), { write: (line) => void lines.push(JSON.parse(line)) });
  beforeEach(() => void lines.splice(0));

  it('says which service it is from, and which message it belongs to', () => {
    const context = {
      caller: someCaller(),
      token: 'abc.def',
      correlationId: 'c-1',
      messageId: 'm-1',
      subject: 'billing.run.issue-invoices.v1',
    };
    runInContext(context, () => logger.warn({ durationMs: 12 }, 'Slow'));
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        service: 'billing',
        correlationId: 'c-1',
        messageId: 'm-1',
        subject: 'billing.run.issue-invoices.v1',
        durationMs: 12,
        msg: 'Slow',
      },
    ]);
  });

  it('makes up no correlation outside of any message', () => {
    logger.info('Started');
    expect(lines[0]).not.toHaveProperty('correlationId');
  });

  it('cuts out secrets and persons, wherever they stand', () => {
    logger.info({ email: 'a@b.ca', user: { password: 'hunter2', name: 'club' }, row: { person: { firstName: 'Zoé' } } }, 'Seen');
    expect(lines[0]).toMatchObject({ email: '[cut]', user: { password: '[cut]', name: 'club' }, row: { person: { firstName: '[cut]' } } });
  });

  it('tells an error of PostgreSQL without the values of the row', () => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint "people_key"'), {
      code: '23505',
      detail: 'Key (name)=(Zoé Tremblay) already exists.',
      where: 'COPY people, line 1: "Zoé"',
    });
    logger.error({ err: error }, 'Failed');
    expect(lines[0].err).toMatchObject({ code: '23505', detail: '[cut]', where: '[cut]' });
    expect(JSON.stringify(lines)).not.toContain('Zoé');
  });

  it('leaves out what the framework says of its modules and routes', () => {
    logger.info({ context: 'RouterExplorer' }, 'Mapped {/healthz/live, GET} route');
    logger.info({ context: 'NestApplication' }, 'Nest application successfully started');
    expect(lines.map(({ context }) => context)).toEqual(['NestApplication']);
  });
});
