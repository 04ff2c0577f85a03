import { derivedId } from '#kernel/ids';

const names = new Map<string, string>();

/** What a statement is prepared under: the same text, the same name. Texts are the code's own, so there are only so many. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = derivedId(text)));
  return name;
}
