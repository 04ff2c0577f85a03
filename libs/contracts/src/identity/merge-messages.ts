import { BooksJoined, BooksSplit, DescribeBooksToMerge, DescribeBooksToSplit, JoinBooks, SplitBooks } from '../billing/merges.js';
import {
  DescribeHoldingsToMerge,
  DescribeHoldingsToReturn,
  HoldingsMoved,
  HoldingsReturned,
  MoveHoldings,
  ReturnHoldings,
} from '../memberships/merges.js';
import type { FlowClass, RequestClass } from '../message.js';
import { GetMerge, ListMerges, MergePeople, PersonMerged, PersonUnmerged, PreviewMerge, PreviewUnmerge, UnmergePeople } from './merges.js';

/** What is asked when two people turn out to be one, or not (ID-24). */
export const mergeRequests: readonly RequestClass[] = [
  PreviewMerge,
  MergePeople,
  GetMerge,
  ListMerges,
  PreviewUnmerge,
  UnmergePeople,
  DescribeHoldingsToMerge,
  DescribeBooksToMerge,
  DescribeHoldingsToReturn,
  DescribeBooksToSplit,
];

/** The steps of it, over the services. */
export const mergeFlows: readonly FlowClass[] = [
  MoveHoldings,
  HoldingsMoved,
  JoinBooks,
  BooksJoined,
  SplitBooks,
  BooksSplit,
  ReturnHoldings,
  HoldingsReturned,
  PersonMerged,
  PersonUnmerged,
];
