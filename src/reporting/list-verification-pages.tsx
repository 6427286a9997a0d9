// Decides the page on which a list is verified: every check with its outcome, and which input differs.
import { Hono } from 'hono';
import { type Page, answerShown, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Facts } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { Table } from '../web/table.tsx';
import { type Bilingual, frameWords, speaker } from '../web/words.ts';
import { instrumentOperations } from '../enrolment/instrument-routes.ts';
import { listVerificationOperations } from './list-verification-routes.ts';

const words = {
  title: { id: 'Periksa daftar {number}', en: 'Verify the list {number}' },
  lead: {
    id: 'Sidik, tanda tangan, catatan transparansi, dan keputusan yang dibuat ulang seluruhnya dari bukti dan masukan yang tercatat, meski registernya sudah diganti.',
    en: 'Digest, signature, transparency log, and the whole decision made again from recorded evidence and inputs, even after its registers were replaced.',
  },
  verify: { id: 'Periksa sekarang', en: 'Verify now' },
  holds: { id: 'Cocok: daftar ini sama seperti yang diputuskan.', en: 'It holds: this list is the same as was decided.' },
  fails: { id: 'Tidak cocok. Yang berbeda: {differs}', en: 'It does not hold. What differs: {differs}' },
  check: { id: 'Pemeriksaan', en: 'Check' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  found: { id: 'Temuan', en: 'Finding' },
  same: { id: 'cocok', en: 'holds' },
  other: { id: 'tidak cocok', en: 'does not hold' },
  unknown: { id: 'tidak dapat dikatakan', en: 'cannot be said' },
  back: { id: 'Kembali ke keputusan', en: 'Back to the decree' },
  digest: { id: 'Sidik daftar (SHA-256)', en: 'Digest of the list (SHA-256)' },
  done: { id: 'Pemeriksaan selesai.', en: 'The list was verified.' },
} as const satisfies Record<string, Bilingual>;

const codes: Readonly<Record<string, Bilingual>> = {
  digest: { id: 'Sidik daftar', en: 'Digest' },
  signature: { id: 'Tanda tangan', en: 'Signature' },
  rows: { id: 'Baris di baliknya', en: 'Rows behind it' },
  log: { id: 'Catatan transparansi', en: 'Transparency log' },
  policy: { id: 'Kebijakan', en: 'Policy' },
  law: { id: 'Hukum', en: 'Law' },
  assessment: { id: 'Penilaian, diputuskan ulang', en: 'Assessment, decided again' },
  allocation: { id: 'Pembagian tempat, diputuskan ulang', en: 'Allocation, decided again' },
  inputs: { id: 'Masukan lain', en: 'Other inputs' },
  replay: { id: 'Daftar, dibuat ulang', en: 'The list, made again' },
};

export function listVerificationPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { verify } = listVerificationOperations;
  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const one = await look(surface, c, instrumentOperations.tell);
    const found = answerShown(surface, c, verify);
    const title = say(words.title, { number: one.number });
    return c.render(
      <article>
        <p class="back">
          <a href={`/programmes/${programme}/instruments/${one.instrumentId}`}>{say(words.back)}</a>
        </p>
        <h1>{title}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Facts locale={locale} facts={[[words.digest, <code>{one.listDigest}</code>]]} />
        <ActionForm c={c} operation={verify} action={`/programmes/${programme}/instruments/${one.instrumentId}/verification`} submit={words.verify} />
        {found === undefined ? null : (
          <>
            <p class="note-box" role="status">
              {found.holds ? say(words.holds) : say(words.fails, { differs: found.differs.join(', ') })}
            </p>
            <Table
              caption={title}
              hideCaption
              scrollLabel={say(frameWords.scrollable)}
              columns={[{ title: say(words.check) }, { title: say(words.outcome) }, { title: say(words.found) }]}
              rows={found.checks.map((check) => [
                codes[check.code]?.[locale] ?? check.code,
                <span class={`outcome outcome-${check.holds === null ? 'review' : check.holds ? 'accept' : 'reject'}`}>
                  {say(check.holds === null ? words.unknown : check.holds ? words.same : words.other)}
                </span>,
                check[locale],
              ])}
            />
          </>
        )}
      </article>,
      programmeFrame(title, programme, 'instruments'),
    );
  };
  pages.get('/programmes/:programme/instruments/:instrument/verification', page);
  takeForm(pages, surface, {
    operation: verify,
    at: '/programmes/:programme/instruments/:instrument/verification',
    page,
    told: (_, locale) => ({ text: words.done[locale] }),
    next: (_, { programme, instrument }) => `/programmes/${programme}/instruments/${instrument}/verification`,
  });
  return pages;
}
