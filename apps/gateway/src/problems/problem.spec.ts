import { DomainError, type ErrorKind } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { RequestInvalid, TooManyRequests } from '../edge/gateway.errors.js';
import { statuses } from '../edge/statuses.js';
import { pageHtml } from './page-html.js';
import { problemOf } from './problem.js';

class Refusal extends DomainError {
  readonly code = 'test.refused';
  constructor(
    readonly kind: ErrorKind,
    override readonly facts: object = {},
  ) {
    super('Because');
  }
}

describe('a problem', () => {
  const correlationId = newId();
  const scene = { correlationId, baseUrl: 'https://here', titleOf: (code: string) => `About ${code}` };

  it.each(Object.entries(statuses))('of kind %s has status %i', (kind, status) => {
    const problem = problemOf(new Refusal(kind as ErrorKind), scene);
    expect(problem.status).toBe(status);
    expect(problem.body).toEqual({
      type: 'https://here/problems/test.refused',
      title: 'About test.refused',
      status,
      detail: 'Because',
      instance: `urn:uuid:${correlationId}`,
      code: 'test.refused',
    });
  });

  it('says nothing of what is our own fault', () => {
    const { status, body } = problemOf(new Error('password=hunter2'), scene);
    expect(status).toBe(500);
    expect(body).toMatchObject({ status: 500, code: 'platform.internal' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('carries facts, with ids as they look outside, and lets none replace a member of the standard', () => {
    const offerId = '0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d';
    const { body } = problemOf(new Refusal('rule', { offerId, asked: 3, status: 200, code: 'other' }), scene);
    expect(body).toMatchObject({ offerId: 'off_0190c2b4a1b27cc08a3f5d9e6b7a8c9d', asked: 3, status: 422, code: 'test.refused' });
  });

  it('lists every fault', () => {
    const fault = { pointer: '/name', code: 'gateway.missing-field', detail: 'name must be a string' };
    expect(problemOf(new RequestInvalid([fault]), scene).body).toMatchObject({ errors: [fault] });
  });

  it('says when to try again, and how to sign in', () => {
    expect(problemOf(new TooManyRequests({ retryAfterSeconds: 7 }), scene).headers).toEqual({ 'Retry-After': '7' });
    expect(problemOf(new Refusal('unavailable'), scene).headers).toEqual({ 'Retry-After': '2' });
    expect(problemOf(new Refusal('unauthenticated'), scene).headers).toEqual({ 'WWW-Authenticate': 'Bearer, ApiKey' });
  });

  it('is explained on a page nothing can break out of', () => {
    const page = pageHtml('test.refused', { title: 'A <b> & c', text: '# A <b> & c\n\nSend `If-Match`.\n\n- one\n- two\n' });
    expect(page).toContain('<h1>A &#60;b&#62; &#38; c</h1><p>Send <code>If-Match</code>.</p><ul><li>one</li><li>two</li></ul>');
  });
});
