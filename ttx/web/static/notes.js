"use strict";
/* An evaluator's notes: kept on this device first, with the moment they were made, and
   handed in when the host can be reached. Nothing is dropped unless it was handed in, or
   somebody removes it. */

(() => {
  const { words, send, moment, fresh, tell, one } = window.ttx;
  const place = `ttx-notes ${document.title} ${document.body.dataset.seat}`;
  const box = document.getElementById("waiting");
  const list = document.getElementById("waiting-list");
  const state = document.getElementById("waits");

  const read = () => JSON.parse(localStorage.getItem(place) || "[]");
  const write = (notes) => localStorage.setItem(place, JSON.stringify(notes));

  const label = (form) => {
    const text = one(form, "textarea, input[type=text]");
    return text ? text.value : "";
  };

  const draw = () => {
    const notes = read();
    box.hidden = notes.length === 0;
    state.textContent = notes.length === 0 ? "" : notes.length === 1 ? words.wait
      : words.waits.replace("#", notes.length);
    list.replaceChildren(...notes.map((note) => {
      const item = document.createElement("li");
      const text = document.createElement("p");
      text.textContent = `${note.when} ${note.label}`;
      item.append(text);
      if (note.wrong) {
        const why = document.createElement("p");
        why.className = "alert";
        why.textContent = note.wrong;
        item.append(why, press(words.again, () => again(note.id)), press(words.drop, () => drop(note.id)));
      }
      return item;
    }));
  };

  const press = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  };

  const change = (id, how) => write(read().flatMap((note) => note.id === id ? how(note) : [note]));
  const drop = (id) => { change(id, () => []); draw(); };
  const again = (id) => { change(id, (note) => [{ ...note, wrong: "" }]); draw(); hand(); };

  const keep = (form) => {
    const note = {
      id: fresh(), action: form.getAttribute("action"), label: label(form), wrong: "",
      when: document.getElementById("clock").textContent,
      fields: [...new FormData(form)].filter(([name]) => name !== "command"),
    };
    if (note.action.endsWith("/observe")) note.fields.push(["seen_at", String(Math.floor(moment()))]);
    try {
      write([...read(), note]);
    } catch (wrong) {
      tell(words.full, true);
      return;
    }
    form.reset();
    const folds = form.closest("details.menu");
    if (folds) folds.open = false;
    draw();
    tell(words.kept, false);
    hand();
  };

  let busy = false;

  const hand = async () => {
    if (busy) return;
    busy = true;
    let handed = 0;
    try {
      for (const note of read()) {
        if (note.wrong) continue;
        const answer = await send({ action: note.action }, [...note.fields, ["command", note.id]]);
        if (answer.gone) break;
        if (answer.ok) change(note.id, () => []);
        else change(note.id, (old) => [{ ...old, wrong: answer.say }]);
        handed += answer.ok ? 1 : 0;
        draw();
      }
      if (handed && read().length === 0) tell(words.handed, false);
    } catch (wrong) {
      /* The host cannot be reached: the notes wait here, and are shown to. */
    } finally {
      busy = false;
      draw();
    }
  };

  document.addEventListener("ttx:keep", (event) => keep(event.detail));
  document.addEventListener("ttx:back", hand);
  window.addEventListener("online", hand);
  setInterval(() => { if (read().length) hand(); }, 5000);
  draw();
  hand();

  /* The page itself stays usable when it is loaded anew without the host. */
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/worker.js").catch(() => {});
    one(document, "form.leave").addEventListener("submit", () => caches.delete("ttx-seat"));
  }
})();
