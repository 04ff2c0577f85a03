/** Enough of a value to recognise it in a message, without what a screen or the database could not show. */
export function shown(text: string): string {
  const visible = text.slice(0, 200).toWellFormed().replace(/\p{C}/gu, '\ufffd');
  return visible.length > 60 ? `${visible.slice(0, 59).toWellFormed()}…` : visible;
}
