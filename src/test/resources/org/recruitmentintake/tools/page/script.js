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
  let waiting;
  let asked = 0;
  // Who the person is does not leave the browser for a check.
  const answers = () => {
    const fields = new FormData(form);
    for (const identity of form.querySelectorAll('[data-identity] [name]')) fields.delete(identity.name);
    return new URLSearchParams(fields);
  };
  const check = async () => {
    const number = ++asked;
    try {
      const answer = await fetch(form.dataset.check, { method: 'POST', body: answers() });
      const text = await answer.text();
      if (answer.ok && number === asked && result.innerHTML !== text) result.innerHTML = text;
    } catch (away) {
      // The button asks again.
    }
  };
  form.addEventListener('change', () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 500);
  });
}

const live = document.querySelector('[data-refresh]');
if (live) {
  const refresh = async () => {
    try {
      const answer = await fetch(live.dataset.refresh);
      const text = await answer.text();
      if (answer.ok && live.innerHTML.trim() !== text.trim()) live.innerHTML = text;
    } catch (away) {
      // The next round asks again.
    }
  };
  setInterval(() => { if (!document.hidden) refresh(); }, 3000);
}
