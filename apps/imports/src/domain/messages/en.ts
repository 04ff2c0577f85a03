import type { Catalogue } from './wording.js';

export const en = {
  'imports.bad-encoding.undecodable': {
    detail: 'The file is neither UTF-8 nor Windows-1252: some of its bytes stand for nothing.',
    suggestion: 'Save it again as "CSV UTF-8".',
  },
  'imports.bad-encoding.mixed': {
    detail: 'Parts of the file are written in different encodings, so some names would be mangled.',
    suggestion: 'Open it in a spreadsheet, correct the strange letters and save it as "CSV UTF-8".',
  },
  'imports.bad-encoding.utf-16-without-mark': {
    detail: 'The file is written in UTF-16 without the mark that says so.',
    suggestion: 'Save it again as "CSV UTF-8".',
  },
  'imports.empty-file': { detail: 'The file has no row below its header.', suggestion: 'Add one row for each person.' },
  'imports.too-many-rows': { detail: 'The file has more than {atMost} rows.', suggestion: 'Split it into several files.' },
  'imports.too-many-columns': {
    detail: 'The file has {found} columns; {atMost} are allowed.',
    suggestion: 'Delete the columns the template does not have.',
  },
  'imports.bad-header.absent': { detail: 'The column "{column}" is missing.', suggestion: 'Add it, spelled as in the template.' },
  'imports.bad-header.twice': { detail: 'The column "{column}" is there twice.', suggestion: 'Keep one of the two.' },
  'imports.unknown-column': { detail: 'The column "{header}" is not in the template and is ignored.', suggestion: null },
  'imports.bad-record.quote-inside': {
    detail: 'A quotation mark stands in the middle of a value that does not begin with one.',
    suggestion: 'Put the whole value between quotation marks and double those inside.',
  },
  'imports.bad-record.text-after-quote': {
    detail: 'Text follows a closing quotation mark.',
    suggestion: 'Double the quotation marks that belong to the value.',
  },
  'imports.bad-record.unclosed-quote': { detail: 'A quotation mark is opened and never closed.', suggestion: 'Close it, or delete it.' },
  'imports.bad-record.too-long': {
    detail: 'The row is longer than any row can be.',
    suggestion: 'Look for a missing quotation mark or line break.',
  },
  'imports.bad-record.surplus': {
    detail: 'The row has {found} values, the header only {expected}.',
    suggestion: 'Put values that contain a separator between quotation marks.',
  },
  'imports.missing': { detail: '"{column}" is required.', suggestion: 'Fill in a value.' },
  'imports.missing.owner': {
    detail: '"{column}" is required when the other name of the account owner is given.',
    suggestion: 'Fill in both names, or neither.',
  },
  'imports.missing.row': { detail: 'The row is empty.', suggestion: 'Delete it.' },
  'imports.too-long': { detail: '{length} characters; at most {atMost} are allowed.', suggestion: 'Shorten the value.' },
  'imports.forbidden-character.control': {
    detail: '"{value}" contains an invisible control character.',
    suggestion: 'Type the value again.',
  },
  'imports.forbidden-character.direction': {
    detail: '"{value}" contains a sign that changes the direction of writing.',
    suggestion: 'Type the value again.',
  },
  'imports.forbidden-character.unreadable': {
    detail: '"{value}" contains a character that was lost when the file was saved.',
    suggestion: 'Type the value again and save the file as "CSV UTF-8".',
  },
  'imports.forbidden-character.formula': {
    detail: '"{value}" begins like a formula.',
    suggestion: 'Type the value without the first sign.',
  },
  'imports.forbidden-character.spreadsheet-error': {
    detail: '"{value}" is an error message of a spreadsheet.',
    suggestion: 'Correct the formula, or widen the column, and save again.',
  },
  'imports.forbidden-character.scientific': {
    detail: '"{value}" was shortened by a spreadsheet.',
    suggestion: 'Format the column as text and type the value again.',
  },
  'imports.must-be-blank': { detail: '"{column}" must stay blank.', suggestion: 'Delete "{value}".' },
  'imports.bad-date.unreadable': { detail: '"{value}" is not a date.', suggestion: 'Write MM/DD/YYYY or YYYY/MM/DD.' },
  'imports.bad-date.other-order': {
    detail: '"{value}" is not written as MM/DD/YYYY or YYYY/MM/DD.',
    suggestion: 'Write {meant}, if that is the day.',
  },
  'imports.bad-date.future': { detail: '{value} is in the future.', suggestion: 'Check the year.' },
  'imports.bad-date.too-early': { detail: '{value} is before 1900.', suggestion: 'Check the year.' },
  'imports.bad-date.past': { detail: '{value} has passed.', suggestion: 'Write a day from today on, or leave it blank.' },
  'imports.bad-gender': { detail: '"{value}" is not a gender the import reads.', suggestion: 'Write M or F, as a capital letter.' },
  'imports.bad-email': { detail: '"{value}" is not an e-mail address.', suggestion: 'Write it as name@example.org.' },
  'imports.mixed-scripts': {
    detail: '"{value}" mixes letters of different alphabets that may look alike.',
    suggestion: 'Check that it is spelled as meant.',
  },
  'imports.duplicate-in-file': {
    detail: 'The same person has the same membership in row {first}.',
    suggestion: 'Delete one of the two rows.',
  },
  'imports.owner-conflict': {
    detail: 'Row {first} gives this e-mail address to an account owner with another name.',
    suggestion: 'Write the same name in both, or another address.',
  },
  'imports.owner-underage': { detail: 'The account owner is under 18.', suggestion: 'Name an adult, or leave the owner columns blank.' },
  'imports.owner-ignored.adult': { detail: 'An adult owns their own account; the owner named here is not used.', suggestion: null },
  'imports.owner-ignored.without-name': {
    detail: 'An account owner without a name is not used.',
    suggestion: "Fill in the owner's first and last name.",
  },
  'imports.owner-differs': { detail: 'This person is known already, in an account of another owner, which is kept.', suggestion: null },
  'imports.unknown-membership': {
    detail: 'Your club sells no membership called "{value}".',
    suggestion: 'Write the name your club gives it.',
  },
  'imports.ambiguous-membership': {
    detail: 'Several memberships of your club are called "{value}".',
    suggestion: 'Rename one of them in your warehouse.',
  },
  'imports.not-eligible': {
    detail: 'This person may not hold "{value}": {rule}.',
    suggestion: 'Choose another membership, or check birth date and gender.',
  },
  'imports.quota-exceeded': {
    detail: 'Your club may sell {quota} of "{value}", and all are taken.',
    suggestion: 'Ask your federation for more.',
  },
  'imports.missing-expiration': { detail: 'Nothing says when "{value}" ends.', suggestion: 'Write an expiration date.' },
  'imports.family-membership': {
    detail: '"{value}" belongs to a whole account, and a row is about one person.',
    suggestion: 'Sell it to the account once its members are there.',
  },
  'imports.already-held': { detail: 'This person already holds "{value}"{until}; the row is skipped and not invoiced.', suggestion: null },
  'imports.already-held.another-club': {
    detail: 'This person already holds "{value}" through another club; the row is skipped and not invoiced.',
    suggestion: null,
  },
  'imports.possible-match': {
    detail: 'This may be somebody your federation already knows.',
    suggestion: 'Say who it is, or that it is somebody new.',
  },
} satisfies Catalogue;

/** Pieces of sentences that depend on which numbers are known. */
export const enPieces = {
  minAge: 'at least {minAge} years old',
  maxAge: 'at most {maxAge} years old',
  genderM: 'for men and boys',
  genderF: 'for women and girls',
  until: ' until {heldUntil}',
};
