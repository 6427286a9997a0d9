// Decides how messages to people are shown: newest first, numbers masked, how each stands and why; and the form for a person's number.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { whenText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts } from '../web/parts.tsx';
import { takePersonal } from '../web/personal.ts';
import { storyWords } from '../web/story-words.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { frameWords, searchWords, speaker } from '../web/words.ts';
import type { NoticeOperations } from './notice-routes.ts';
import { noticeStateWords } from './notice-words.ts';

const words = {
  title: { id: 'Pesan kepada warga', en: 'Messages to people' },
  lead: {
    id: 'Pesan singkat yang dikirim lewat gerbang SMS atau WhatsApp, atau ditulis ke berkas bila belum ada gerbang. Nomor disamarkan.',
    en: 'Short messages sent by an SMS or WhatsApp gateway, or written to a file where there is none. Numbers are masked.',
  },
  none: { id: 'Belum ada pesan.', en: 'No messages yet.' },
  when: { id: 'Dicatat', en: 'Recorded' },
  to: { id: 'Kepada', en: 'To' },
  text: { id: 'Isi', en: 'Text' },
  state: { id: 'Keadaan', en: 'State' },
  tries: { id: 'Kali dicoba', en: 'Tries' },
  send: { id: 'Kirim yang sudah waktunya', en: 'Send what is due' },
  done: { id: 'Terkirim {sent}, gagal {failed}, ditolak {refused}.', en: 'Sent {sent}, failed {failed}, refused {refused}.' },
  contact: { id: 'Nomor HP seseorang', en: "A person's mobile number" },
  contactLead: {
    id: 'Dengan nomor mana ia mau diberi tahu. Nomor disimpan tertutup, yang terakhir berlaku. Catat hanya bila ia sendiri memintanya.',
    en: 'By which number the person wants to be told. It rests sealed, the latest counts. Record it only where the person asks.',
  },
  phone: { id: 'Nomor HP', en: 'Mobile number' },
  phoneHint: { id: 'Misalnya 0812 3456 7890; kosongkan bila diakhiri', en: 'Such as 0812 3456 7890; left empty when ended' },
  end: { id: 'Diberi tahu?', en: 'To be told?' },
  ends: { no: { id: 'ya, dengan nomor ini', en: 'yes, by this number' }, yes: { id: 'tidak lagi', en: 'no longer' } },
  record: { id: 'Catat', en: 'Record' },
  noMore: { id: 'tidak lagi diberi tahu', en: 'told no more' },
  reports: { id: 'Laporan penyedia pesan', en: "A provider's reports" },
  reportsLead: {
    id: 'Penyedia mengirimnya sendiri ke /v1/notices/delivery-reports; di sini untuk yang tertinggal. Yang berulang atau terlambat tidak mengubah apa pun.',
    en: 'The provider posts them to /v1/notices/delivery-reports by itself; here for what was missed. Repeated and late ones change nothing.',
  },
  gateway: { id: 'Penyedia', en: 'Provider' },
  gatewayHint: { id: 'Nama profil di gateways/, misalnya payung', en: 'Name of a profile in gateways/, such as payung' },
  body: { id: 'Laporan (JSON)', en: 'Reports (JSON)' },
  take: { id: 'Baca laporan', en: 'Take the reports' },
  taken: {
    id: '{reports} laporan: {news} baru, {unchanged} tidak mengubah apa pun, {unknown} pesan tidak dikenal, {notUnderstood} dengan kata yang tidak dikenal.',
    en: '{reports} reports: {news} new, {unchanged} change nothing, {unknown} of unknown messages, {notUnderstood} not understood.',
  },
  back: { id: 'Kembali ke pesan', en: 'Back to messages' },
} as const;

export function noticePages(surface: Surface, { list, send, contact, reports }: NoticeOperations): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const { notices } = await look(surface, c, list);
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm c={c} operation={send} action="/notices" submit={words.send} plain />
        {notices.length === 0 ? (
          <p class="empty">{say(words.none)}</p>
        ) : (
          <Table
            caption={say(words.title)}
            hideCaption
            scrollLabel={say(frameWords.scrollable)}
            columns={[words.when, words.to, words.text, words.state].map((title) => ({ title: say(title) })).concat({ title: say(words.tries) })}
            rows={notices.map((one) => [
              whenText(one.recordedAt, surface.timeZone, locale),
              one.to,
              one.text,
              `${say(noticeStateWords[one.state])}${one.detail === null ? '' : ` (${one.detail})`}`,
              one.tries,
            ])}
          />
        )}
        <Doable id="nomor" title={say(words.contact)} open={c.get('refusal')?.operation === contact.id}>
          <ActionForm
            c={c}
            operation={contact}
            action="/notices/contacts"
            lead={words.contactLead}
            fields={[
              { name: 'nik', label: storyWords.nik, hint: storyWords.nikHint },
              { name: 'phone', label: words.phone, hint: words.phoneHint, optional: true },
              {
                name: 'end',
                label: words.end,
                kind: 'choice',
                choices: [
                  ['no', words.ends.no],
                  ['yes', words.ends.yes],
                ],
              },
              { name: 'reason', label: searchWords.reason, hint: searchWords.reasonHint, optional: true },
            ]}
            submit={words.record}
          />
        </Doable>
        <Doable id="laporan" title={say(words.reports)} open={c.get('refusal')?.operation === reports.id}>
          <ActionForm
            c={c}
            operation={reports}
            action="/notices/delivery-reports"
            lead={words.reportsLead}
            fields={[
              { name: 'gateway', label: words.gateway, hint: words.gatewayHint },
              { name: 'body', label: words.body, kind: 'text' },
            ]}
            submit={words.take}
          />
        </Doable>
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/notices', page);
  // Where the form is sent also answers who opens or reloads that address.
  pages.get('/notices/contacts', page);
  pages.get('/notices/delivery-reports', page);
  takePersonal(pages, surface, {
    operation: contact,
    at: '/notices/contacts',
    page,
    secrets: ['nik', 'phone'],
    shown: (c, told) => {
      const locale = localeOf(c);
      const say = speaker(locale);
      return c.render(
        <article class="narrow">
          <h1>{say(words.contact)}</h1>
          <Facts
            locale={locale}
            facts={[
              [storyWords.nik, told.nik],
              [words.phone, told.to ?? say(words.noMore)],
            ]}
          />
          <p class="links">
            <a href="/notices">{say(words.back)}</a>
          </p>
        </article>,
        { title: say(words.contact), audience: 'office' },
      );
    },
  });
  takeForm(pages, surface, {
    operation: send,
    at: '/notices',
    page,
    told: ({ sent, failed, refused }, locale) => ({ text: speaker(locale)(words.done, { sent, failed, refused }) }),
    next: () => '/notices',
  });
  takeForm(pages, surface, {
    operation: reports,
    at: '/notices/delivery-reports',
    page,
    told: (counts, locale) => ({ text: speaker(locale)(words.taken, { ...counts }) }),
    next: () => '/notices',
  });
  return pages;
}
