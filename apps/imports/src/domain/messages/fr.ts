import type { en, enPieces } from './en.js';
import type { Wording } from './wording.js';

export const fr: Readonly<Record<keyof typeof en, Wording>> = {
  'imports.bad-encoding.undecodable': {
    detail: "Le fichier n'est ni en UTF-8 ni en Windows-1252 : certains de ses octets ne correspondent à rien.",
    suggestion: 'Enregistrez-le de nouveau au format « CSV UTF-8 ».',
  },
  'imports.bad-encoding.mixed': {
    detail: 'Le fichier mélange plusieurs encodages : certains noms seraient déformés.',
    suggestion: 'Ouvrez-le dans un tableur, corrigez les lettres étranges et enregistrez-le au format « CSV UTF-8 ».',
  },
  'imports.bad-encoding.utf-16-without-mark': {
    detail: "Le fichier est en UTF-16, sans la marque qui l'indique.",
    suggestion: 'Enregistrez-le de nouveau au format « CSV UTF-8 ».',
  },
  'imports.empty-file': { detail: "Le fichier n'a aucune ligne sous son en-tête.", suggestion: 'Ajoutez une ligne par personne.' },
  'imports.too-many-rows': { detail: 'Le fichier a plus de {atMost} lignes.', suggestion: 'Divisez-le en plusieurs fichiers.' },
  'imports.too-many-columns': {
    detail: 'Le fichier a {found} colonnes ; le maximum est {atMost}.',
    suggestion: "Supprimez les colonnes que le modèle n'a pas.",
  },
  'imports.bad-header.absent': { detail: 'La colonne « {column} » manque.', suggestion: 'Ajoutez-la, écrite comme dans le modèle.' },
  'imports.bad-header.twice': { detail: 'La colonne « {column} » figure deux fois.', suggestion: 'Gardez une seule des deux.' },
  'imports.unknown-column': { detail: "La colonne « {header} » n'est pas dans le modèle ; elle est ignorée.", suggestion: null },
  'imports.bad-record.quote-inside': {
    detail: 'Un guillemet se trouve au milieu d’une valeur qui ne commence pas par un guillemet.',
    suggestion: 'Mettez toute la valeur entre guillemets et doublez ceux de l’intérieur.',
  },
  'imports.bad-record.text-after-quote': {
    detail: 'Du texte suit un guillemet fermant.',
    suggestion: 'Doublez les guillemets qui font partie de la valeur.',
  },
  'imports.bad-record.unclosed-quote': {
    detail: "Un guillemet est ouvert et n'est jamais fermé.",
    suggestion: 'Fermez-le ou supprimez-le.',
  },
  'imports.bad-record.too-long': {
    detail: 'La ligne est plus longue que toute ligne possible.',
    suggestion: 'Cherchez un guillemet ou un saut de ligne manquant.',
  },
  'imports.bad-record.surplus': {
    detail: "La ligne a {found} valeurs, l'en-tête seulement {expected}.",
    suggestion: 'Mettez entre guillemets les valeurs qui contiennent un séparateur.',
  },
  'imports.missing': { detail: '« {column} » est obligatoire.', suggestion: 'Inscrivez une valeur.' },
  'imports.missing.owner': {
    detail: "« {column} » est obligatoire quand l'autre nom du titulaire du compte est donné.",
    suggestion: 'Inscrivez les deux noms, ou aucun.',
  },
  'imports.missing.row': { detail: 'La ligne est vide.', suggestion: 'Supprimez-la.' },
  'imports.too-long': { detail: '{length} caractères ; le maximum est {atMost}.', suggestion: 'Raccourcissez la valeur.' },
  'imports.forbidden-character.control': {
    detail: '« {value} » contient un caractère de contrôle invisible.',
    suggestion: 'Saisissez la valeur de nouveau.',
  },
  'imports.forbidden-character.direction': {
    detail: "« {value} » contient un signe qui change le sens de l'écriture.",
    suggestion: 'Saisissez la valeur de nouveau.',
  },
  'imports.forbidden-character.unreadable': {
    detail: "« {value} » contient un caractère perdu à l'enregistrement du fichier.",
    suggestion: 'Saisissez la valeur de nouveau et enregistrez le fichier au format « CSV UTF-8 ».',
  },
  'imports.forbidden-character.formula': {
    detail: '« {value} » commence comme une formule.',
    suggestion: 'Saisissez la valeur sans le premier signe.',
  },
  'imports.forbidden-character.spreadsheet-error': {
    detail: "« {value} » est un message d'erreur de tableur.",
    suggestion: 'Corrigez la formule, ou élargissez la colonne, et enregistrez de nouveau.',
  },
  'imports.forbidden-character.scientific': {
    detail: '« {value} » a été abrégé par un tableur.',
    suggestion: 'Mettez la colonne au format texte et saisissez la valeur de nouveau.',
  },
  'imports.must-be-blank': { detail: '« {column} » doit rester vide.', suggestion: 'Supprimez « {value} ».' },
  'imports.bad-date.unreadable': { detail: "« {value} » n'est pas une date.", suggestion: 'Écrivez MM/JJ/AAAA ou AAAA/MM/JJ.' },
  'imports.bad-date.other-order': {
    detail: "« {value} » n'est pas écrit MM/JJ/AAAA ni AAAA/MM/JJ.",
    suggestion: "Écrivez {meant}, si c'est bien ce jour.",
  },
  'imports.bad-date.future': { detail: '{value} est dans le futur.', suggestion: "Vérifiez l'année." },
  'imports.bad-date.too-early': { detail: '{value} est avant 1900.', suggestion: "Vérifiez l'année." },
  'imports.bad-date.past': { detail: '{value} est passé.', suggestion: "Écrivez un jour à partir d'aujourd'hui, ou laissez vide." },
  'imports.bad-gender': {
    detail: "« {value} » n'est pas un genre que l'importation reconnaît.",
    suggestion: 'Écrivez M ou F, en majuscule.',
  },
  'imports.bad-email': { detail: "« {value} » n'est pas une adresse courriel.", suggestion: 'Écrivez-la comme nom@exemple.org.' },
  'imports.mixed-scripts': {
    detail: "« {value} » mélange des lettres d'alphabets différents qui peuvent se ressembler.",
    suggestion: "Vérifiez que c'est bien l'orthographe voulue.",
  },
  'imports.duplicate-in-file': {
    detail: 'La même personne a le même abonnement à la ligne {first}.',
    suggestion: "Supprimez l'une des deux lignes.",
  },
  'imports.owner-conflict': {
    detail: 'La ligne {first} donne cette adresse courriel à un titulaire de compte au nom différent.',
    suggestion: 'Écrivez le même nom aux deux endroits, ou une autre adresse.',
  },
  'imports.owner-underage': {
    detail: 'Le titulaire du compte a moins de 18 ans.',
    suggestion: 'Nommez un adulte, ou laissez vides les colonnes du titulaire.',
  },
  'imports.owner-ignored.adult': {
    detail: "Un adulte est titulaire de son propre compte ; le titulaire nommé ici n'est pas utilisé.",
    suggestion: null,
  },
  'imports.owner-ignored.without-name': {
    detail: "Un titulaire de compte sans nom n'est pas utilisé.",
    suggestion: 'Inscrivez le prénom et le nom du titulaire.',
  },
  'imports.owner-differs': {
    detail: "Cette personne est déjà connue, dans le compte d'un autre titulaire, qui est conservé.",
    suggestion: null,
  },
  'imports.unknown-membership': {
    detail: 'Votre club ne vend aucun abonnement nommé « {value} ».',
    suggestion: 'Écrivez le nom que votre club lui donne.',
  },
  'imports.ambiguous-membership': {
    detail: 'Plusieurs abonnements de votre club se nomment « {value} ».',
    suggestion: "Renommez l'un d'eux dans votre entrepôt.",
  },
  'imports.not-eligible': {
    detail: 'Cette personne ne peut pas détenir « {value} » : {rule}.',
    suggestion: 'Choisissez un autre abonnement, ou vérifiez la date de naissance et le genre.',
  },
  'imports.quota-exceeded': {
    detail: 'Votre club peut vendre {quota} « {value} », et tous sont pris.',
    suggestion: 'Demandez-en davantage à votre fédération.',
  },
  'imports.missing-expiration': { detail: 'Rien ne dit quand « {value} » se termine.', suggestion: "Inscrivez une date d'expiration." },
  'imports.family-membership': {
    detail: '« {value} » appartient à tout un compte, et une ligne décrit une seule personne.',
    suggestion: 'Vendez-le au compte une fois que ses membres y sont.',
  },
  'imports.already-held': {
    detail: 'Cette personne détient déjà « {value} »{until} ; la ligne est ignorée et non facturée.',
    suggestion: null,
  },
  'imports.already-held.another-club': {
    detail: 'Cette personne détient déjà « {value} » par un autre club ; la ligne est ignorée et non facturée.',
    suggestion: null,
  },
  'imports.possible-match': {
    detail: "C'est peut-être une personne que votre fédération connaît déjà.",
    suggestion: "Dites de qui il s'agit, ou que c'est une nouvelle personne.",
  },
};

export const frPieces: Readonly<Record<keyof typeof enPieces, string>> = {
  minAge: 'au moins {minAge} ans',
  maxAge: 'au plus {maxAge} ans',
  genderM: 'réservé aux hommes et aux garçons',
  genderF: 'réservé aux femmes et aux filles',
  until: " jusqu'au {heldUntil}",
};
