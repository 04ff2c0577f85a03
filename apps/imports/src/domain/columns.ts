/**
 * The columns of the resale template, in its order (IMP-3). English headers are the names used everywhere else:
 * in issues, in rows, in repairs. French ones are read and, on demand, written.
 */
export interface Column {
  readonly key: ColumnKey;
  readonly header: string;
  readonly headerFr: string;
  readonly required: boolean;
  readonly atMost: number; // Characters, after cleaning.
  readonly aliases: readonly string[];
}

export type ColumnKey =
  | 'firstName'
  | 'lastName'
  | 'address'
  | 'city'
  | 'province'
  | 'postalCode'
  | 'country'
  | 'phone'
  | 'gender'
  | 'email'
  | 'amiliaId'
  | 'birthDate'
  | 'membership'
  | 'expiresOn'
  | 'ownerFirstName'
  | 'ownerLastName'
  | 'ownerGender'
  | 'ownerEmail';

const column = (
  key: ColumnKey,
  header: string,
  headerFr: string,
  { required = false, atMost = 500, aliases = [] as readonly string[] } = {},
): Column => ({ key, header, headerFr, required, atMost, aliases });

const needed = true;

export const columns: readonly Column[] = [
  column('firstName', 'First name', 'Prénom', { required: needed, atMost: 100, aliases: ['given name'] }),
  column('lastName', 'Last name', 'Nom de famille', { required: needed, atMost: 100, aliases: ['surname', 'family name', 'nom'] }),
  column('address', 'Address', 'Adresse', { required: needed, aliases: ['street address', 'adresse postale'] }),
  column('city', 'City', 'Ville', { required: needed, aliases: ['town', 'municipalite'] }),
  column('province', 'State/Province', 'Province/État', {
    required: needed,
    aliases: ['state', 'province', 'state or province', 'province or state', 'province/state', 'etat/province', 'etat'],
  }),
  column('postalCode', 'Zip/Postal Code', 'Code postal', {
    required: needed,
    aliases: ['postal code', 'zip', 'zip code', 'postcode', 'postal code/zip', 'code postal/zip'],
  }),
  column('country', 'Country', 'Pays', { required: needed }),
  column('phone', 'Phone', 'Téléphone', { aliases: ['phone number', 'telephone number', 'numero de telephone', 'tel'] }),
  column('gender', 'Gender', 'Genre', { required: needed, aliases: ['sex', 'sexe'] }),
  column('email', 'Email', 'Courriel', { atMost: 254, aliases: ['e-mail', 'email address', 'adresse courriel', 'adresse electronique'] }),
  column('amiliaId', 'Amilia ID', 'ID Amilia', { aliases: ['identifiant amilia', 'no amilia'] }),
  column('birthDate', 'Birth date', 'Date de naissance', {
    required: needed,
    aliases: ['birthdate', 'date of birth', 'birthday', 'naissance'],
  }),
  column('membership', 'Membership', 'Abonnement', {
    required: needed,
    aliases: ['membership name', 'adhesion', 'affiliation', "nom de l'abonnement"],
  }),
  column('expiresOn', 'Membership expiration date', "Date d'expiration de l'abonnement", {
    aliases: ['membership expiration', 'membership expiry date', 'expiration date', "date d'expiration", "date d'expiration de l'adhesion"],
  }),
  column('ownerFirstName', 'Account owner first name', 'Prénom du titulaire du compte', {
    atMost: 100,
    aliases: ['owner first name', 'prenom du titulaire', 'prenom du proprietaire du compte'],
  }),
  column('ownerLastName', 'Account owner last name', 'Nom du titulaire du compte', {
    atMost: 100,
    aliases: ['owner last name', 'nom du titulaire', 'nom de famille du titulaire du compte', 'nom du proprietaire du compte'],
  }),
  column('ownerGender', 'Account owner gender', 'Genre du titulaire du compte', {
    aliases: ['owner gender', 'genre du titulaire', 'sexe du titulaire du compte', 'genre du proprietaire du compte'],
  }),
  column('ownerEmail', 'Account owner email', 'Courriel du titulaire du compte', {
    atMost: 254,
    aliases: ['owner email', 'account owner e-mail', 'courriel du titulaire', 'courriel du proprietaire du compte'],
  }),
];

/** Where each value stands in a cleaned row. */
export const at = Object.fromEntries(columns.map(({ key }, index) => [key, index])) as Record<ColumnKey, number>;
