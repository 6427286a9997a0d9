// Decides how open sessions are listed, each with its end.
import type { PageContext } from '../web/act.ts';
import { ActionForm } from '../web/action-form.tsx';
import { momentText } from '../web/figures.ts';
import { localeOf } from '../web/locale.ts';
import { Table } from '../web/table.tsx';
import { frameWords, speaker } from '../web/words.ts';

/** A session as it is told. */
interface SessionTold {
  readonly sessionId: string;
  readonly way: string;
  readonly userAgent: string;
  readonly beganAt: string;
  readonly seenAt: string;
}

const words = {
  sessions: { id: 'Sesi terbuka', en: 'Open sessions' },
  began: { id: 'Mulai', en: 'Began' },
  seen: { id: 'Terakhir dipakai', en: 'Last used' },
  browser: { id: 'Peramban', en: 'Browser' },
  way: { id: 'Cara masuk', en: 'Signed in by' },
  end: { id: 'Akhiri', en: 'End' },
  endLabel: { id: 'Akhiri', en: 'End' },
  here: { id: 'sesi ini', en: 'this session' },
  none: { id: 'Tidak ada sesi terbuka.', en: 'No session is open.' },
  ways: {
    password: { id: 'kata sandi dan kode', en: 'password and code' },
    openid: { id: 'akun instansi', en: 'office account' },
    link: { id: 'tautan sekali pakai', en: 'one-time link' },
  },
} as const;

export const SessionList = ({
  c,
  sessions,
  here,
  timeZone,
  action,
}: {
  c: PageContext;
  sessions: readonly SessionTold[];
  here: string | null;
  timeZone: string;
  action: (sessionId: string) => string;
}) => {
  const locale = localeOf(c);
  const say = speaker(locale);
  if (sessions.length === 0) return <p class="empty">{say(words.none)}</p>;
  return (
    <Table
      caption={say(words.sessions)}
      scrollLabel={say(frameWords.scrollable)}
      columns={[{ title: say(words.began) }, { title: say(words.seen) }, { title: say(words.browser) }, { title: say(words.way) }, { title: say(words.end) }]}
      rows={sessions.map((one) => [
        `${momentText(one.beganAt, timeZone, locale)}${one.sessionId === here ? ` (${say(words.here)})` : ''}`,
        momentText(one.seenAt, timeZone, locale),
        one.userAgent === '' ? '-' : one.userAgent,
        say(words.ways[one.way as keyof typeof words.ways]),
        <ActionForm c={c} operation={{ id: 'endSession' }} part={one.sessionId} action={action(one.sessionId)} submit={words.end} plain />,
      ])}
    />
  );
};
