import type { Uuid } from '#kernel/ids';
import type { NewOwner, PersonToAdmit } from '#contracts/identity/admit-people.command';
import { type Values, dayIn } from '../domain/check-row.js';
import { at } from '../domain/columns.js';
import type { FileRow } from '../domain/file-row.js';
import { type PlanRow, accountIdOf, ownerIdOf, personIdOf } from '../domain/plan.js';

/** A batch as identity takes it: who each row is and whose account they go to, by plan, with the fields of the file. */
export function peopleToAdmit(
  importId: Uuid,
  rows: readonly number[],
  plans: ReadonlyMap<number, PlanRow>,
  values: ReadonlyMap<number, FileRow>,
): PersonToAdmit[] {
  return rows.map((row) => {
    const plan = plans.get(row)!;
    const { values: own } = values.get(row)!;
    return {
      row,
      personId: personIdOf(importId, plan),
      reuse: plan.personId !== null,
      distinct: plan.distinct,
      firstName: own[at.firstName],
      lastName: own[at.lastName],
      gender: own[at.gender] as 'M' | 'F',
      birthDate: dayIn(own, 'birthDate')!,
      address: own[at.address],
      city: own[at.city],
      province: own[at.province],
      postalCode: own[at.postalCode],
      country: own[at.country],
      phone: own[at.phone] || null,
      email: own[at.email] || null,
      accountId: accountIdOf(importId, plan),
      accountExists: plan.accountId !== null,
      owner: newOwner(importId, plan, plans, values),
    };
  });
}

function newOwner(
  importId: Uuid,
  plan: PlanRow,
  plans: ReadonlyMap<number, PlanRow>,
  values: ReadonlyMap<number, FileRow>,
): NewOwner | null {
  if (plan.ownerRow === null) return null; // An account that exists, or a placeholder's (IMP-7).
  const { values: source } = values.get(plan.ownerRow)!;
  return plan.owner === 'row'
    ? ownerInRow(personIdOf(importId, plans.get(plan.ownerRow)!), source)
    : ownerInColumns(ownerIdOf(importId, plan), source);
}

const ownerInRow = (personId: Uuid, values: Values): NewOwner => ({
  personId,
  firstName: values[at.firstName],
  lastName: values[at.lastName],
  gender: values[at.gender] as 'M' | 'F',
  email: values[at.email] || null,
  birthDate: dayIn(values, 'birthDate'),
});

const ownerInColumns = (personId: Uuid, values: Values): NewOwner => ({
  personId,
  firstName: values[at.ownerFirstName],
  lastName: values[at.ownerLastName],
  gender: (values[at.ownerGender] || null) as 'M' | 'F' | null,
  email: values[at.ownerEmail] || null,
  birthDate: null,
});
