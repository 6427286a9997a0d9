// Decides how registers are loaded, asked and shown at the command line.
import type { Command } from 'commander';
import { type CivilDate, civilDate } from '../kernel/date.ts';
import { Fault } from '../kernel/fault.ts';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import type { Tx } from '../platform/database.ts';
import type { Workplace } from '../platform/workplace.ts';
import { wordsOf } from '../web/words.ts';
import type { Basis } from './agreement.ts';
import { applySnapshot } from './compare-steps.ts';
import { type Register, registerForms, registerNamed, registers } from './registers.ts';
import { areaOfSponsor, listSnapshots, loadRegister, recordAgreement } from './registry-steps.ts';
import { registryWords } from './registry-words.ts';
import { type PersonToVerify, loadAnswers, requestVerification, requests, verificationProgress } from './verification-steps.ts';

/** Where a later stage says who is to be asked about for a programme; without it `--programme` is refused. */
export interface PeopleToAsk {
  peopleOf(tx: Tx, programme: string): AsyncIterable<PersonToVerify>;
}

interface Options {
  readonly sponsor: string;
  readonly agreement: string;
  readonly asOf?: string;
  readonly area?: string;
}

/** Adds `register load|show|request|answer|agreement`. */
export function registerRegistryCommands(program: Command, context: CommandContext, sources: PeopleToAsk | null = null): void {
  const register = program.command('register').description('register rujukan: memuat, menanyakan, menampilkan / reference registers: load, ask, show');

  register
    .command('load <register> <file>')
    .description(`muat register sebagai salinan bertanggal (${registers.join(', ')}) / load a register as a dated snapshot`)
    .requiredOption('--sponsor <kode>', 'pemerintah yang memegang register / the sponsor that holds it')
    .requiredOption('--agreement <nama>', 'perjanjian (PKS) yang mengizinkan / the agreement that permits it')
    .option('--as-of <tanggal>', 'tanggal keadaan data, bawaan: hari ini / the day the register speaks of, default today')
    .option('--area <kode>', "wilayah yang dicakup, bawaan: wilayah sponsor / the area it covers, default the sponsor's")
    .option('--hold', 'muat tanpa memberlakukan, untuk dibandingkan dulu / load without letting it count, to be compared first')
    .action(async (name: string, file: string, options: Options & { readonly hold?: true }) => {
      const workplace = await context.open();
      const { area, asOf } = await placeOf(context, workplace, options);
      const which = registerOf(name);
      context.progress.step(`${registerForms[which].name.id} / ${registerForms[which].name.en}`);
      const loaded = await loadRegister(workplace, context.actor(), {
        register: which,
        file,
        sponsor: options.sponsor,
        area,
        agreement: options.agreement,
        asOf,
        hold: options.hold === true,
        onProgress: (rows) => context.progress.at(rows),
      });
      context.progress.end();
      context.result(
        { register: which, asOf, ...loaded },
        loaded.alreadyLoaded
          ? `Sudah dimuat / already loaded: ${loaded.rows} baris / rows (${loaded.snapshotId})`
          : `Dimuat / loaded: ${loaded.rows} baris / rows (${loaded.snapshotId})`,
      );
    });

  register
    .command('apply <snapshot>')
    .description('berlakukan salinan yang ditahan / let a held snapshot count')
    .requiredOption('--reason <text>', 'alasan / reason')
    .action(async (snapshot: string, options: { readonly reason: string }) => {
      const { database } = await context.open();
      const done = await database.transact(context.actor(), (tx) => applySnapshot(tx, snapshot, options.reason));
      context.result(done, `Berlaku / applied: ${snapshot}`);
    });

  register
    .command('show')
    .description('register yang ada dan daftar yang masih ditanyakan / registers held and lists still being asked')
    .action(async () => {
      const { database } = await context.open();
      await database.read(context.actor(), async (tx) => {
        const snapshots = await listSnapshots(tx);
        const asked = [];
        for (const { requestId } of await requests(tx)) asked.push(await verificationProgress(tx, requestId));
        const text = [
          columns(
            ['register', 'sponsor', 'wilayah', 'keadaan', 'dasar', 'baris', 'perjanjian', 'berlaku sampai', 'salinan', ''],
            snapshots.map((row) => [
              registerForms[row.register].name.id,
              row.sponsor,
              row.area,
              row.asOf,
              wordsOf(registryWords.bases, row.basis).id,
              row.rows,
              row.agreement,
              row.validTo,
              row.snapshotId,
              row.held ? 'DITAHAN / HELD' : '',
            ]),
          ),
        ];
        if (asked.length > 0) {
          text.push(
            columns(
              ['permintaan', 'register', 'ditanyakan', 'ditemukan', 'tidak', 'belum terjawab'],
              asked.map((row) => [row.requestId, registerForms[row.register].name.id, row.asked, row.found, row.notFound, row.unanswered]),
            ),
          );
        }
        context.result({ snapshots, requests: asked }, text.join('\n\n'));
      });
    });

  register
    .command('request <register>')
    .description("tulis daftar NIK untuk ditanyakan kepada pemegang register / write the list to ask the register's holder about")
    .requiredOption('--out <berkas>', 'berkas CSV tujuan, berisi NIK / the CSV file to write; it holds NIKs in clear')
    .requiredOption('--sponsor <kode>', 'pemerintah yang bertanya / the sponsor that asks')
    .requiredOption('--agreement <nama>', 'perjanjian (PKS) yang mengizinkan / the agreement that permits it')
    .option('--programme <nama>', 'hanya orang dari program ini / only the people of this programme')
    .option('--area <kode>', "wilayah, bawaan: wilayah sponsor / area, default the sponsor's")
    .action(async (name: string, options: Options & { readonly out: string; readonly programme?: string }) => {
      const workplace = await context.open();
      const { area, asOf } = await placeOf(context, workplace, options);
      const people = options.programme === undefined ? undefined : await peopleOf(context, workplace, sources, options.programme);
      const list = await requestVerification(workplace, context.actor(), {
        register: registerOf(name),
        sponsor: options.sponsor,
        area,
        agreement: options.agreement,
        on: asOf,
        file: options.out,
        ...(people === undefined ? {} : { people }),
      });
      context.result(list, `Permintaan / request ${list.requestId}: ${list.asked} orang / people -> ${list.file}`);
    });

  register
    .command('answer <register> <file>')
    .description('muat jawaban atas sebuah permintaan / load the answers to a request')
    .requiredOption('--request <nomor>', "nomor permintaan / the request's number")
    .option('--as-of <tanggal>', 'tanggal jawaban, bawaan: hari ini / the day the answers speak of, default today')
    .action(async (name: string, file: string, options: { readonly request: string; readonly asOf?: string }) => {
      const workplace = await context.open();
      const loaded = await loadAnswers(workplace, context.actor(), {
        register: registerOf(name),
        request: options.request,
        file,
        asOf: dateOption(options.asOf, workplace),
      });
      const progress = await workplace.database.read(context.actor(), (tx) => verificationProgress(tx, options.request));
      context.result(
        { ...loaded, progress },
        `${loaded.alreadyLoaded ? 'Sudah dimuat / already loaded' : 'Dimuat / loaded'}: ${loaded.rows} baris / rows; ` +
          `belum terjawab / unanswered: ${progress.unanswered} / ${progress.asked}`,
      );
    });

  register
    .command('agreement <nama> <register>')
    .description("catat perjanjian (PKS) dengan pemegang register / record an agreement with a register's holder")
    .requiredOption('--sponsor <kode>', 'pemerintah yang membuat perjanjian / the sponsor that made it')
    .requiredOption('--counterpart <pihak>', "pemegang register / the register's holder")
    .requiredOption('--purpose <tujuan>', 'tujuan pemakaian / what it may be used for')
    .requiredOption('--basis <dasar>', 'snapshot (salinan) atau exchange (tanya jawab) / a copy, or questions and answers')
    .requiredOption('--from <tanggal>', 'berlaku mulai / valid from')
    .requiredOption('--to <tanggal>', 'berlaku sampai / valid until')
    .option('--fields <kolom>', 'kolom yang diizinkan, dipisah koma; bawaan: semua / permitted fields, default all')
    .action(
      async (
        name: string,
        which: string,
        options: {
          readonly sponsor: string;
          readonly counterpart: string;
          readonly purpose: string;
          readonly basis: string;
          readonly from: string;
          readonly to: string;
          readonly fields?: string;
        },
      ) => {
        const { database } = await context.open();
        const agreement = await database.transact(context.actor(), (tx) =>
          recordAgreement(tx, {
            agreement: name,
            register: registerOf(which),
            sponsor: options.sponsor,
            counterpart: options.counterpart,
            purpose: options.purpose,
            basis: basisOf(options.basis),
            validFrom: civilDate(options.from),
            validTo: civilDate(options.to),
            ...(options.fields === undefined ? {} : { permittedFields: options.fields.split(',').map((field) => field.trim()) }),
          }),
        );
        context.result(agreement, `Perjanjian tercatat / agreement recorded: ${name} (${agreement.validFrom} - ${agreement.validTo})`);
      },
    );
}

function registerOf(name: string): Register {
  const found = registerNamed(name);
  if (found !== null) return found;
  throw new Fault('bad-input', 'register-unknown', {
    id: `Tidak ada register "${name}". Yang ada: ${registers.join(', ')}.`,
    en: `There is no register "${name}". The registers are: ${registers.join(', ')}.`,
  });
}

function basisOf(text: string): Basis {
  if (text === 'snapshot' || text === 'exchange') return text;
  throw new Fault('bad-input', 'basis-unknown', {
    id: `Dasar "${text}" tidak dikenal; tulis snapshot atau exchange.`,
    en: `Unknown basis "${text}"; write snapshot or exchange.`,
  });
}

async function placeOf(context: CommandContext, workplace: Workplace, options: Options): Promise<{ area: string; asOf: CivilDate }> {
  const asOf = dateOption(options.asOf, workplace);
  if (options.area !== undefined) return { area: options.area.replaceAll('.', ''), asOf };
  return { area: await workplace.database.read(context.actor(), (tx) => areaOfSponsor(tx, options.sponsor)), asOf };
}

async function peopleOf(context: CommandContext, workplace: Workplace, sources: PeopleToAsk | null, programme: string): Promise<readonly PersonToVerify[]> {
  if (sources === null) {
    throw new Fault('bad-input', 'programme-lists-not-connected', {
      id: 'Daftar per program belum tersedia di sini; jalankan tanpa --programme untuk menanyakan semua yang belum terjawab.',
      en: 'Lists of a programme are not available here; run without --programme to ask about everybody not answered yet.',
    });
  }
  return workplace.database.read(context.actor(), async (tx) => {
    const people: PersonToVerify[] = [];
    for await (const person of sources.peopleOf(tx, programme)) people.push(person);
    return people;
  });
}
