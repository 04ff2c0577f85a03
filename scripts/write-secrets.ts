// For containers: makes every secret once and lays each out for the one container that needs it.
//   write-secrets <folder>  →  <folder>/<container>/…, each meant to be a volume of its own
import { writeContainerSecrets } from './stack/container-secrets.js';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('the folder to write to is needed');
writeContainerSecrets(folder);
