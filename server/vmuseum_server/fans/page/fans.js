// The fan page: listens to the server's events, draws what the fans say, passes orders on. No framework, no inline code.

import { Disc } from "/fans/disc.js";
import { lang, say, words } from "/fans/words.js";

const $ = (id) => document.getElementById(id);
const ICONS = {
  check: "M5 12.5l4.5 4.5L19 7", pause: "M8 5v14M16 5v14", play: "M7 5v14l11-7z", next: "M6 5v14l10-7zM18 5v14",
  load: "M12 4v11M7 11l5 5 5-5M5 20h14", moon: "M19 14a7.5 7.5 0 01-9-9 7.5 7.5 0 109 9z", hand: "M6 6h12v12H6z",
  wait: "M12 7v5l3 2M12 3a9 9 0 100 18 9 9 0 000-18z", warn: "M12 4L2.5 20h19zM12 10v5M12 17.5v.1",
  lost: "M2 9a15 15 0 0120 0M5.5 12.5a10 10 0 0113 0M9 16a5 5 0 016 0M12 19.5v.1M3 3l18 18",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
};
const STATE_ICON = { playing: "check", paused: "pause", off: "moon", held: "hand", loading: "load", starting: "wait", lost: "lost" };
const still = matchMedia("(prefers-reduced-motion: reduce)");
const cards = new Map();
let view = null;
let heard = 0;
let moving = !still.matches;

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "ic");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

const clock = (iso) => iso.slice(11, 16).replace(/^0/, "");
const share = (iso) => {
  const [h, m] = iso.slice(11, 16).split(":");
  return (Number(h) * 60 + Number(m)) / 1440;
};
const nowIso = () => {
  // The venue's clock: the report's own time, moved on by what has passed here since.
  const passed = performance.now() - heard;
  const local = new Date(Date.parse(`${view.report.now.slice(0, 23)}Z`) + passed);
  return local.toISOString();
};
const clipOf = (id) => view.report.clips.find((c) => c.id === id);
const nameOf = (id) => words.fan(view.report.fans.findIndex((f) => f.id === id) + 1);

async function order(body) {
  const answer = await fetch("/api/fans/orders", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).results;
}

async function ask(body) {
  const line = $("answer");
  try {
    const failed = (await order(body)).filter((r) => !r.confirmed);
    line.className = failed.length ? "answer bad" : "answer good";
    line.textContent = failed.length ? words.notAll(failed.map((r) => nameOf(r.fan)).join(", ")) : words.sent;
  } catch {
    line.className = "answer bad";
    line.textContent = words.notSent;
  }
}

async function stopAll() {
  const line = $("answer");
  $("stop-word").textContent = words.stopping;
  try {
    const results = await order({ do: "stop" });
    const open = results.filter((r) => !r.confirmed);
    line.className = open.length || !results.length ? "answer bad" : "answer good";
    if (!results.length) line.textContent = words.notSent;
    else line.textContent = open.length ? words.notStopped(open.map((r) => nameOf(r.fan)).join(", ")) : words.stopped(results.length);
  } catch {
    line.className = "answer bad";
    line.textContent = words.notSent;
  }
  $("stop-word").textContent = words.stop;
}

function drawHead() {
  const { report, connected } = view;
  const title = report ? say(report.title) : "";
  $("title").textContent = title ? `${words.page} · ${title}` : words.page;
  document.title = $("title").textContent;
  const line = $("line");
  line.hidden = connected || !report;
  line.textContent = words.agentGone;
  const count = $("count");
  count.hidden = !report;
  if (!report) return;
  const running = report.fans.filter((f) => f.doing === "playing" || f.doing === "paused").length;
  const expected = report.fans.every((f) => f.doing === "playing" || f.doing === "off");
  count.className = expected ? "tag ok" : "tag warn";
  count.replaceChildren(icon(expected ? "check" : "warn"), words.running(running, report.fans.length));
}

function drawNow() {
  const { report } = view;
  if (!report || !report.fans.length) {
    $("now-title").textContent = words.nobody;
    $("now-line").textContent = words.nobodyLine;
    $("day").hidden = $("hours").hidden = true;
    return;
  }
  const first = report.fans[0];
  const lead = report.fans.find((f) => f.clip) ?? first;
  const minutes = Math.floor(report.ran_s / 60);
  const ran = words.ran(Math.floor(minutes / 60), minutes % 60) + (report.max_hours_per_day ? words.limit(report.max_hours_per_day) : "");
  $("now-title").textContent = lead.clip ? words.showing(say(clipOf(lead.clip)?.title)) : quietTitle(report.fans);
  const until = lead.until ? clock(lead.until) : "";
  const what = lead.playlist ? words.playlist(lead.playlist, until) : words.darkLine(until);
  $("now-line").textContent = `${what} ${ran}.`;
  drawDay(first);
}

function quietTitle(fans) {
  if (fans.some((f) => f.doing === "held")) return words.allHeld;
  if (fans.some((f) => f.doing === "loading" || f.doing === "starting")) return words.preparing;
  return words.dark;
}

function drawDay(fan) {
  const on = fan.today.filter((p) => p.power).map((p) => ({ from: p.start, to: p.end, a: share(p.start), b: share(p.end) || 1 }));
  const joined = [];
  for (const span of on) {
    const before = joined.at(-1);
    if (before && before.to === span.from) Object.assign(before, { to: span.to, b: span.b });
    else joined.push({ ...span });
  }
  // The strip shows the hours that matter: half an hour before the first and after the last.
  const low = Math.max(0, (joined[0]?.a ?? 0) - 1 / 48);
  const high = Math.min(1, (joined.at(-1)?.b ?? 1) + 1 / 48);
  const along = (at) => Math.min(1, Math.max(0, (at - low) / (high - low)));
  const day = $("day");
  day.hidden = $("hours").hidden = false;
  const bars = joined.map((s) => {
    const bar = make("i");
    bar.style.left = `${along(s.a) * 100}%`;
    bar.style.width = `${(along(s.b) - along(s.a)) * 100}%`;
    return bar;
  });
  const here = make("u");
  here.style.left = `${along(share(nowIso())) * 100}%`;
  day.replaceChildren(...bars, here);
  day.setAttribute("aria-label", words.dayLabel(joined.map((s) => words.span(clock(s.from), clock(s.to))).join(", ")));
  $("hours").replaceChildren(
    ...joined.flatMap((s) => [
      place(make("span", { textContent: clock(s.from) }), along(s.a)),
      place(make("span", { className: "end", textContent: s.b === 1 ? "24:00" : clock(s.to) }), along(s.b)),
    ]),
  );
}

function place(element, at) {
  element.style.left = `${at * 100}%`;
  return element;
}

function drawActs() {
  const { report, control } = view;
  const acts = $("acts");
  const why = $("acts-why");
  $("stop").hidden = $("stop-note").hidden = !control;
  acts.hidden = !report || !report.fans.length;
  if (acts.hidden) return;
  if (!control) {
    acts.hidden = true;
    why.hidden = false;
    why.textContent = words.readOnly;
    return;
  }
  const can = (what) => report.fans.some((f) => f.can.includes(what));
  const paused = report.fans.some((f) => f.doing === "paused");
  const bright = report.fans.map((f) => f.brightness).find((b) => b !== null) ?? null;
  const order_ = ["high", "middle", "low"];
  const rows = [
    { key: "pause", icon: paused ? "play" : "pause", word: paused ? words.play : words.pause, can: can("playing"), body: { do: paused ? "play" : "pause" } },
    { key: "next", icon: "next", word: words.next, can: can("play"), body: { do: "next" } },
    { key: "bright", icon: "sun", word: bright ? words.bright[bright] : words.brightUnknown, can: can("brightness") && bright !== null, body: { do: "brightness", level: order_[(order_.indexOf(bright) + 1) % 3] } },
  ];
  rows.forEach((row, n) => {
    const button = acts.children[n] ?? acts.appendChild(make("button", { type: "button", className: "btn" }));
    const label = `${row.icon}|${row.word}|${row.can}`;
    button.onclick = () => ask(row.body);
    if (button.dataset.label === label) return;
    button.dataset.label = label;
    button.disabled = !row.can;
    button.replaceChildren(icon(row.icon), make("span", { textContent: row.word }));
  });
  const missing = rows.filter((r) => !r.can).map((r) => r.word);
  why.hidden = !missing.length;
  why.textContent = missing.length ? words.cannot(missing.join(", ")) : "";
  $("resume").hidden = !report.fans.some((f) => f.doing === "held");
}

function cardOf(fan, number) {
  const known = cards.get(fan.id);
  if (known) return known;
  const disc = new Disc();
  disc.move(moving);
  const card = {
    disc,
    element: make("li", { className: "fan" }),
    name: make("b", { textContent: words.fan(number) }, make("small", { textContent: fan.driver === "simulator" ? `${fan.id} · ${words.simulated}` : fan.id })),
    state: make("span", { className: "state" }),
    line: make("span", { className: "small muted code" }),
    then: make("span", { className: "small muted" }),
    more: make("div", { className: "more small" }),
    plan: make("ul", { className: "plan code" }),
    shown: {},
  };
  card.element.append(
    disc.element,
    make("div", { className: "info" }, card.name, card.state, card.line, card.then),
    card.more,
    make("details", {}, make("summary", { textContent: words.plan }), card.plan),
  );
  cards.set(fan.id, card);
  $("fans").append(card.element);
  return card;
}

/** Redraw a part only when what it says has changed, so that focus and screen readers are left in peace. */
function once(card, part, value, draw) {
  const text = JSON.stringify(value);
  if (card.shown[part] === text) return;
  card.shown[part] = text;
  draw();
}

function drawFan(fan, number) {
  const card = cardOf(fan, number);
  card.element.className = `fan ${fan.doing}${fan.doing === "loading" ? " dim" : ""}`;
  const word = fan.doing === "lost" && fan.lost_since ? words.lostSince(clock(fan.lost_since)) : words.doing[fan.doing];
  once(card, "state", word, () => card.state.replaceChildren(icon(STATE_ICON[fan.doing]), word));
  card.then.textContent = fan.next_clip && fan.clip ? words.then(say(clipOf(fan.next_clip)?.title)) : "";
  once(card, "more", [fan.doing, fan.trouble, fan.loaded, view.control], () => drawMore(card, fan));
  once(card, "plan", [fan.today, clock(nowIso())], () => drawPlan(card, fan));
  const clip = clipOf(fan.doing === "loading" ? (fan.loading ?? fan.clip) : fan.clip);
  if (clip) card.disc.show(`${view.site}${clip.url}`, fan.clip_at_s);
  else {
    card.disc.show(null);
    card.disc.element.replaceChildren(icon(STATE_ICON[fan.doing]));
  }
  card.fan = fan;
}

function drawMore(card, fan) {
  const parts = [];
  if (fan.doing === "loading") {
    const meter = make("div", { className: "meter" }, make("i"));
    const percent = Math.round((fan.loaded ?? 0) * 100);
    meter.setAttribute("role", "progressbar");
    meter.setAttribute("aria-label", words.doing.loading);
    meter.setAttribute("aria-valuenow", String(percent));
    meter.firstChild.style.width = `${percent}%`;
    parts.push(meter);
  }
  if (fan.doing === "lost") parts.push(make("p", { textContent: words.lostHelp }));
  else if (fan.trouble === "fan-unconfirmed") parts.push(make("p", { textContent: words.unconfirmed }));
  else if (fan.trouble === "fan-refused") parts.push(make("p", { textContent: words.refused }));
  if (fan.trouble && view.control) {
    parts.push(make("div", {}, make("button", { type: "button", className: "btn", textContent: words.retry, onclick: () => ask({ do: "retry", fan: fan.id }) })));
  }
  card.more.replaceChildren(...parts);
}

function drawPlan(card, fan) {
  const now = nowIso().slice(0, 19);
  card.plan.replaceChildren(
    ...fan.today.map((p) => {
      const what = p.power ? (p.why === "default" ? `${p.playlist} (${words.byDefault})` : p.playlist) : words.rest[p.why];
      const end = share(p.end) === 0 ? "24:00" : clock(p.end);
      const row = make("li", {}, make("span", { textContent: `${clock(p.start)}–${end}` }), make("span", { textContent: what }));
      if (p.start.slice(0, 19) <= now && now < p.end.slice(0, 19)) {
        row.className = "here";
        row.setAttribute("aria-current", "time");
      }
      return row;
    }),
  );
}

/** What moves every second: the clock, the second inside each clip, the countdown of a retry. */
function second() {
  if (!view?.report) return;
  const iso = nowIso();
  const day = words.days[new Date(`${iso.slice(0, 10)}T00:00:00Z`).getUTCDay()];
  $("clock").textContent = `${iso.slice(11, 16)} · ${day}`;
  const passed = (performance.now() - heard) / 1000;
  for (const { fan, line } of cards.values()) {
    const clip = clipOf(fan.clip);
    if (fan.doing === "loading" && fan.loading) line.textContent = words.loaded(say(clipOf(fan.loading)?.title), Math.round((fan.loaded ?? 0) * 100));
    else if (fan.trouble && fan.retry_s !== null) line.textContent = words.tried(fan.tries, Math.max(0, Math.ceil(fan.retry_s - passed)));
    else if (clip) line.textContent = words.at(say(clip.title), Math.min(Math.floor(fan.clip_at_s + passed), Math.round(clip.seconds)), Math.round(clip.seconds));
    else line.textContent = fan.doing === "off" && fan.until ? words.resumesAt(clock(fan.until)) : "";
  }
}

function draw() {
  drawHead();
  drawNow();
  drawActs();
  view.report?.fans.forEach((fan, n) => drawFan(fan, n + 1));
  second();
}

function drawPreview() {
  const button = $("preview");
  const word = moving ? words.previewStop : words.previewGo;
  button.replaceChildren(icon(moving ? "pause" : "play"), make("span", { textContent: word }));
  button.setAttribute("aria-label", word);
  button.setAttribute("aria-pressed", String(!moving));
  for (const { disc } of cards.values()) disc.move(moving);
}

function start() {
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words[element.dataset.label]);
  for (const link of document.querySelectorAll(".lang a")) if (link.lang === lang) link.setAttribute("aria-current", "page");
  $("stop-word").textContent = words.stop;
  $("stop-note").textContent = words.stopNote;
  $("resume").textContent = words.resume;
  $("stop").addEventListener("click", stopAll);
  $("resume").addEventListener("click", () => ask({ do: "resume" }));
  $("preview").addEventListener("click", () => {
    moving = !moving;
    drawPreview();
  });
  still.addEventListener("change", () => {
    moving = !still.matches;
    drawPreview();
  });
  drawPreview();
  const events = new EventSource("/api/fans/events");
  events.addEventListener("message", (event) => {
    view = JSON.parse(event.data);
    heard = performance.now() - (view.age_s ?? 0) * 1000;
    draw();
  });
  events.addEventListener("error", () => {
    $("line").hidden = false;
    $("line").textContent = words.offline;
  });
  setInterval(second, 1000);
}

start();
