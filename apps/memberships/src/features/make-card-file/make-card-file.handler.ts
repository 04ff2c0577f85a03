import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { documentLanguages } from '#contracts/billing/files.query';
import { MakeCardFile } from '#contracts/memberships/cards';
import { actingAdministrator } from '../../access.js';
import { CardMakers } from '../../cards/card-makers.js';
import { cardRecord, PrintedCards } from '../../cards/printed-cards.js';
import { cardWords } from '../../cards/words.js';
import { cardCode } from '../../domain/card-code.js';
import { CardVoid } from '../../domain/card.errors.js';

const mediaTypes = { pdf: 'application/pdf', png: 'image/png' } as const;

/** The card to print or to show on a telephone. */
@QueryHandler(MakeCardFile)
export class MakeCardFileHandler implements IQueryHandler<MakeCardFile> {
  constructor(
    private readonly cards: PrintedCards,
    private readonly makers: CardMakers,
  ) {}

  async execute({ membershipId, format, language: asked }: MakeCardFile): Promise<{ fileName: string; mediaType: string; base64: string }> {
    const seller = actingAdministrator();
    const language = asked ?? documentLanguages.find((one) => one === seller.languages[0]) ?? 'en';
    const { card, holder, today } = await this.cards.get(seller, membershipId, { drawn: true });
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
