import type { Uuid } from '#kernel/ids';

/** What a letter says, without any markup: whoever renders it escapes. */
export interface LetterContent {
  readonly language: string;
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** What the reader is asked to open. */
  readonly link?: { readonly label: string; readonly url: string };
  /** What the reader is asked to type. */
  readonly code?: string;
  /** Who wrote, and what to do when it was not expected. */
  readonly closing: readonly string[];
}

export interface NewLetter {
  readonly id: Uuid; // Also what a mail server knows it by: derived from its cause, it is written once.
  readonly organizationId: Uuid | null; // Who writes; null for what is about a sign-in, which belongs to no organization.
  /** Why it is written: `activation`. */
  readonly kind: string;
  /** What it is about, for whoever looks after its fate. */
  readonly about: Uuid | null;
  readonly to: string;
  /** The name beside the address of the sender. */
  readonly from: string;
  readonly content: LetterContent;
  /** Somebody waits for it: sent before those that nobody does. */
  readonly urgent?: boolean;
}
