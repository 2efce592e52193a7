"use strict";
/* The page of a seat: follows the news, sends forms, lets the clock tick.
   Without it every page works too: forms are posted and the page is loaded anew. */

(() => {
  const body = document.body;
  if (!body.dataset.live) return;
  const words = JSON.parse(body.dataset.words);
  const one = (where, what) => where.querySelector(what);
  const all = (where, what) => [...where.querySelectorAll(what)];

  const fresh = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  };

  /* --- parts: swapped without losing focus, typed text or what is open ------- */

  const typed = (form) =>
    form.contains(document.activeElement) && document.activeElement.matches("input:not([type=hidden]), textarea, select")
    || all(form, "input, textarea, select").some((field) =>
      field.type === "hidden" ? false
        : field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
          : field.tagName === "SELECT" ? [...field.options].some((o) => o.selected !== o.defaultSelected) && !untouched(field)
            : field.value !== field.defaultValue);
  const untouched = (select) => select.selectedIndex === 0 && ![...select.options].some((o) => o.defaultSelected);

  const name = (node) => node.nodeType === 1 ? node.id || node.dataset.key || "" : "";

  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && name(a) === name(b);

  const dress = (old, made) => {
    for (const { name: key } of [...old.attributes]) {
      if (!made.hasAttribute(key) && key !== "open") old.removeAttribute(key);
    }
    if (made.hasAttribute("data-opens") && !old.hasAttribute("data-opens")) old.open = true;
    for (const { name: key, value } of [...made.attributes]) {
      if (key === "open" || (key === "value" && old.type === "hidden" && old.name === "command")) continue;
      if (old.getAttribute(key) !== value) old.setAttribute(key, value);
    }
  };

  const turn = (old, made) => {
    if (old.nodeType !== 1) {
      if (old.nodeValue !== made.nodeValue) old.nodeValue = made.nodeValue;
      return;
    }
    if (old.hasAttribute("data-keep")) return;
    if (old.nodeName === "FORM" && typed(old)) return;
    if (old.isEqualNode(made)) return;
    dress(old, made);
    children(old, made);
  };

  const holds = (node) => node.nodeType === 1
    && (node.nodeName === "FORM" ? typed(node) : all(node, "form").some(typed));

  const match = (here, next) => {
    if (!name(next)) return here && same(here, next) ? here : null;
    let found = here;
    while (found && !same(found, next)) found = found.nextSibling;
    return found;
  };

  const children = (old, made) => {
    let here = old.firstChild;
    for (const next of [...made.childNodes]) {
      const found = match(here, next);
      if (!found) {
        old.insertBefore(next, here);
        continue;
      }
      if (found !== here && !found.contains(document.activeElement)) {
        old.insertBefore(found, here);
      } else {
        while (here !== found) {
          const passed = here;
          here = here.nextSibling;
          old.insertBefore(passed, found.nextSibling);
        }
        here = found.nextSibling;
      }
      turn(found, next);
    }
    while (here) here = gone(here);
  };

  const gone = (node) => {
    const next = node.nextSibling;
    if (!holds(node)) node.remove();
    return next;
  };

  const swap = (part, html) => {
    const place = document.getElementById(`part-${part}`);
    if (!place) return;
    const made = document.createElement("div");
    made.innerHTML = html;
    children(place, made);
    if (part === "messages") count();
  };

  const count = () => {
    const unread = all(document, "#part-messages [data-fresh='1']").length;
    for (const place of all(document, "[data-count=unread]")) {
      place.textContent = unread ? `(${unread})` : "";
    }
  };

  /* --- the clock ticks between news ------------------------------------------ */

  let clock = JSON.parse(body.dataset.clock);
  let since = performance.now();

  const set = (id, text) => {
    const place = document.getElementById(id);
    if (place && place.textContent !== text) place.textContent = text;
  };
  const two = (number) => String(number).padStart(2, "0");
  const moment = () => clock.now + (clock.speed ? (performance.now() - since) * clock.speed : 0);

  const tick = () => {
    const passed = performance.now() - since;
    if (clock.speed) {
      const seconds = clock.clock + (passed * clock.speed) / 1000;
      if (seconds < 86400) {
        const [weekday, day, month] = clock.day;
        const text = `${words.days[weekday]} ${day} ${words.months[month - 1]} `
          + `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}`;
        set("clock", text);
      }
      const minutes = Math.floor(moment() / 60000);
      const away = Math.abs(minutes);
      set("since", `T${minutes < 0 ? "-" : "+"}${Math.floor(away / 60)}:${two(away % 60)}`);
    }
    if (clock.ticks && clock.left !== null) {
      const left = clock.left - passed;
      const seconds = Math.floor(Math.abs(left) / 1000);
      const minutes = Math.floor(seconds / 60);
      set("left", (left < 0 ? words.over : minutes < 5 ? words.last : words.left)
        .replace("#", left >= 0 && minutes < 5 ? `${minutes}:${two(seconds % 60)}` : minutes));
    }
    if (clock.trying !== null) {
      set("trying", words.seconds.replace("#", Math.max(0, Math.round((clock.trying - passed) / 1000))));
    }
  };
  setInterval(tick, 1000);

  /* --- the news -------------------------------------------------------------- */

  const state = document.getElementById("connection");
  state.textContent = "";
  let lost = false, heard = performance.now(), source = null, again = 0;

  const connection = (is) => {
    if (is === !lost) return;
    lost = !is;
    body.classList.toggle("lost", lost);
    state.textContent = lost ? words.lost : words.back;
    if (!lost) document.dispatchEvent(new Event("ttx:back"));
  };

  const listen = () => {
    clearTimeout(again);
    if (source) source.close();
    heard = performance.now();
    source = new EventSource(body.dataset.live);
    const hear = (message) => {
      heard = performance.now();
      connection(true);
      const news = JSON.parse(message.data);
      clock = news.clock;
      since = performance.now();
      for (const [part, html] of Object.entries(news.parts)) swap(part, html);
      tick();
    };
    source.addEventListener("news", hear);
    source.addEventListener("beat", hear);
    source.addEventListener("gone", () => { location.href = "/?gone=1"; });
    source.onerror = () => {
      connection(false);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(listen, 2000);
    };
  };
  // What was on its way before the cut must not count as a connection: ask anew.
  window.addEventListener("offline", () => {
    connection(false);
    listen();
  });
  window.addEventListener("online", listen);
  setInterval(() => {
    if (performance.now() - heard < 25000) return;
    connection(false);
    listen();
  }, 5000);

  /* --- forms ----------------------------------------------------------------- */

  const notices = document.getElementById("notices");

  const tell = (text, refused) => {
    const made = document.createElement(refused ? "div" : "p");
    made.className = refused ? "alert" : "done";
    made.setAttribute("role", refused ? "alert" : "status");
    const said = document.createElement("span");
    said.textContent = text;
    made.append(said);
    for (const old of all(notices, ".done")) old.remove();
    if (refused) {
      for (const old of all(notices, ".alert")) old.remove();
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words.close;
      button.addEventListener("click", () => made.remove());
      made.append(button);
    } else {
      setTimeout(() => made.remove(), 6000);
    }
    notices.append(made);
  };

  const shut = (form) => {
    const box = form.closest("details.menu");
    if (box) {
      box.open = false;
      one(box, "summary").focus();
    }
  };

  const asked = (form, html) => {
    const old = document.getElementById("asked");
    if (old) old.remove();
    const place = document.createElement("section");
    place.id = "asked";
    place.className = "panel ask";
    place.innerHTML = html;
    const main = document.getElementById("main");
    main.prepend(place);
    place.from = form;
    const close = one(place, "[data-close]");
    close.addEventListener("click", (event) => {
      event.preventDefault();
      leave(place);
    });
    const first = one(place, "input[type=radio]:checked") || one(place, "h2");
    place.scrollIntoView({ block: "start" });
    first.focus({ preventScroll: false });
  };

  const leave = (place) => {
    const back = document.getElementById("decision")
      || (place.from && place.from.isConnected && one(place.from, "button"));
    place.remove();
    if (back) back.focus();
  };

  const send = async (form, fields) => {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields),
      credentials: "same-origin",
      redirect: "error",
    });
    const told = answer.headers.get("content-type") || "";
    if (!told.includes("json")) throw new Error(`${answer.status}`);
    return answer.json();
  };

  const post = async (form) => {
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    form.dataset.command = form.dataset.command || fresh();
    const fields = new FormData(form);
    fields.set("command", form.dataset.command);
    try {
      const answer = await send(form, fields);
      delete form.dataset.command;
      if (answer.gone) location.href = "/?gone=1";
      else if (answer.ask) asked(form, answer.ask);
      else if (!answer.ok) tell(answer.say, true);
      else done(form, answer.say);
    } catch (wrong) {
      tell(words.failed, true);
    } finally {
      delete form.dataset.sending;
    }
  };

  const done = (form, say) => {
    const place = form.closest("#asked");
    if (place) {
      if (place.from && place.from.isConnected) place.from.reset();
      leave(place);
    }
    form.reset();
    shut(form);
    tell(say, false);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.act") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.matches(".kept")) document.dispatchEvent(new CustomEvent("ttx:keep", { detail: form }));
    else post(form);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const place = document.getElementById("asked");
    if (place) return leave(place);
    const box = document.activeElement.closest("details.menu[open]");
    if (box) {
      box.open = false;
      one(box, "summary").focus();
    }
  });

  document.addEventListener("toggle", (event) => {
    const box = event.target;
    if (!box.open || !box.matches("details.menu")) return;
    const field = one(box, "input:not([type=hidden]), textarea, select");
    if (field && box.contains(document.activeElement)) field.focus();
  }, true);

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-into]");
    if (!link) return;
    event.preventDefault();
    const place = document.getElementById(link.dataset.into);
    try {
      const answer = await fetch(link.href, { headers: { Accept: "application/json" }, redirect: "error" });
      place.innerHTML = (await answer.json()).html;
      for (const back of all(place, ".back")) back.remove();
    } catch (wrong) {
      tell(words.failed, true);
    }
  });

  window.ttx = { words, send, moment, fresh, tell, one, all, lost: () => lost };
  count();
  tick();
  listen();
})();
