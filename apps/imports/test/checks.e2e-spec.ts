import { AppendUpload, GetTemplate, ListImports, StartImport } from '#contracts/imports/imports';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { someCaller, someClub, someFederation } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { type World, startWorld } from '#testing/start-world';
import { imports } from '../src/imports.service.js';
import { candidate, someId } from './assessed.js';
import { csv, sha256Of } from './files.js';
import { OtherServices } from './other-services.js';
import { Operator } from './some-import.js';

let world: World;
let others: OtherServices;
let ana: Operator;
let usual: OtherServices['behaviour'];

beforeAll(async () => {
  world = await startWorld([imports]);
  others = await OtherServices.play(world);
  usual = { ...others.behaviour };
  ana = new Operator(world, someClub(someFederation()));
  others.knows(ana.club);
  await others.register(ana.club);
}, 60_000);
afterEach(() => void Object.assign(others.behaviour, usual));
afterAll(async () => {
  await others?.stop();
  await world?.stop();
});

const people = (count: number) => Array.from({ length: count }, (_, i) => ({ 'First name': `Ana ${i}` }));

describe('an upload', () => {
  it('IMP-19: arrives in pieces, and is checked', async () => {
    const bytes = csv(people(3));
    const started = await ana.upload(bytes, { pieceBytes: 100 });
    expect(started).toMatchObject({ state: 'checking', kind: 'resale', fileName: 'clients.csv', createdBy: ana.caller.name, version: 1 });
    const checked = await ana.settled(started.id);
    expect(checked).toMatchObject({ state: 'ready', counts: { rows: 3, valid: 3, errors: 0, created: 3, reused: 0, skipped: 0 } });
  });

  it('is refused when a piece is missing, or other than announced', async () => {
    const uploadId = newId();
    await world.ask(message(AppendUpload, { uploadId, index: 0, bytes: Buffer.from('abc').toString('base64') }), ana.caller);
    const announced = {
      importId: newId(),
      uploadId,
      kind: 'resale' as const,
      fileName: 'x.csv',
      pieces: 1,
      size: 3,
      sha256: '0'.repeat(64),
    };
    for (const lie of [{}, { pieces: 2 }, { size: 4 }])
      await expect(world.ask(message(StartImport, { ...announced, ...lie }), ana.caller)).rejects.toMatchObject({
        code: 'imports.upload-incomplete',
      });
  });

  it('is refused above 20 MiB, whether it says so or not', async () => {
    const announced = {
      importId: newId(),
      uploadId: newId(),
      kind: 'resale' as const,
      fileName: 'x.csv',
      pieces: 1,
      sha256: '0'.repeat(64),
    };
    await expect(world.ask(message(StartImport, { ...announced, size: 20 * 1024 * 1024 + 1 }), ana.caller)).rejects.toMatchObject({
      code: 'imports.too-large',
      kind: 'too-large',
    });
    const piece = Buffer.alloc(500_000, 'a').toString('base64');
    const uploadId = newId();
    const sent = async () => {
      for (let index = 0; index < 60; index++) await world.ask(message(AppendUpload, { uploadId, index, bytes: piece }), ana.caller);
    };
    await expect(sent()).rejects.toMatchObject({ code: 'imports.too-large' });
    expect(await world.database('imports').query('SELECT 1 FROM upload_pieces WHERE upload_id = $1', [uploadId])).toEqual([]);
  }, 30_000);

  it('IMP-19: what became an import is never changed any more, nor imported under another name', async () => {
    const uploadId = newId();
    const content = Buffer.from(csv([{}]));
    const piece = message(AppendUpload, { uploadId, index: 0, bytes: content.toString('base64') });
    await world.ask(piece, ana.caller);
    const start = (importId: string) =>
      message(StartImport, {
        importId,
        uploadId,
        kind: 'resale',
        fileName: 'x.csv',
        pieces: 1,
        size: content.length,
        sha256: sha256Of([content]),
      });
    const { id } = await world.ask(start(newId()), ana.caller);
    await world.ask(message(AppendUpload, { uploadId, index: 0, bytes: Buffer.from('else').toString('base64') }), ana.caller); // As a repeated request does.
    await expect(world.ask(start(newId()), ana.caller)).rejects.toMatchObject({ code: 'imports.upload-incomplete' });
    await ana.settled(id);
    await ana.repair(id, 2, { values: { Phone: '514 555-0000' } }); // Reads the file once more.
    expect(await ana.settled(id)).toMatchObject({ state: 'ready', counts: { rows: 1 } });
  });

  it('nobody adds to another club’s upload', async () => {
    const uploadId = newId();
    const ask = (bytes: string, operator: Operator) =>
      world.ask(message(AppendUpload, { uploadId, index: 0, bytes: Buffer.from(bytes).toString('base64') }), operator.caller);
    await ask('ana', ana);
    await expect(ask('ben', new Operator(world, someClub(ana.club.federationId!)))).rejects.toMatchObject({
      code: 'imports.no-such-upload',
    });
    expect(await ask('anna', ana)).toEqual({ received: 4 });
  });

  it('a file name is a label, never a path', async () =>
    expect((await ana.upload(csv([{}]), { fileName: '../../etc/pass\u0000wd.csv' })).fileName).toBe('passwd.csv'));

  it('starting it twice starts it once', async () => {
    const importId = newId();
    const first = await ana.upload(csv([{}]), { importId });
    await ana.settled(first.id);
    expect(await ana.upload(csv([{}]), { importId })).toMatchObject({ id: importId, state: 'ready' });
  });
});

describe('what is found', () => {
  it('IMP-2: every error by row and column, in the reader’s language, from our rules and the others’', async () => {
    others.behaviour.sale = ({ membership }) => (membership === 'Gold' ? { listingId: null, problem: 'unknown-membership' } : {});
    const { id, ...found } = await ana.check(csv([{ Gender: 'x' }, {}, { 'First name': 'Léo', Membership: 'Gold' }]));
    expect(found).toMatchObject({ state: 'invalid', previewHash: null, counts: { rows: 3, valid: 1, errors: 2 } });
    expect((await ana.issues(id, { language: 'fr' })).data).toEqual([
      {
        row: 2,
        column: 'Gender',
        code: 'imports.bad-gender',
        severity: 'error',
        detail: expect.stringContaining('« x »'),
        suggestion: 'Écrivez M ou F, en majuscule.',
      },
      {
        row: 4,
        column: 'Membership',
        code: 'imports.unknown-membership',
        severity: 'error',
        detail: expect.stringContaining('« Gold »'),
        suggestion: expect.any(String),
      },
    ]);
    await expect(ana.preview(id)).rejects.toMatchObject({ code: 'imports.not-ready' });
    await expect(ana.commit({ id, previewHash: 'x' })).rejects.toMatchObject({ code: 'imports.not-ready', kind: 'conflict' });
  });

  it('IMP-2: 20,000 errors stay readable: in pages, and by cause', async () => {
    const { id, counts } = await ana.check(csv(people(10_000).map((row) => ({ ...row, Gender: '?', 'Birth date': '2016-01-01' }))));
    expect(counts).toMatchObject({ rows: 10_000, valid: 0, errors: 20_000 });
    const first = await ana.issues(id, { limit: 3 });
    expect(first.data.map(({ row, column }) => [row, column])).toEqual([[2, 'Gender'], [2, 'Birth date'], [3, 'Gender']]); // prettier-ignore
    expect(first.byCode).toEqual([
      { code: 'imports.bad-date', severity: 'error', rows: 10_000 },
      { code: 'imports.bad-gender', severity: 'error', rows: 10_000 },
    ]);
    const second = await ana.issues(id, { limit: 3, after: first.next! });
    expect(second.data.map(({ row, column }) => [row, column])).toEqual([[3, 'Birth date'], [4, 'Gender'], [4, 'Birth date']]); // prettier-ignore
    const ofGender = await ana.issues(id, { code: 'imports.bad-gender', limit: 2 });
    expect(ofGender.data.map(({ row }) => row)).toEqual([2, 3]);
  }, 60_000);

  it('a file that cannot be read at all is invalid, and says why', async () => {
    const { id, state } = await ana.check(Buffer.from([0x46, 0xe9, 0x81]));
    expect(state).toBe('invalid');
    expect((await ana.issues(id)).data).toMatchObject([{ row: 1, column: null, code: 'imports.bad-encoding' }]);
    expect(await ana.report(id)).toContain('neither UTF-8 nor Windows-1252');
  });

  it('IMP-19: rows are shown cleaned, by the template’s headers, a page at a time', async () => {
    const { id } = await ana.check(
      csv([{ 'First name': '  Zoë ', 'Birth date': '4/9/1988' }, { 'First name': 'Max' }, { 'First name': 'Léo' }]),
    );
    const first = await ana.rows(id, { limit: 2 });
    expect(first.data).toMatchObject([
      { row: 2, values: { 'First name': 'Zoë', 'Birth date': '1988-04-09', Phone: '' }, outcome: 'waiting', personId: null },
      { row: 3, values: { 'First name': 'Max' } },
    ]);
    expect((await ana.rows(id, { limit: 2, after: first.next! })).data).toMatchObject([{ row: 4 }]);
    await expect(ana.rows(id, { after: 'nonsense' })).rejects.toMatchObject({ code: 'platform.bad-cursor' });
  });

  it('what only PostgreSQL would mind is kept all the same: NULs, lone surrogates, quotes in headers', async () => {
    const file = csv([{ City: 'Mont\u0000réal' }]).replace('Email', 'Em\u0000ail');
    const { id, state } = await ana.check(file);
    expect(state).toBe('invalid');
    expect((await ana.issues(id)).data).toMatchObject([
      { row: 1, code: 'imports.unknown-column' },
      { row: 2, column: 'City' },
    ]);
  });
});

describe('decisions', () => {
  const two = [{ 'First name': 'Anna' }, { 'First name': 'Léo' }];
  const asks = () => {
    others.behaviour.match = (asked) =>
      asked.flatMap(({ row, firstName }) =>
        firstName === 'Anna' ? { row, verdict: 'possible', candidates: [candidate('Ana', { because: ['similar-name'] })] } : [],
      );
  };

  it('IMP-10: a possible match must be answered before anything runs; the answer is followed', async () => {
    asks();
    const { id, state, counts } = await ana.check(csv(two));
    expect([state, counts.decisions]).toEqual(['needsDecisions', 1]);
    const [question] = (await ana.issues(id, { severity: 'decision' })).data;
    expect(question).toMatchObject({
      row: 2,
      code: 'imports.possible-match',
      candidates: [{ personId: someId('person Ana'), because: ['similar-name'] }],
      answer: null,
    });

    await expect(ana.decide(id, [{ row: 3, personId: null }])).rejects.toMatchObject({
      code: 'imports.bad-row',
      facts: { reason: 'nothing-to-decide' },
    });
    await expect(ana.decide(id, [{ row: 2, personId: newId() }])).rejects.toMatchObject({
      code: 'imports.bad-row',
      facts: { reason: 'not-a-candidate' },
    });

    let asked = 0;
    others.behaviour.match = () => {
      asked += 1;
      return [];
    };
    await ana.decide(id, [{ row: 2, personId: someId('person Ana') }]);
    expect(await ana.settled(id)).toMatchObject({ state: 'ready', counts: { created: 1, reused: 1, decisions: 0 } });
    expect(asked).toBe(0); // An answer is no reason to ask identity all over again.

    asks();
    await ana.decide(id, [{ row: 2, personId: null }]).catch(() => undefined); // Nothing is asked any more.
    expect(await ana.settled(id)).toMatchObject({ state: 'ready' });
  });

  it('answers may come one by one; the last one has the file judged', async () => {
    others.behaviour.match = (asked) => asked.map(({ row }) => ({ row, verdict: 'possible', candidates: [candidate(`Ana ${row}`)] }));
    const { id } = await ana.check(csv(people(3)));
    expect(await ana.decide(id, [{ row: 2, personId: null }])).toMatchObject({ state: 'needsDecisions', counts: { decisions: 2 } });
    expect(await ana.decide(id, [{ row: 2, personId: someId('person Ana 2') }])).toMatchObject({ counts: { decisions: 2 } });
    await ana.decide(id, [{ row: 3, personId: null }, { row: 4, personId: null }]); // prettier-ignore
    expect(await ana.settled(id)).toMatchObject({ state: 'ready', counts: { created: 2, reused: 1 } });
  });
});

describe('repairs', () => {
  it('IMP-2: a repaired cell has the whole file judged again; the raw row is kept', async () => {
    const { id } = await ana.check(csv([{ Gender: 'x' }, { 'First name': 'Max', 'Birth date': '' }]));
    await ana.repair(id, 2, { values: { gender: 'F' } });
    await ana.repair(id, 3, { values: { 'Birth date': '2001-02-03' } });
    expect(await ana.settled(id)).toMatchObject({ state: 'ready', counts: { rows: 2, valid: 2, errors: 0 } });
    expect((await ana.rows(id)).data[1].values['Birth date']).toBe('2001-02-03');
    expect(await ana.report(id)).toContain('Ana,Roy,12 rue du Parc,Montréal,QC,H2X 1Y4,Canada,,x,');
  });

  it('a row may be left out, and taken back', async () => {
    const { id } = await ana.check(csv([{ Gender: 'x' }, { 'First name': 'Max' }]));
    await ana.repair(id, 2, { excluded: true });
    expect(await ana.settled(id)).toMatchObject({ state: 'ready', counts: { rows: 2, created: 1, skipped: 1 } });
    expect((await ana.rows(id)).data[0].outcome).toBe('excluded');
    await ana.repair(id, 2, { excluded: false });
    expect(await ana.settled(id)).toMatchObject({ state: 'invalid' });
  });

  it('what is not there cannot be repaired', async () => {
    const { id } = await ana.check(csv([{}]));
    await expect(ana.repair(id, 3, { excluded: true })).rejects.toMatchObject({
      code: 'imports.bad-row',
      facts: { reason: 'no-such-row' },
    });
    await expect(ana.repair(id, 2, { values: { __proto__x: '1' } })).rejects.toMatchObject({ facts: { reason: 'no-such-column' } });
  });

  it('IMP-10: a decision about a row that was changed since is asked again', async () => {
    others.behaviour.match = (asked) => asked.map(({ row }) => ({ row, verdict: 'possible', candidates: [candidate('Ana')] }));
    const { id } = await ana.check(csv([{}]));
    await ana.decide(id, [{ row: 2, personId: null }]);
    await ana.settled(id, 'ready');
    await ana.repair(id, 2, { values: { 'First name': 'Anna' } });
    expect(await ana.settled(id)).toMatchObject({ state: 'needsDecisions', counts: { decisions: 1 } });
  });
});

describe('who may', () => {
  it('IMP-1: an administrator of a reseller, and nobody else', async () => {
    const federation = someFederation();
    for (const caller of [
      someCaller({ role: 'federation-administrator', organization: federation }),
      someCaller({ organization: federation }),
    ])
      await expect(new Operator(world, federation, caller).upload(csv([{}]))).rejects.toMatchObject({ code: 'platform.forbidden' });
  });

  it('another club of the same federation sees nothing of it: everything answers as if it did not exist', async () => {
    const { id, previewHash } = await ana.check(csv([{ Gender: 'x' }]));
    const ben = new Operator(world, someClub(ana.club.federationId!));
    const ways = (operator: Operator, importId: string): (() => Promise<unknown>)[] => [
      () => operator.get(importId),
      () => operator.issues(importId),
      () => operator.rows(importId),
      () => operator.preview(importId),
      () => operator.report(importId),
      () => operator.repair(importId, 2, { excluded: true }),
      () => operator.decide(importId, [{ row: 2, personId: null }]),
      () => operator.commit({ id: importId, previewHash: previewHash ?? 'x' }),
      () => operator.steer(importId, 'discard'),
    ];
    const refusal = (way: () => Promise<unknown>) => way().then(() => 'allowed', (error: { code: string; message: string }) => ({ code: error.code, message: error.message })); // prettier-ignore
    const foreign = await Promise.all(ways(ben, id).map(refusal));
    const absent = await Promise.all(ways(ben, newId()).map(refusal));
    expect(foreign).toEqual(absent);
    expect(new Set(foreign.map((each) => (typeof each === 'string' ? each : each.code)))).toEqual(new Set(['imports.no-such-import']));
    expect(await world.ask(message(ListImports, { limit: 10 }), ben.caller)).toEqual({ data: [], next: null });
    expect(await ana.get(id)).toMatchObject({ state: 'invalid' });
  });

  it('a caller who lists a foreign organization among its own still sees only the one it acts for', async () => {
    const { id } = await ana.check(csv([{}]));
    const club = someClub(ana.club.federationId!);
    const both = someCaller({ organization: club, organizations: [club.id, ana.club.id] });
    await expect(new Operator(world, club, both).get(id)).rejects.toMatchObject({ code: 'imports.no-such-import' });
  });
});

describe('lists and templates', () => {
  it('lists a club’s imports, the latest first, in pages', async () => {
    const ben = new Operator(world, someClub(ana.club.federationId!));
    others.knows(ben.club);
    await others.register(ben.club);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.unshift((await ben.upload(csv([{ 'First name': `Ben ${i}` }]))).id);
    const first = await world.ask(message(ListImports, { limit: 2, kind: 'resale' }), ben.caller);
    const second = await world.ask(message(ListImports, { limit: 2, after: first.next! }), ben.caller);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeNull();
  });

  it('IMP-3: gives the template in both languages', async () => {
    const ask = (language: 'en' | 'fr') => world.ask(message(GetTemplate, { kind: 'resale', language }), ana.caller);
    expect(await ask('en')).toMatchObject({
      text: expect.stringMatching(/^First name,Last name,.*\r\n$/),
      mediaType: 'text/csv; charset=utf-8',
    });
    expect((await ask('fr')).text).toContain('Prénom,Nom de famille');
  });
});

describe('a check that is interrupted', () => {
  it('starts over where another takes it up, and ends as any other', async () => {
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (release = resolve));
    others.behaviour.match = () => {
      release();
      return [];
    };
    const started = await ana.upload(csv(people(1_200)));
    await asked;
    await world.halt('imports');
    await world.start('imports');
    await eventually(async () => (await ana.get(started.id)).state === 'ready', { withinMs: 30_000 });
    expect(await ana.get(started.id)).toMatchObject({ counts: { rows: 1_200, created: 1_200 } });
    expect((await ana.rows(started.id, { limit: 1000 })).data).toHaveLength(1000);
  }, 60_000);
});
