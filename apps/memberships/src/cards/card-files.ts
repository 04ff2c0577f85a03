import { Injectable } from '@nestjs/common';
import { documentLanguages, type DocumentLanguage } from '#contracts/billing/files.query';
import type { ActingOrganization, Uuid } from '#contracts/caller';
import type { CardFormat } from '#contracts/memberships/cards';
import { cardCode } from '../domain/card-code.js';
import { CardVoid } from '../domain/card.errors.js';
import type { Card } from '../persistence/cards.js';
import { CardMakers } from './card-makers.js';
import { cardRecord, PrintedCards } from './printed-cards.js';
import { cardWords } from './words.js';

const mediaTypes = { pdf: 'application/pdf', png: 'image/png' } as const;

export interface CardFileAsked {
  readonly membershipId: Uuid;
  readonly format: CardFormat;
  readonly language?: DocumentLanguage;
  readonly of?: (card: Card) => boolean; // Whose alone it may be.
}

export interface CardFile {
  fileName: string;
  mediaType: string;
  base64: string;
}

/** Cards to print or to show on a telephone. */
@Injectable()
export class CardFiles {
  constructor(
    private readonly cards: PrintedCards,
    private readonly makers: CardMakers,
  ) {}

  async make(seller: ActingOrganization, { membershipId, format, language: asked, of }: CardFileAsked): Promise<CardFile> {
    const language = asked ?? documentLanguages.find((one) => one === seller.languages[0]) ?? 'en';
    const { card, holder, today } = await this.cards.get(seller, membershipId, { drawn: true, of });
    const { number, membership, effectiveOn, expiresOn, voidBecause } = cardRecord(card, seller, today, language);
    if (voidBecause) throw new CardVoid({ because: voidBecause });
    const bytes = await this.makers.make({
      format,
      language,
      organization: seller.name,
      name: holder.name,
      email: holder.email,
      membership,
      effectiveOn,
      expiresOn,
      today,
      number,
      code: cardCode(card.code),
      photo: holder.photo === null ? null : Buffer.from(holder.photo, 'base64'),
    });
    return {
      fileName: `${cardWords[language].file} ${number}.${format}`,
      mediaType: mediaTypes[format],
      base64: Buffer.from(bytes).toString('base64'),
    };
  }
}
