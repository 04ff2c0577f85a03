import { DescribeHoldingsToMergeHandler } from './features/describe-moved-holdings/describe-holdings-to-merge.handler.js';
import { DescribeHoldingsToReturnHandler } from './features/describe-moved-holdings/describe-holdings-to-return.handler.js';
import { DescribeMovedHoldingsController } from './features/describe-moved-holdings/describe-moved-holdings.controller.js';
import { MoveHoldingsController } from './features/move-holdings/move-holdings.controller.js';
import { MoveHoldingsHandler } from './features/move-holdings/move-holdings.handler.js';
import { ReturnHoldingsController } from './features/return-holdings/return-holdings.controller.js';
import { ReturnHoldingsHandler } from './features/return-holdings/return-holdings.handler.js';

/** Memberships' part of merging people, and of undoing it (ID-24). */
export const mergeControllers = [DescribeMovedHoldingsController, MoveHoldingsController, ReturnHoldingsController];
export const mergeProviders = [DescribeHoldingsToMergeHandler, DescribeHoldingsToReturnHandler, MoveHoldingsHandler, ReturnHoldingsHandler];
