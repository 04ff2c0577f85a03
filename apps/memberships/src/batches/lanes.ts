/** Works through a list, some at a time and in its order: while billing issues one part, the next is judged. */
export async function inLanes<T>(list: readonly T[], work: (one: T, index: number) => Promise<void>, lanes = 2): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < list.length; at = next++) await work(list[at], at);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
