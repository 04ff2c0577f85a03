import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';

/** Start-up stops here: everything wrong with the environment, in one list. */
export class ConfigurationInvalid extends Error {
  override readonly name = 'ConfigurationInvalid';
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** The variables a class names, checked. Every missing or invalid one is reported at once; values are never printed. */
export function loadConfig<T extends object>(Class: new () => T, env: NodeJS.ProcessEnv): T {
  return loadConfigs([Class], env)[0] as T;
}

/** The same for several classes, so that one start lists the problems of all. */
export function loadConfigs(classes: readonly (new () => object)[], env: NodeJS.ProcessEnv): object[] {
  const loaded = classes.map((Class) => load(Class, env));
  const problems = loaded.flatMap(({ problems }) => problems);
  if (problems.length > 0) throw new ConfigurationInvalid(problems);
  return loaded.map(({ config }) => config);
}

function load(Class: new () => object, env: NodeJS.ProcessEnv): { config: object; problems: string[] } {
  const given = Object.fromEntries(variablesOf(Class).flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const config: object = plainToInstance(Class, given, { exposeDefaultValues: true });
  const missing = (name: string): boolean => !(name in given);
  const problems = validateSync(config, { stopAtFirstError: true }).map(({ property, constraints }) =>
    missing(property) ? `${property} is missing` : `${property} is invalid: ${Object.values(constraints ?? {}).join(', ')}`,
  );
  const defaults = Object.entries(given).filter(([name, value]) => isSecret(name) && isDefault(value));
  return { config, problems: [...problems, ...defaults.map(([name]) => `${name} is a well-known default; choose a secret of your own`)] };
}

function variablesOf(Class: new () => object): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Class, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))];
}

const isSecret = (name: string): boolean => /PASSWORD|SECRET|KEY|TOKEN|URL/.test(name);

/** Secrets everybody knows: as the whole value, or as the password inside an address. */
function isDefault(value: string | undefined): boolean {
  const password = /^[a-z]+:\/\/[^/@]*:([^/@]+)@/.exec(value ?? '')?.[1] ?? value ?? '';
  return /^(password|passwd|postgres|secret|changeme|change-me|change_me|default|example|admin|root|123456\d*)$/i.test(password);
}
