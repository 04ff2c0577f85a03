import type { Caller } from '#contracts/caller';
import { newId } from '#kernel/ids';
import type { Right } from '#kernel/rights';
import type { OrganizationKind, Role } from '#kernel/roles';
import { mayManage, mayRegister, maySetFreemium, rolesWithin, mayGive } from './rights.js';

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
  ])('%s: %#', (_, who, organization, allowed) => {
    for (const what of ['settings', 'access'] as const) expect(mayManage(who, organization, what)).toBe(allowed);
  });

  const employee = (rights: Right[], of = ofFederation): Caller => ({ ...of, roles: ['employee'], rights });

  it('ID-28: an employee at home as far as the right goes that each needs', () => {
    expect(mayManage(employee(['settings.change'], ofClub), club, 'settings')).toBe(true);
    expect(mayManage(employee(['settings.change'], ofClub), club, 'access')).toBe(false);
    expect(mayManage(employee(['access.manage'], ofClub), club, 'access')).toBe(true);
    expect(mayManage({ ...employee([]), rights: undefined }, { id: federation, federationId: federation }, 'settings')).toBe(false);
  });

  it('ID-28: a federation’s employee in its clubs by rights of their own, which say nothing about the federation itself', () => {
    const itself = { id: federation, federationId: federation };
    expect(mayManage(employee(['clubs.manage']), club, 'settings')).toBe(true);
    expect(mayManage(employee(['clubs.manage']), club, 'access')).toBe(false);
    expect(mayManage(employee(['clubs.manage']), otherClub, 'settings')).toBe(false);
    expect(mayManage(employee(['clubs.manage', 'clubs.access']), itself, 'settings')).toBe(false);
    expect(mayManage(employee(['settings.change', 'access.manage']), club, 'settings')).toBe(false);
    expect(mayRegister(employee(['clubs.manage']), 'club', federation)).toBe(true);
    expect(mayRegister(employee(['settings.change']), 'club', federation)).toBe(false);
    expect(maySetFreemium(employee(['clubs.manage']), club)).toBe(true);
    expect(maySetFreemium(employee(['settings.change']), club)).toBe(false);
  });

  it('nobody gives more than they hold', () => {
    expect(mayGive(ofClub, undefined)).toBe(true);
    expect(mayGive(employee(['money.read', 'access.manage']), ['money.read'])).toBe(true);
    expect(mayGive(employee(['money.read', 'access.manage']), ['money.refund'])).toBe(false);
    expect(mayGive(employee(['money.read', 'access.manage']), undefined)).toBe(false);
  });

  it('IMP-14: a club does not declare itself Freemium', () => {
    expect(maySetFreemium(ofClub, club)).toBe(false);
    expect(maySetFreemium(ofFederation, club)).toBe(true);
    expect(maySetFreemium(ofFederation, otherClub)).toBe(false);
  });

  it('hands out the roles that fit the kind', () => {
    expect(rolesWithin('federation')).toEqual(['federation-administrator', 'employee']);
    expect(rolesWithin('club')).toEqual(['club-administrator', 'employee']);
    expect(rolesWithin('gym')).toEqual(['club-administrator', 'employee']);
  });
});
