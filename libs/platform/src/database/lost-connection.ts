const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];
const serverStates = ['57P01', '57P02', '57P03', '53300']; // Shut down, crashed, starting, no connection left.
const clientMessages = /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/i;

/** Whether PostgreSQL was not there, or went away: nothing is wrong with what was asked, and asking again later may work. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isLostConnection); // Each address of a name that was tried.
  const code = String((error as Error & { code?: unknown }).code);
  return networkCodes.includes(code) || serverStates.includes(code) || code.startsWith('08') || clientMessages.test(error.message);
}
