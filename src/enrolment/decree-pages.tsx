// Decides how lists are proposed and signed: the decrees of a programme with what each still needs.
import { Hono } from 'hono';
import { type Page, takeForm } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { countText, dateText, rupiahFigure } from '../web/figures.ts';
import { FoldedForm } from '../web/folded-form.tsx';
import { localeOf } from '../web/locale.ts';
import { look } from '../web/look.ts';
import { Facts, Way } from '../web/parts.tsx';
import { programmeFrame } from '../web/programme-nav.ts';
import type { RequestEnv, Surface } from '../web/surface.ts';
import { type Locale, speaker, wordsOf } from '../web/words.ts';
import { enrolmentOperations } from './enrolment-routes.ts';
import { enrolmentWords as words } from './enrolment-words.ts';
import { FamilyForms, takeFamilyForms } from './family-pages.tsx';
import type { LateTold } from './late-additions.ts';
import { lateRule } from './late-words.ts';

/** What is said besides where some of the additions are late. */
const lateTold = (late: LateTold | null, locale: Locale): string =>
  late === null ? '' : ` ${speaker(locale)(words.lateProposed, { late: countText(late.people, locale) })} ${lateRule(late)[locale]}`;

export function decreePages(surface: Surface): Hono<RequestEnv> {
  const pages = new Hono<RequestEnv>();
  const { propose, replace, sign, instruments } = enrolmentOperations;

  const instrumentsPage: Page = async (c) => {
    const locale = localeOf(c);
    const say = speaker(locale);
    const programme = c.req.param('programme') ?? '';
    const found = (await look(surface, c, instruments)).instruments;
    const actorName = await surface.namesOf(found.flatMap(({ proposedBy, signedBy }) => [proposedBy, signedBy ?? '']));
    const fields = [
      { name: 'number', label: words.number, hint: words.numberHint },
      { name: 'effectiveOn', label: words.effectiveOn, kind: 'date', optional: true },
    ] as const;
    const established = found.some(({ kind }) => kind === 'establishment');
    return c.render(
      <article>
        <h1>{say(words.decrees)}</h1>
        <p class="lead">{say(words.decreesLead)}</p>
        <FoldedForm
          id="usul"
          open={!established}
          c={c}
          operation={propose}
          action={`/programmes/${programme}/instruments`}
          lead={words.proposeLead}
          fields={fields}
          submit={words.propose}
        />
        {established ? (
          <FoldedForm
            id="ganti"
            c={c}
            operation={replace}
            action={`/programmes/${programme}/replacements`}
            lead={words.replaceLead}
            fields={fields}
            submit={words.replace}
          />
        ) : null}
        <FamilyForms c={c} programme={programme} signed={found.filter(({ signedOn }) => signedOn !== null)} />
        {found.length === 0 ? <p class="empty">{say(words.none)}</p> : <h2>{say(words.all)}</h2>}
        <ul class="records records-wide">
          {[...found].reverse().map((one) => (
            <li id={one.instrumentId}>
              <h3>
                <Way c={c} href={`/programmes/${programme}/instruments/${one.instrumentId}`} otherwise={one.number}>
                  {one.number}
                </Way>
              </h3>
              <p>
                <span class={one.signedOn === null ? 'outcome outcome-review' : 'outcome outcome-accept'}>
                  {say(one.signedOn === null ? words.unsigned : words.signed)}
                </span>{' '}
                {wordsOf(words.kinds, one.kind)[locale]}
              </p>
              <Facts
                locale={locale}
                facts={[
                  [words.adds, countText(one.additions, locale)],
                  [words.late, one.lateAdditions === 0 ? undefined : countText(one.lateAdditions, locale)],
                  [words.removes, countText(one.removals, locale)],
                  [words.effectiveOn, dateText(one.effectiveOn, locale)],
                  [words.proposedBy, actorName(one.proposedBy)],
                  [words.signedBy, one.signedOn === null ? undefined : `${actorName(one.signedBy ?? '')}, ${dateText(one.signedOn, locale)}`],
                  [words.signatory, one.signatory],
                  [words.digest, <code>{one.listDigest}</code>],
                  [words.proof, one.signedOn === null ? undefined : <a href={`/log/proofs/${one.instrumentId}`}>{say(words.proofFile)}</a>],
                ]}
              />
              {one.signedOn === null ? (
                <ActionForm
                  c={c}
                  operation={sign}
                  action={`/programmes/${programme}/instruments/${one.instrumentId}/signature`}
                  hidden={{ instrument: one.instrumentId }}
                  part={one.instrumentId}
                  lead={surface.actor(c).id === one.proposedBy ? words.signByOther : words.signLead}
                  fields={[{ name: 'delegation', label: words.delegation, hint: words.delegationHint, optional: true }]}
                  submit={words.sign}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </article>,
      programmeFrame(say(words.decrees), programme, 'instruments'),
    );
  };
  pages.get('/programmes/:programme/instruments', instrumentsPage);
  takeFamilyForms(pages, surface, instrumentsPage);
  takeForm(pages, surface, {
    operation: propose,
    at: '/programmes/:programme/instruments',
    page: instrumentsPage,
    told: ({ number, additions, late }, locale) => ({
      text: `${speaker(locale)(words.proposed, { number, additions: countText(additions, locale) })}${lateTold(late, locale)}`,
    }),
    next: (_, { programme }) => `/programmes/${programme}/instruments`,
  });
  takeForm(pages, surface, {
    operation: replace,
    at: '/programmes/:programme/replacements',
    page: instrumentsPage,
    told: ({ number, additions, removals, late }, locale) =>
      number === undefined
        ? { text: speaker(locale)(words.nobodyLeft) }
        : {
            text: `${speaker(locale)(words.replaced, { number, additions: countText(additions, locale), removals: countText(removals, locale) })}${lateTold(late ?? null, locale)}`,
          },
    next: (_, { programme }) => `/programmes/${programme}/instruments`,
  });
  takeForm(pages, surface, {
    operation: sign,
    at: '/programmes/:programme/instruments/:instrument/signature',
    page: instrumentsPage,
    told: ({ number, personMonths, amount }, locale) => ({
      text: speaker(locale)(words.signedNow, { number, months: countText(personMonths, locale), amount: rupiahFigure(amount, locale) }),
    }),
    next: (_, { programme }) => `/programmes/${programme}/instruments`,
  });
  return pages;
}
