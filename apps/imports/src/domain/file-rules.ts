import { foldName } from '#kernel/names';
import { at } from './columns.js';
import type { Values } from './check-row.js';
import { type Issue, issue } from './issue.js';
import { foldedName, personKey } from './person-key.js';

/**
 * The rules that need more than one row, fed row by row in the order of the file; the later row is the one refused.
 * The same person with the same membership twice (IMP-11); one owner e-mail with two names.
 */
export class FileRules {
  private readonly sales = new Map<string, number>();
  private readonly owners = new Map<string, { name: string; row: number }>();

  judge(row: number, values: Values, found: Issue[]): void {
    this.judgeSale(row, values, found);
    this.judgeOwner(row, values, found);
  }

  private judgeSale(row: number, values: Values, found: Issue[]): void {
    const [first, last, gender, birthDate] = [values[at.firstName], values[at.lastName], values[at.gender], values[at.birthDate]];
    const membership = values[at.membership];
    if (first === '' || last === '' || birthDate === '' || membership === '') return;
    const key = `${personKey(foldedName(first, last), gender, birthDate)}\u001f${foldName(membership)}`;
    const earlier = this.sales.get(key);
    if (earlier === undefined) this.sales.set(key, row);
    else found.push(issue(row, at.membership, 'imports.duplicate-in-file', null, { first: earlier }));
  }

  private judgeOwner(row: number, values: Values, found: Issue[]): void {
    const [first, last] = [values[at.ownerFirstName], values[at.ownerLastName]];
    if (first === '' && last === '') {
      if (values[at.ownerEmail] !== '' || values[at.ownerGender] !== '')
        found.push(issue(row, values[at.ownerEmail] !== '' ? at.ownerEmail : at.ownerGender, 'imports.owner-ignored', 'without-name'));
      return;
    }
    if (first === '') found.push(issue(row, at.ownerFirstName, 'imports.missing', 'owner'));
    if (last === '') found.push(issue(row, at.ownerLastName, 'imports.missing', 'owner'));
    const email = values[at.ownerEmail].toLowerCase();
    if (email === '' || first === '' || last === '') return;
    const name = foldedName(first, last);
    const earlier = this.owners.get(email);
    if (earlier === undefined) this.owners.set(email, { name, row });
    else if (earlier.name !== name) found.push(issue(row, at.ownerEmail, 'imports.owner-conflict', null, { first: earlier.row }));
  }
}
