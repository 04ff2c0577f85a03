import type { Caller } from '#contracts/caller';
import { newId } from '#kernel/ids';
import type { OrganizationKind, Role } from '#kernel/roles';
import { mayManage, mayRegister, maySetFreemium, roleWithin } from './rights.js';

const federation = newId();
const otherFederation = newId();
const club = { id: newId(), federationId: federation };
const otherClub = { id: newId(), federationId: otherFederation };

function caller(role: Role, organization?: { id: string; kind: OrganizationKind; federationId: string | null }): Caller {
  const acting = organization && { ...organization, name: 'x', currency: 'CAD', timeZone: 'America/Toronto', languages: ['fr'] };
  return { kind: 'user', id: newId(), name: 'x', roles: [role], organization: acting ?? null, organizations: [], federationId: null };
}

const operator = caller('operator');
const ofFederation = caller('federation-administrator', { id: federation, kind: 'federation', federationId: federation });
const ofClub = caller('club-administrator', { ...club, kind: 'club' });

describe('who may register', () => {
  it('an operator registers any kind', () => {
    for (const kind of ['federation', 'club', 'gym', 'dealership'] as const) expect(mayRegister(operator, kind, federation)).toBe(true);
  });

  it('a federation registers its clubs, and nothing else', () => {
    expect(mayRegister(ofFederation, 'club', federation)).toBe(true);
    expect(mayRegister(ofFederation, 'club', otherFederation)).toBe(false);
    expect(mayRegister(ofFederation, 'club', null)).toBe(false);
    expect(mayRegister(ofFederation, 'federation', federation)).toBe(false);
    expect(mayRegister(ofFederation, 'gym', null)).toBe(false);
  });

  it('a club registers nobody', () => {
    expect(mayRegister(ofClub, 'club', federation)).toBe(false);
  });
});

describe('who may change settings and access', () => {
  it.each([
    ['an operator anywhere', operator, otherClub, true],
    ['a federation at home', ofFederation, { id: federation, federationId: federation }, true],
    ['a federation in its club', ofFederation, club, true],
    ['a federation in a foreign club', ofFederation, otherClub, false],
    ['a club at home', ofClub, club, true],
    ['a club in its federation', ofClub, { id: federation, federationId: federation }, false],
    ['a club in another club of its federation', ofClub, { id: newId(), federationId: federation }, false],
  ])('%s: %#', (_, who, organization, allowed) => expect(mayManage(who, organization)).toBe(allowed));

  it('IMP-14: a club does not declare itself Freemium', () => {
    expect(maySetFreemium(ofClub, club)).toBe(false);
    expect(maySetFreemium(ofFederation, club)).toBe(true);
    expect(maySetFreemium(ofFederation, otherClub)).toBe(false);
  });

  it('hands out the role that fits the kind', () => {
    expect(roleWithin('federation')).toBe('federation-administrator');
    expect(roleWithin('club')).toBe('club-administrator');
    expect(roleWithin('gym')).toBe('club-administrator');
  });
});
