// The page works without this. With it, the rules are asked as the form is filled in, a form is sent once, and a case
// that is on its way shows where it has come.
'use strict';

for (const form of document.querySelectorAll('form')) {
  let sent = false;
  form.addEventListener('submit', event => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener('pageshow', () => { sent = false; });
}

const form = document.querySelector('form[data-check]');
if (form) {
  const result = document.getElementById('check');
  const told = document.getElementById('check-told');
  let waiting;
  let asked = 0;
  // Who the person is does not leave the browser for a check.
  const answers = () => {
    const fields = new FormData(form);
    for (const identity of form.querySelectorAll('[data-identity] [name]')) fields.delete(identity.name);
    return new URLSearchParams(fields);
  };
  const check = async () => {
    // Never takes the focus away.
    if (result.contains(document.activeElement)) return later(2000);
    const number = ++asked;
    try {
      const answer = await fetch(form.dataset.check, { method: 'POST', body: answers() });
      const text = await answer.text();
      if (!answer.ok || number !== asked || result.innerHTML === text) return;
      if (result.contains(document.activeElement)) return later(2000);
      result.innerHTML = text;
      // A screen reader hears how many conditions are open, not the whole list at every answer.
      told.textContent = result.querySelector('[data-told], h2')?.textContent ?? '';
    } catch (away) {
      // The button asks again.
    }
  };
  const later = pause => {
    clearTimeout(waiting);
    waiting = setTimeout(check, pause);
  };
  form.addEventListener('change', () => later(500));
}

const live = document.querySelector('[data-refresh]');
if (live) {
  const refresh = async () => {
    try {
      const answer = await fetch(`${live.dataset.refresh}?version=${live.dataset.version}`);
      if (answer.status !== 200) return;
      const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of document.querySelectorAll('[data-part]')) {
        const current = now.querySelector(`[data-part=${part.dataset.part}]`);
        // Never takes the focus away.
        if (!part.contains(document.activeElement)) part.innerHTML = current.innerHTML;
      }
      live.dataset.version = now.querySelector('[data-refresh]').dataset.version;
    } catch (away) {
      // The next round asks again.
    }
  };
  setInterval(() => { if (!document.hidden) refresh(); }, 3000);
}
