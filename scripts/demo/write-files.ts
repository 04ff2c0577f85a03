import { writeFileSync } from 'node:fs';
import { secretaryFiles } from './files.js';

/** Writes the two files that the demo ships, anew from their families. */
const { messy, repaired } = secretaryFiles();
writeFileSync('demo/rosemont-messy.csv', messy);
writeFileSync('demo/rosemont-repaired.csv', repaired);
