import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetTemplate } from '#contracts/imports/imports';
import { templateCsv } from '../../domain/template.js';

/** The file to start from, with the headers of IMP-3 in the reader's language. */
@QueryHandler(GetTemplate)
export class GetTemplateHandler implements IQueryHandler<GetTemplate> {
  async execute({ language }: GetTemplate): Promise<{ text: string; fileName: string; mediaType: string }> {
    const fileName = language === 'fr' ? 'modele-importation.csv' : 'resale-import-template.csv';
    return { text: templateCsv(language), fileName, mediaType: 'text/csv; charset=utf-8' };
  }
}
