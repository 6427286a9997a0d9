// Decides how masked fields are shown on a page for a reason, and how what was disclosed is told: everything to those who watch, a person's trail on request.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import type { Law } from '../law/law.ts';
import type { Page } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { inputOf } from '../web/operation.ts';
import { Facts } from '../web/parts.tsx';
import { takePersonal } from '../web/personal.ts';
import { id } from '../web/shapes.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Locale, frameWords, searchWords, speaker, wordsOf } from '../web/words.ts';
import { disclosureOperations } from './disclosure-routes.ts';
import { disclosingActs, fieldWords } from './disclosure-words.ts';

const words = {
  title: { id: 'Data yang dibuka', en: 'What was disclosed' },
  lead: {
    id: 'Setiap pencarian dengan NIK, setiap isian tertutup yang dibuka, dan setiap salinan berkas yang memuat nama. Orangnya berhak mengetahuinya.',
    en: 'Every search by NIK, every masked field shown, and every copy of a file that names people. The person has a right to know.',
  },
  searches: { id: 'Dicari dan dibuka', en: 'Searched and shown' },
  copies: { id: 'Salinan berkas', en: 'Copies of files' },
  when: { id: 'Kapan', en: 'When' },
  who: { id: 'Siapa', en: 'Who' },
  act: { id: 'Perbuatan', en: 'Act' },
  fields: { id: 'Isian', en: 'Fields' },
  file: { id: 'Berkas', en: 'File' },
  none: { id: 'Belum ada.', en: 'None yet.' },
  trail: { id: 'Jejak satu orang', en: "One person's trail" },
  trailOf: { id: 'Jejak NIK {nik}', en: 'Trail of NIK {nik}' },
  ask: { id: 'Tampilkan jejaknya', en: 'Show the trail' },
  nik: { id: 'NIK', en: 'NIK' },
  nikHint: { id: '16 angka', en: '16 digits' },
  row: { id: 'NIK satu baris', en: 'The NIK of one row' },
  rowLead: {
    id: 'NIK ditampilkan sekali, untuk alasan yang Anda tulis. Alasan itu dicatat bersama nama Anda dan dapat dibaca oleh orangnya.',
    en: 'The NIK is shown once, for the reason you write. The reason is recorded with your name and may be read by the person.',
  },
  show: { id: 'Tampilkan NIK', en: 'Show the NIK' },
  name: { id: 'Nama', en: 'Name' },
} as const;

type Listed = z.output<typeof disclosureOperations.list.answer>;

interface RowsProps {
  /** What people call an actor. */
  readonly nameOf: (actorId: string) => string;
  readonly locale: Locale;
  readonly timeZone: string;
}
const Searches = ({ rows, law, nameOf, locale, timeZone }: RowsProps & { rows: Listed['disclosures']; law: Law }) => {
  const say = speaker(locale);
  if (rows.length === 0) return <p class="empty">{say(words.none)}</p>;
  return (
    <Table
      caption={say(words.searches)}
      hideCaption
      scrollLabel={say(frameWords.scrollable)}
      columns={[words.when, words.who, words.act, words.fields, searchWords.reason].map((title) => ({ title: say(title) }))}
      rows={rows.map((row) => [
        whenText(row.recordedAt, timeZone, locale),
        nameOf(row.author),
        wordsOf(disclosingActs, row.act)[locale],
        row.fields.map((field) => fieldWords(law, field)[locale]).join(', '),
        row.reason ?? '–',
      ])}
    />
  );
};

const Copies = ({
  rows,
  nameOf,
  locale,
  timeZone,
}: RowsProps & { rows: readonly { recordedAt: string; author: string; fileName: string; reason: string }[] }) => {
  const say = speaker(locale);
  if (rows.length === 0) return <p class="empty">{say(words.none)}</p>;
  return (
    <Table
      caption={say(words.copies)}
      hideCaption
      scrollLabel={say(frameWords.scrollable)}
      columns={[words.when, words.who, words.file, searchWords.reason].map((title) => ({ title: say(title) }))}
      rows={rows.map((row) => [whenText(row.recordedAt, timeZone, locale), nameOf(row.author), row.fileName, row.reason])}
    />
  );
};

export function disclosurePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { row, trail, list } = disclosureOperations;
  const { timeZone, workplace } = surface;
  const { law } = workplace;
  const reason = { name: 'reason', label: searchWords.reason, hint: searchWords.reasonHint, kind: 'text' } as const;

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const listed = await look(surface, c, list);
    const nameOf = await surface.namesOf([...listed.disclosures, ...listed.copies].map(({ author }) => author));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <h2>{say(words.trail)}</h2>
        <ActionForm
          c={c}
          operation={trail}
          action="/reveals"
          fields={[
            { name: 'nik', label: words.nik, hint: words.nikHint, kind: 'secret' },
            { ...reason, optional: true },
          ]}
          submit={words.ask}
        />
        <h2>{say(words.searches)}</h2>
        <Searches rows={listed.disclosures} law={law} nameOf={nameOf} locale={locale} timeZone={timeZone} />
        <h2>{say(words.copies)}</h2>
        <Copies rows={listed.copies} nameOf={nameOf} locale={locale} timeZone={timeZone} />
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/reveals', page);
  takePersonal(pages, surface, {
    operation: trail,
    at: '/reveals',
    page,
    secrets: ['nik'],
    shown: async (c, answer) => {
      const locale = localeOf(c);
      const say = speaker(locale);
      const nameOf = await surface.namesOf([...answer.disclosures, ...answer.copies].map(({ author }) => author));
      return c.render(
        <article>
          <h1>{say(words.trailOf, { nik: answer.nik })}</h1>
          <h2>{say(words.searches)}</h2>
          <Searches rows={answer.disclosures} law={law} nameOf={nameOf} locale={locale} timeZone={timeZone} />
          <h2>{say(words.copies)}</h2>
          <Copies rows={answer.copies} nameOf={nameOf} locale={locale} timeZone={timeZone} />
        </article>,
        { title: say(words.trail), audience: 'office' },
      );
    },
  });

  const rowPage: Page = (c) => {
    const say = speaker(localeOf(c));
    const named = inputOf({ input: row.input.pick({ list: true, row: true }).extend({ list: id }) }, c.req.param());
    return c.render(
      <article class="narrow">
        <h1>{say(words.row)}</h1>
        <ActionForm c={c} operation={row} action={`/lists/${named.list}/rows/${named.row}/reveal`} lead={words.rowLead} fields={[reason]} submit={words.show} />
        <p class="links">
          <a href={`/lists/${named.list}`}>{say(frameWords.back)}</a>
        </p>
      </article>,
      { title: say(words.row), audience: 'office' },
    );
  };
  pages.get('/lists/:list/rows/:row/reveal', rowPage);
  takePersonal(pages, surface, {
    operation: row,
    at: '/lists/:list/rows/:row/reveal',
    page: rowPage,
    secrets: [],
    shown: (c, answer) => {
      const locale = localeOf(c);
      const say = speaker(locale);
      return c.render(
        <article class="narrow">
          <h1>{say(words.row)}</h1>
          <Facts
            locale={locale}
            facts={[
              [words.name, answer.name ?? undefined],
              [words.nik, <span class="nik">{answer.nik}</span>],
            ]}
          />
          <p class="links">
            <a href={`/lists/${c.req.param('list') ?? ''}`}>{say(frameWords.back)}</a>
          </p>
        </article>,
        { title: say(words.row), audience: 'office' },
      );
    },
  });
  return pages;
}
