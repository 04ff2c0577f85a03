// In containers: the mail server that delivers nothing and shows what it was given.
import { MailCatcher } from '#local/mail-catcher';

const catcher = await MailCatcher.start({ host: '0.0.0.0', smtpPort: 2525, inboxPort: 8025 });
console.log('Letters are taken at port 2525 and shown at port 8025');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void catcher.stop().then(() => process.exit(0)));
