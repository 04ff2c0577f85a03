import { world } from '../../../libs/testing/src/world.js';
export const started = world;
