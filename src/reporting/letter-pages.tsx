// Decides how the answer to a person is asked for on a page: a NIK, posted; the page of PDF comes back.
import { Hono } from 'hono';
import { readNik } from '../kernel/nik.ts';
import { type PageContext, formFields } from '../web/act.ts';
import { FaultSummary, Form, TextField } from '../web/form.tsx';
import { localeOf } from '../web/locale.ts';
import { inputOf } from '../web/operation.ts';
import { perform } from '../web/perform.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import { nikFaultWords, storyWords } from '../web/story-words.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { frameWords, searchWords, speaker } from '../web/words.ts';
import { letterOperations } from './letter-routes.ts';

const words = {
  title: { id: 'Surat jawaban', en: 'Letter to a person' },
  lead: {
    id: 'Satu halaman untuk seorang calon: terpilih, menunggu (dengan peringkatnya) atau ditolak, setiap alasan dengan dasarnya, dan cara mengajukan keberatan.',
    en: 'One page for a candidate: chosen, waiting (with the rank) or refused, every reason with its article, and how to object. In Indonesian.',
  },
  submit: { id: 'Buat surat (PDF)', en: 'Make the letter (PDF)' },
} as const;

export function letterPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { letter } = letterOperations;
  const form = (c: PageContext, programme: string, fault?: string) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    return c.render(
      <article class="narrow">
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <FaultSummary title={say(frameWords.formFaults)} faults={fault === undefined ? [] : [{ field: 'nik', text: fault }]} />
        <Form action={`/programmes/${programme}/letter`} submit={say(words.submit)}>
          <TextField name="nik" label={say(storyWords.nik)} hint={say(storyWords.nikHint)} fault={fault} inputmode="numeric" maxlength={24} />
          <TextField name="reason" label={say(searchWords.reason)} hint={say(searchWords.reasonHint)} maxlength={500} optional />
        </Form>
        <p class="note-box">{say(storyWords.privacy)}</p>
      </article>,
      programmeFrame(say(words.title), programme, 'letter'),
    );
  };
  pages.get('/programmes/:programme/letter', (c) => form(c, c.req.param('programme')));
  pages.post('/programmes/:programme/letter', async (c) => {
    c.header('cache-control', 'no-store, no-transform');
    const [locale, programme] = [localeOf(c), c.req.param('programme')];
    const fields = await formFields(c);
    const reading = readNik(fields['nik'] ?? null);
    if (reading.nik === null) {
      c.status(400);
      return form(c, programme, nikFaultWords[reading.fault]?.[locale] ?? reading.fault);
    }
    const { answer } = await perform(surface, letter, inputOf(letter, { ...fields, programme }), { actor: surface.actor(c), through: 'page' });
    return c.body(new Uint8Array(Buffer.from(answer.pdf, 'base64')), 200, {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="surat.pdf"',
      'cache-control': 'no-store, no-transform',
    });
  });
  return pages;
}
