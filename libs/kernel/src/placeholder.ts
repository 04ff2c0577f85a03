/*
 * A child whose file row names no owner gets an account owned by a placeholder (IMP-7): "Parent of (child's name)", in the
 * first language of the organization that imported it. Nobody can sign in as one; it waits for completion.
 */
export function placeholderFor(childName: string, language: string | undefined): string {
  return `${(language && parentOf[language]) || parentOf.en} ${childName}`;
}

const parentOf: Record<string, string> = { en: 'Parent of', fr: 'Parent de', nl: 'Ouder van' };
