import type { Provider, Type } from '@nestjs/common';
import { LetterSeal } from './letter-seal.js';
import { LetterSender } from './letter-sender.js';
import { Letters } from './letters.js';
import { MailConfig } from './mail-config.js';
import { Postman } from './postman.js';

/** Everything a service needs to write letters: its config class extends MailConfig, its narrow roles name `postman`. */
export const mailProviders = (config: Type<MailConfig>): Provider[] => [
  { provide: MailConfig, useExisting: config },
  LetterSeal,
  Postman,
  LetterSender,
  Letters,
];
