import { Migration } from '@mikro-orm/migrations';

/** Whether the cards of an offer show a photo (MEM-11). */
export class Migration010bCardPhotos extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE offers ADD card_photo boolean NOT NULL DEFAULT false`);
  }
}
