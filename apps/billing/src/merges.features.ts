import { DescribeBooksToMergeHandler } from './features/describe-merged-books/describe-books-to-merge.handler.js';
import { DescribeBooksToSplitHandler } from './features/describe-merged-books/describe-books-to-split.handler.js';
import { DescribeMergedBooksController } from './features/describe-merged-books/describe-merged-books.controller.js';
import { JoinBooksController } from './features/join-books/join-books.controller.js';
import { JoinBooksHandler } from './features/join-books/join-books.handler.js';
import { SplitBooksController } from './features/split-books/split-books.controller.js';
import { SplitBooksHandler } from './features/split-books/split-books.handler.js';
import { BooksToMerge } from './persistence/books-to-merge.js';
import { MergedBooks } from './persistence/merged-books.js';
import { PartedBooks } from './persistence/parted-books.js';

/** Billing's part of merging people, and of undoing it (ID-24). */
export const mergeControllers = [DescribeMergedBooksController, JoinBooksController, SplitBooksController];
export const mergeProviders = [
  DescribeBooksToMergeHandler,
  DescribeBooksToSplitHandler,
  JoinBooksHandler,
  SplitBooksHandler,
  BooksToMerge,
  MergedBooks,
  PartedBooks,
];
