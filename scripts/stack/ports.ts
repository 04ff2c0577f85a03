import type { ServiceName } from '#contracts/caller';
import { ChosenPort } from '#local/chosen-port';
import { freePortFrom } from '#local/free-port';

export type ProcessName = ServiceName | 'postgres' | 'nats';
/** Letters that are caught have two doors: where they are handed in, and where they are read. */
export type PortName = ProcessName | 'smtp' | 'inbox';
export type Ports = Partial<Record<PortName, number>>;
export type ChosenPorts = Record<PortName, ChosenPort>;

const wanted: Required<Ports> = {
  gateway: 3000,
  identity: 3101,
  memberships: 3102,
  billing: 3103,
  imports: 3104,
  leads: 3105,
  postgres: 54_320,
  nats: 42_220,
  smtp: 3125,
  inbox: 3180,
};

/** Taken one after another, so that none is given twice. */
export async function choosePorts(wishes: Ports): Promise<ChosenPorts> {
  const preferred = { ...wanted, ...wishes };
  const taken = new Set<number>();
  const chosen: Partial<ChosenPorts> = {};
  for (const name of Object.keys(preferred) as PortName[]) {
    const port = await freePortFrom(preferred[name], taken);
    taken.add(port);
    chosen[name] = new ChosenPort(port);
  }
  return chosen as ChosenPorts;
}

export const numbersOf = (ports: ChosenPorts): Ports =>
  Object.fromEntries(Object.entries(ports).map(([name, { number }]) => [name, number]));
