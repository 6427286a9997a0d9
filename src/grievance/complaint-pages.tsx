// Decides how complaints are made and followed by the public without signing in, and how officers see and treat them.
import { Hono } from 'hono';
import type { z } from '@hono/zod-openapi';
import { dateIn } from '../kernel/clock.ts';
import { LawReading } from '../law/law.ts';
import { currentPolicy, regionNames } from '../programme/programme-steps.ts';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm, type Field } from '../web/action-form.tsx';
import { dateText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Doable, Facts } from '../web/parts.tsx';
import { takePersonal } from '../web/personal.ts';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { type Locale, speaker, wordsOf } from '../web/words.ts';
import { type GrievanceKind, channels, complaintEvents, grievanceKinds } from './complaint.ts';
import { complaintOperations } from './complaint-routes.ts';
import { complaintWords as words } from './complaint-words.ts';

type Told = z.output<typeof complaintOperations.list.answer>['complaints'][number];

/** What a complaint may be about, and where it may have happened. */
interface Choices {
  readonly kinds: readonly GrievanceKind[];
  readonly areas: readonly (readonly [code: string, name: string])[];
}

const fieldsOf = ({ kinds, areas }: Choices): readonly Field[] => [
  { name: 'kind', label: words.kind, hint: words.restrictedHint, kind: 'choice', choices: kinds.map(({ code, id, en }) => [code, { id, en }] as const) },
  { name: 'statement', label: words.statement, hint: words.noNik, kind: 'text' },
  {
    name: 'area',
    label: words.area,
    kind: 'choice',
    optional: true,
    choices: [['', words.anywhere], ...areas.map(([code, name]) => [code, { id: name, en: name }] as const)],
  },
  { name: 'contact', label: words.contact, hint: words.contactHint, optional: true },
];

export function complaintPages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { file, follow, list, treat } = complaintOperations;
  const { workplace } = surface;

  const choicesFor: (c: Parameters<Page>[0]) => Promise<Choices> = async (c) => {
    const known = await workplace.database.read(surface.actor(c), async (tx) => {
      const { area, timeZone } = await currentPolicy(tx, c.req.param('programme') ?? '');
      return { timeZone, areas: [...(await regionNames(tx, 'kabupaten', area))] };
    });
    const kinds = grievanceKinds(new LawReading(workplace.law, dateIn(known.timeZone, workplace.clock.now())));
    return { areas: known.areas, kinds: kinds.filter(({ code }) => code !== 'objection') };
  };

  const publicPage: Page = async (c) => {
    const say = speaker(localeOf(c));
    const programme = c.req.param('programme') ?? '';
    const at = `/publik/${programme}/pengaduan`;
    return c.render(
      <article class="narrow">
        <h1>{say(words.publicTitle)}</h1>
        <p class="lead">{say(words.publicLead)}</p>
        <ActionForm c={c} operation={file} action={at} fields={fieldsOf(await choicesFor(c))} submit={words.send} />
        <h2 id="jawaban">{say(words.followTitle)}</h2>
        <ActionForm c={c} operation={follow} action={`${at}/status`} fields={[{ name: 'receipt', label: words.receipt }]} submit={words.follow} />
        <p class="links">
          <a href={`/publik/${programme}`}>{say(words.back)}</a>
        </p>
      </article>,
      { title: say(words.publicTitle), audience: 'public' },
    );
  };
  pages.get('/publik/:programme/pengaduan', publicPage);
  // Where the form is sent also answers who opens or reloads that address.
  pages.get('/publik/:programme/pengaduan/status', publicPage);
  takePersonal(pages, surface, {
    operation: file,
    at: '/publik/:programme/pengaduan',
    page: publicPage,
    secrets: [],
    shown: (c, filed) => {
      const locale = localeOf(c);
      return c.render(<Filed filed={filed} locale={locale} back={`/publik/${c.req.param('programme') ?? ''}/pengaduan`} />, {
        title: words.received[locale],
        audience: 'public',
      });
    },
  });
  takePersonal(pages, surface, {
    operation: follow,
    at: '/publik/:programme/pengaduan/status',
    page: publicPage,
    secrets: [],
    shown: (c, answer) => {
      const locale = localeOf(c);
      const say = speaker(locale);
      return c.render(
        <article class="narrow">
          <h1>{say(words.followTitle)}</h1>
          <Facts
            locale={locale}
            facts={[
              [words.receipt, <code>{answer.receipt}</code>],
              [words.state, say(words.states[answer.state])],
              [words.receivedOn, dateText(answer.receivedOn, locale)],
              [words.answeredBy, answer.dueOn === null || answer.state === 'answered' ? undefined : dateText(answer.dueOn, locale)],
            ]}
          />
          <Events events={answer.events} locale={locale} />
        </article>,
        { title: say(words.followTitle), audience: 'public' },
      );
    },
  });

  const page: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const { complaints } = await look(surface, c, list, { programme });
    const choices = await choicesFor(c);
    const nameOf = await surface.namesOf(complaints.flatMap(({ events }) => events.map(({ by }) => by)));
    const waitingFirst = [...complaints].sort((one, other) => Number(one.state === 'answered') - Number(other.state === 'answered'));
    return c.render(
      <article>
        <h1>{say(words.title)}</h1>
        <p class="lead">{say(words.lead)}</p>
        <Doable id="catat" title={say(words.take)} open={c.get('refusal')?.operation === file.id}>
          <ActionForm
            c={c}
            operation={file}
            action={`/programmes/${programme}/complaints`}
            fields={[
              ...fieldsOf(choices),
              { name: 'channel', label: words.channel, kind: 'choice', value: 'phone', choices: channels.map((one) => [one, words.channels[one]] as const) },
              { name: 'on', label: words.on, kind: 'date', optional: true },
            ]}
            submit={words.record}
          />
        </Doable>
        {complaints.length === 0 ? <p class="empty">{say(words.none)}</p> : null}
        <ul class="records records-wide">
          {waitingFirst.map((one) => (
            <li id={one.complaintId}>
              <Complaint one={one} kinds={choices.kinds} locale={locale} nameOf={nameOf} />
              {one.statement === null ? (
                <p class="hint">
                  {say(words.notYours)} <a href={`/cases?case=${one.complaintId}`}>{say(words.assign)}</a>
                </p>
              ) : (
                <Doable
                  id={`jawab-${one.complaintId}`}
                  title={say(one.state === 'answered' ? words.events['taken-up-again'] : words.open)}
                  open={c.get('refusal')?.values['complaint'] === one.complaintId}
                >
                  <ActionForm
                    c={c}
                    operation={treat}
                    action={`/programmes/${programme}/complaints/${one.complaintId}/events`}
                    hidden={{ complaint: one.complaintId }}
                    part={one.complaintId}
                    fields={[
                      {
                        name: 'event',
                        label: words.event,
                        kind: 'choice',
                        choices: complaintEvents
                          .filter((event) => (event === 'taken-up-again') === (one.state === 'answered'))
                          .map((event) => [event, words.events[event]] as const),
                      },
                      { name: 'words', label: words.words, hint: words.noNik, kind: 'text' },
                    ]}
                    submit={words.treat}
                  />
                </Doable>
              )}
            </li>
          ))}
        </ul>
      </article>,
      programmeFrame(say(words.title), programme, 'complaints'),
    );
  };
  pages.get('/programmes/:programme/complaints', page);
  takePersonal(pages, surface, {
    operation: file,
    at: '/programmes/:programme/complaints',
    page,
    secrets: [],
    shown: (c, filed) => {
      const locale = localeOf(c);
      return c.render(
        <Filed filed={filed} locale={locale} back={`/programmes/${c.req.param('programme') ?? ''}/complaints`} />,
        programmeFrame(words.received[locale], c.req.param('programme') ?? '', 'complaints'),
      );
    },
  });
  takeForm(pages, surface, {
    operation: treat,
    at: '/programmes/:programme/complaints/:complaint/events',
    page,
    told: (_, locale) => ({ text: words.treated[locale] }),
    next: (_, { programme }) => `/programmes/${programme}/complaints`,
  });
  return pages;
}

const Filed = ({ filed, locale, back }: { filed: { receipt: string; dueOn: string }; locale: Locale; back: string }) => {
  const say = speaker(locale);
  return (
    <article class="narrow">
      <h1>{say(words.received)}</h1>
      <p class="lead">{say(words.keep)}</p>
      <Facts
        locale={locale}
        facts={[
          [words.receipt, <code class="receipt">{filed.receipt}</code>],
          [words.answeredBy, `${dateText(filed.dueOn, locale)} (${say(words.unsure)})`],
        ]}
      />
      <p class="links">
        <a href={back}>{say(words.back)}</a>
      </p>
    </article>
  );
};

const Complaint = ({ one, kinds, locale, nameOf }: { one: Told; kinds: readonly GrievanceKind[]; locale: Locale; nameOf: (actorId: string) => string }) => {
  const say = speaker(locale);
  return (
    <>
      <p>
        <span class={one.state === 'answered' ? 'outcome outcome-accept' : one.state === 'overdue' ? 'outcome outcome-reject' : 'outcome outcome-review'}>
          {say(words.states[one.state])}
        </span>
      </p>
      {one.statement === null ? null : <p class="statement">{one.statement}</p>}
      <Facts
        locale={locale}
        facts={[
          [words.kind, kinds.find(({ code }) => code === one.kind)?.[locale] ?? one.kind],
          [words.receivedOn, `${dateText(one.receivedOn, locale)}, ${wordsOf(words.channels, one.channel)[locale]}`],
          [words.answeredBy, one.state === 'answered' ? undefined : dateText(one.dueOn, locale)],
          [words.reached, one.anonymous ? say(words.anonymous) : (one.contact ?? undefined)],
          [words.state, one.restricted ? say(words.restricted) : undefined],
        ]}
      />
      <Events events={one.events} locale={locale} nameOf={nameOf} />
    </>
  );
};

const Events = ({
  events,
  locale,
  nameOf,
}: {
  events: readonly { kind: keyof typeof words.done; on: string; words: string | null; by?: string }[];
  locale: Locale;
  nameOf?: (actorId: string) => string;
}) =>
  events.length === 0 ? null : (
    <ol class="events">
      {events.map((event) => (
        <li>
          <strong>{`${words.done[event.kind][locale]}, ${dateText(event.on, locale)}${event.by === undefined || nameOf === undefined ? '' : ` · ${nameOf(event.by)}`}`}</strong>
          {event.words === null ? null : <p class="statement">{event.words}</p>}
        </li>
      ))}
    </ol>
  );
