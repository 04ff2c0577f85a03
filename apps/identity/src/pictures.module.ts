import { Module } from '@nestjs/common';
import { AppendPicturePieceController } from './features/append-picture-piece/append-picture-piece.controller.js';
import { AppendPicturePieceHandler } from './features/append-picture-piece/append-picture-piece.handler.js';
import { GetPictureController } from './features/get-picture/get-picture.controller.js';
import { GetPictureHandler } from './features/get-picture/get-picture.handler.js';
import { RemovePictureController } from './features/remove-picture/remove-picture.controller.js';
import { RemovePictureHandler } from './features/remove-picture/remove-picture.handler.js';
import { SetPictureController } from './features/set-picture/set-picture.controller.js';
import { SetPictureHandler } from './features/set-picture/set-picture.handler.js';
import { ManagingModule } from './managing.module.js';
import { PictureMakers } from './pictures/picture-makers.js';

/** Pictures of people, shared by whoever knows them (ID-3). */
@Module({
  imports: [ManagingModule],
  controllers: [AppendPicturePieceController, GetPictureController, RemovePictureController, SetPictureController],
  providers: [PictureMakers, AppendPicturePieceHandler, GetPictureHandler, RemovePictureHandler, SetPictureHandler],
})
export class PicturesModule {}
