import { CreditPairsController } from './features/credit-pairs/credit-pairs.controller.js';
import { CreditPairsHandler } from './features/credit-pairs/credit-pairs.handler.js';
import { PreviewPairCreditsHandler } from './features/credit-pairs/preview-pair-credits.handler.js';
import { IssuePairsController } from './features/issue-pairs/issue-pairs.controller.js';
import { IssuePairsHandler } from './features/issue-pairs/issue-pairs.handler.js';
import { PreviewPairsHandler } from './features/issue-pairs/preview-pairs.handler.js';
import { PreviewReplacementsHandler } from './features/replace-sales/preview-replacements.handler.js';
import { ReplaceSalesController } from './features/replace-sales/replace-sales.controller.js';
import { ReplaceSalesHandler } from './features/replace-sales/replace-sales.handler.js';
import { BillingSettings } from './persistence/billing-settings.js';
import { Bookings } from './persistence/bookings.js';
import { BothLevels } from './persistence/both-levels.js';
import { Clients } from './persistence/clients.js';
import { CreditableItems } from './persistence/creditable-items.js';

/** What is billed outside an import, and what is credited of it. */
export const creditControllers = [IssuePairsController, CreditPairsController, ReplaceSalesController];

export const creditProviders = [
  IssuePairsHandler,
  PreviewPairsHandler,
  CreditPairsHandler,
  PreviewPairCreditsHandler,
  ReplaceSalesHandler,
  PreviewReplacementsHandler,
  BillingSettings,
  Bookings,
  BothLevels,
  Clients,
  CreditableItems,
];
