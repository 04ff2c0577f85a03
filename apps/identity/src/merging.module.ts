import { Module } from '@nestjs/common';
import { GetMergeController } from './features/get-merge/get-merge.controller.js';
import { GetMergeHandler } from './features/get-merge/get-merge.handler.js';
import { ListMergesController } from './features/list-merges/list-merges.controller.js';
import { ListMergesHandler } from './features/list-merges/list-merges.handler.js';
import { MergePeopleController } from './features/merge-people/merge-people.controller.js';
import { MergePeopleHandler } from './features/merge-people/merge-people.handler.js';
import { MergeSaga } from './features/merge-people/merge.saga.js';
import { OnBooksJoinedController } from './features/on-books-joined/on-books-joined.controller.js';
import { OnBooksJoinedHandler } from './features/on-books-joined/on-books-joined.handler.js';
import { OnBooksSplitController } from './features/on-books-split/on-books-split.controller.js';
import { OnBooksSplitHandler } from './features/on-books-split/on-books-split.handler.js';
import { OnHoldingsMovedController } from './features/on-holdings-moved/on-holdings-moved.controller.js';
import { OnHoldingsMovedHandler } from './features/on-holdings-moved/on-holdings-moved.handler.js';
import { OnHoldingsReturnedController } from './features/on-holdings-returned/on-holdings-returned.controller.js';
import { OnHoldingsReturnedHandler } from './features/on-holdings-returned/on-holdings-returned.handler.js';
import { PreviewMergeController } from './features/preview-merge/preview-merge.controller.js';
import { PreviewMergeHandler } from './features/preview-merge/preview-merge.handler.js';
import { PreviewUnmergeController } from './features/preview-unmerge/preview-unmerge.controller.js';
import { PreviewUnmergeHandler } from './features/preview-unmerge/preview-unmerge.handler.js';
import { UnmergePeopleController } from './features/unmerge-people/unmerge-people.controller.js';
import { UnmergePeopleHandler } from './features/unmerge-people/unmerge-people.handler.js';
import { UnmergeSaga } from './features/unmerge-people/unmerge.saga.js';
import { MergeFlow } from './merging/merge-flow.js';
import { MergePreviews } from './merging/merge-previews.js';
import { MergeSteps } from './merging/merge-steps.js';
import { UnmergePreviews } from './merging/unmerge-previews.js';

/** Two people who turn out to be one, and one who turns out to be two (ID-24). */
@Module({
  controllers: [
    PreviewMergeController,
    MergePeopleController,
    GetMergeController,
    ListMergesController,
    PreviewUnmergeController,
    UnmergePeopleController,
    OnHoldingsMovedController,
    OnBooksJoinedController,
    OnBooksSplitController,
    OnHoldingsReturnedController,
  ],
  providers: [
    MergePreviews,
    UnmergePreviews,
    MergeFlow,
    MergeSteps,
    PreviewMergeHandler,
    MergePeopleHandler,
    MergeSaga,
    GetMergeHandler,
    ListMergesHandler,
    PreviewUnmergeHandler,
    UnmergePeopleHandler,
    UnmergeSaga,
    OnHoldingsMovedHandler,
    OnBooksJoinedHandler,
    OnBooksSplitHandler,
    OnHoldingsReturnedHandler,
  ],
})
export class MergingModule {}
