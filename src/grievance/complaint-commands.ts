// Decides how complaints are made, followed, listed and treated at the command line.
import { type Command, Option } from 'commander';
import { civilDate } from '../kernel/date.ts';
import { LawReading } from '../law/law.ts';
import { type CommandContext, columns, dateOption } from '../platform/command-context.ts';
import { bothWords } from '../web/words.ts';
import { type Channel, type ComplaintEvent, channels, complaintEvents, kindWords } from './complaint.ts';
import { complaintsIn, fileComplaint, follow, treatComplaint } from './complaint-steps.ts';
import { complaintWords as words } from './complaint-words.ts';

/** Adds `grievance complain|follow|complaints|treat`. */
export function registerComplaintCommands(grievance: Command, context: CommandContext): void {
  grievance
    .command('complain <programme>')
    .description('catat pengaduan; tanpa kontak berarti tanpa nama / record a complaint; without a contact it is anonymous')
    .requiredOption('--kind <code>', 'jenis, lihat: law show grievance-kinds / kind')
    .requiredOption('--statement <text>', 'isi pengaduan / what it says')
    .option('--contact <text>', 'cara menghubungi / how its author is reached')
    .option('--area <code>', 'wilayah kejadian / where it happened')
    .addOption(new Option('--channel <channel>', 'disampaikan lewat / received by').choices(channels).default('phone'))
    .option('--on <date>', 'tanggal diterima / date received')
    .action(async (programme: string, options: { kind: string; statement: string; contact?: string; area?: string; channel: Channel; on?: string }) => {
      const workplace = await context.open();
      const { kind, statement, contact, area, channel, on } = options;
      const { vault, law } = workplace;
      const filed = await workplace.database.transact(context.actor(), (tx) =>
        fileComplaint(tx, {
          ...{ vault, law, programme, kind, statement, contact, area, channel },
          receivedOn: on === undefined ? undefined : dateOption(on, workplace),
        }),
      );
      context.result(filed, `tanda terima / receipt ${filed.receipt}; dijawab paling lambat / answered by ${filed.dueOn}`);
    });
  grievance
    .command('follow <receipt>')
    .description('bagaimana pengaduan atau keberatan itu sekarang / how a complaint or objection stands')
    .action(async (receipt: string) => {
      const { database, vault, law } = await context.open();
      const found = await database.read(context.actor(), (tx) => follow(tx, { vault, receipt }));
      const kind = kindWords(new LawReading(law, civilDate(found.receivedOn)), found.kind);
      const lines = found.events.map((event) => `${event.on}  ${bothWords(words.done[event.kind])}  ${event.words}`);
      context.result(found, [`${bothWords(kind)}, diterima / received ${found.receivedOn}: ${bothWords(words.states[found.state])}`, ...lines].join('\n'));
    });
  grievance
    .command('complaints <programme>')
    .description('pengaduan, yang terbaru dahulu / complaints, newest first')
    .option('--limit <number>', 'paling banyak / at most', Number, 100)
    .action(async (programme: string, { limit }: { limit: number }) => {
      const { database, vault, law } = await context.open();
      const complaints = await database.read(context.actor(), (tx) => complaintsIn(tx, { vault, programme, limit }));
      context.result(
        { complaints },
        columns(
          ['diterima', 'jenis', 'wilayah', 'keadaan', 'jatuh tempo', 'id'],
          complaints.map((one) => [
            one.receivedOn,
            kindWords(new LawReading(law, civilDate(one.receivedOn)), one.kind).id,
            one.area,
            words.states[one.state].id,
            one.dueOn,
            one.complaintId,
          ]),
        ),
      );
    });
  grievance
    .command('treat <complaint>')
    .description('jawab, teruskan, atau buka kembali pengaduan / answer a complaint, hand it on, or take it up again')
    .requiredOption('--words <text>', 'yang dibaca pengadu / what its author reads')
    .addOption(new Option('--event <event>', 'perbuatan / what is done').choices(complaintEvents).default('answered'))
    .action(async (complaintId: string, { words: told, event }: { words: string; event: ComplaintEvent }) => {
      const { database, vault } = await context.open();
      await database.transact(context.actor(), (tx) => treatComplaint(tx, { vault, complaintId, kind: event, words: told }));
      context.result({ complaintId, event }, `pengaduan / complaint ${complaintId}: ${bothWords(words.done[event])}`);
    });
}
