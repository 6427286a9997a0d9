// Decides how somebody says in whose name he acts, until people sign in.
import { Hono } from 'hono';
import { actAs, actingName } from './acting.ts';
import { ActionForm } from './action-form.tsx';
import { type PageContext, formFields } from './act.ts';
import { localeOf } from './locale.ts';
import type { RequestEnv } from './surface.ts';
import { speaker } from './words.ts';

const words = {
  title: { id: 'Bertindak sebagai siapa', en: 'In whose name you act' },
  lead: {
    id: 'Cara masuk petugas belum dipasang, jadi nama ini hanya dipercaya karena server ini hanya menjawab dari komputer ini. Nama dicatat pada setiap perbuatan; yang mengusulkan daftar tidak boleh menandatanganinya.',
    en: 'Sign-in is not installed yet, so this name is believed only because this server answers this computer alone. It is recorded with every act; whoever proposes a list may not sign it.',
  },
  name: { id: 'Jabatan', en: 'Office' },
  hint: { id: 'Huruf kecil tanpa spasi, misalnya kepala-dinas', en: 'Small letters without spaces, for example head-of-office' },
  submit: { id: 'Pakai nama ini', en: 'Act in this name' },
} as const;

export function actingPages(): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const page = (c: PageContext) => {
    const say = speaker(localeOf(c));
    return c.render(
      <article class="narrow">
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <ActionForm
          c={c}
          operation={{ id: 'actAs' }}
          action="/acting"
          fields={[{ name: 'name', label: words.name, hint: words.hint, value: actingName(c) }]}
          submit={words.submit}
        />
      </article>,
      { title: say(words.title), audience: 'office' },
    );
  };
  pages.get('/acting', page);
  pages.post('/acting', async (c) => {
    const { name: written = '' } = await formFields(c);
    try {
      actAs(c, written);
    } catch (error) {
      c.status(400);
      c.set('refusal', { operation: 'actAs', error, values: { name: written } });
      return page(c);
    }
    return c.redirect('/', 303);
  });
  return pages;
}
