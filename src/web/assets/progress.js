// Follows work or a count under way without loading the page again and again; without this script the page reloads itself.
const status = document.querySelector('[data-follow]');
const address = status?.getAttribute('data-follow') ?? '';
const stop = document.querySelector('[data-stop]');
let on = true;

const look = async () => {
  if (!on) return;
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    const work = await answer.json();
    if (!answer.ok || work.state !== 'running') return location.reload();
    const bar = document.querySelector('progress');
    if (work.of > 0) {
      bar?.setAttribute('max', String(work.of));
      bar?.setAttribute('value', String(work.done));
    }
    const said = document.querySelector('[data-said]');
    if (said && work.done > 0) said.textContent = work.said;
  } catch {
    // the line is bad: look again
  }
  setTimeout(look, 1000);
};

stop?.addEventListener('click', (event) => {
  event.preventDefault();
  on = false;
  stop.remove();
});
if (status !== null) setTimeout(address === '' ? () => on && location.reload() : look, 1500);
