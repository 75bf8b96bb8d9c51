"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  // Every word of an input or a golden set comes in through textContent: it is never markup.
  const make = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = seen(text);
    return made;
  };
  const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  const seen = (text) => String(text).replace(HIDDEN, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  // A capital stands for what is known by the baseline, or muted.
  const SIGN = { s: "✓", p: "◐", c: "✕", m: "–", u: "?", ".": "" };
  const WORD = { s: "supported", p: "partial", c: "contradicted", m: "missing", u: "undetermined", ".": "not asked" };
  const WORST = { c: 0, u: 1, m: 2, p: 3, s: 4, ".": 5 };
  const STATUS = { error: 0, fail: 1, pass: 2 };
  const HEIGHT = 34;
  const NARROW = matchMedia("(max-width:900px)");
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  const inputs = data.inputs.map((row, at) => ({
    at, id: row[0], source: row[1], status: row[2], coverage: row[3], verdicts: row[4], text: row[5], cut: row[6], reasons: row[7],
    findings: row[8], words: (row[0] + "\n" + row[1] + "\n" + row[7].join("\n") + "\n" + (row[5] || "")).toLowerCase(),
  }));

  const count = (status) => inputs.filter((i) => i.status === status).length;
  const head = $("head");
  const called = data.golden[1] || data.golden[0];
  const title = make("h1", "", called.length > 160 ? called.slice(0, 159) + "…" : called);
  title.title = seen(called);
  title.append(make("span", "badge " + data.status, data.status));
  head.append(title);
  const why = make("ul", "why");
  for (const reason of data.reasons.length ? data.reasons : ["the gate holds: every input passes, or as many as were asked for"]) why.append(make("li", "", reason));
  head.append(why);
  const tiles = make("div", "tiles");
  const all = [[inputs.length, inputs.length === 1 ? "input" : "inputs"], [count("pass"), "pass"], [count("fail"), "fail"], [count("error"), "error"], [data.facts.length, "facts"]];
  if (data.coverage !== null) all.push([data.coverage, "mean coverage"]);
  for (const [number, word] of all) {
    const tile = make("div", "tile" + (number && ["pass", "fail", "error"].includes(word) ? " is-" + word : ""));
    tile.append(make("b", "", typeof number === "number" ? grouped(number) : number), make("span", "", word));
    tiles.append(tile);
  }
  const ribbon = make("div", "ribbon");
  for (const status of ["pass", "fail", "error"]) {
    const part = make("i", status);
    part.style.flexGrow = count(status);
    if (count(status)) ribbon.append(part);
  }
  head.append(tiles, ribbon);

  const tally = data.facts.map((fact, at) => {
    const n = { s: 0, p: 0, c: 0, m: 0, u: 0, ".": 0 };
    for (const input of inputs) n[(input.verdicts[at] || ".").toLowerCase()] += 1;
    const total = inputs.length - n["."];
    return { at, name: fact[0], claim: fact[1], n, total, rate: total ? (n.c + n.u + n.m) / total : 0, wrong: total ? n.c / total : 0 };
  });
  for (const t of [...tally].sort((a, b) => b.wrong - a.wrong || b.rate - a.rate || a.at - b.at)) {
    const row = make("button", "fact");
    row.type = "button";
    row.title = seen(t.claim + " (sorts the inputs by it)");
    row.onclick = () => { sort = t.at; update(); $("board").scrollIntoView(); };
    const meter = make("span", "meter");
    for (const kind of ["c", "u", "m"]) {
      const part = make("i", kind);
      part.style.width = (t.total ? (100 * t.n[kind]) / t.total : 0) + "%";
      meter.append(part);
    }
    row.append(make("span", "", t.name), meter, make("span", "num", Math.round(100 * t.wrong) + " % wrong, " + Math.round(100 * (t.rate - t.wrong)) + " % not told"));
    $("facts").append(row);
  }
  if (!data.classes.length) $("classes").append(make("p", "sub", "None: nothing is wrong, vague or made up."));
  for (const [code, n, words] of data.classes) {
    const row = make("div", "class");
    row.title = seen(words);
    row.append(make("span", "", words ? code + ": " + words : code), make("span", "num", grouped(n)));
    $("classes").append(row);
  }
  for (const fact of data.facts) {
    const option = make("option", "", fact[0]);
    option.value = String(data.facts.indexOf(fact));
    $("fact").append(option);
  }

  // What is new, expired, stale and known; an entry opens its input.
  if (data.baseline) {
    $("against").hidden = false;
    $("said").textContent = seen(data.baseline.said);
    const byId = new Map(inputs.map((i) => [i.id, i]));
    for (const [kind, entries] of Object.entries(data.baseline.kinds)) {
      if (!entries.length) continue;
      const box = make("details", "kind " + kind);
      box.open = kind !== "known";
      box.append(make("summary", "", kind + " " + grouped(entries.length)));
      for (const [id, fact, found, verdict, note] of entries.slice(0, 200)) {
        const row = make("button", "entry");
        row.type = "button";
        row.append(make("b", "", id), make("span", "", fact + ": " + verdict + (found === null ? "" : " \u201c" + found + "\u201d")), make("span", "sub", note));
        if (byId.has(id)) row.onclick = () => { open(byId.get(id)); $("board").scrollIntoView(); };
        else row.disabled = true;
        box.append(row);
      }
      if (entries.length > 200) box.append(make("p", "sub", "and " + grouped(entries.length - 200) + " more"));
      $("kinds").append(box);
    }
  }

  // Right texts made wrong on purpose: the share that was found, and what was let through.
  if (data.protection) {
    const p = data.protection;
    $("guard").hidden = false;
    const notes = [grouped(p.killed) + " of " + grouped(p.made) + " mutants found (" + (Math.floor((1000 * p.killed) / p.made) / 10) + " %)"];
    if (p.unexercised.length) notes.push("told by no text: " + p.unexercised.join(", "));
    if (p.failing.length) notes.push("not used, for something is contradicted in them already: " + p.failing.join(", "));
    $("guarded").textContent = seen(notes.join(" · "));
    for (const [head, rows] of p.rates) {
      const box = make("details", "kind");
      box.open = head !== "by text";
      box.append(make("summary", "", head));
      for (const [name, killed, made] of rows) {
        const row = make("div", "rate"), meter = make("span", "meter"), part = make("i", "c");
        part.style.width = (100 * (made - killed)) / made + "%";
        meter.append(part);
        row.append(make("span", "", name), meter, make("span", "num", grouped(killed) + "/" + grouped(made)));
        row.firstChild.title = seen(name);
        box.append(row);
      }
      $("rates").append(box);
    }
    $("survivors").hidden = !p.survivors.length;
    $("survivors").firstChild.textContent = "survivors " + grouped(p.survivors.length);
    for (const [fact, operator, id, was, left, now, right] of p.survivors) {
      const item = make("div", "finding partial"), text = make("div", "words");
      item.append(make("b", "", (fact || "(invented)") + " " + operator), make("span", "sub", " " + id));
      text.append(make("span", "", left));
      if (was) text.append(make("del", "", was));
      if (now) text.append(make("ins", "", now));
      text.append(make("span", "", right));
      item.append(text);
      $("survivors").append(item);
    }
  }

  let shown = inputs, sort = "order", chosen = null;
  const by = {
    order: (a, b) => a.at - b.at,
    id: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.at - b.at),
    status: (a, b) => STATUS[a.status] - STATUS[b.status] || a.at - b.at,
    coverage: (a, b) => (a.coverage ?? -1) - (b.coverage ?? -1) || a.at - b.at,
  };
  const header = (label, key, name) => {
    const box = make("div", name), button = make("button", "", label);
    button.type = "button";
    button.title = seen(typeof key === "number" ? data.facts[key][1] : "sort");
    button.dataset.key = String(key);
    button.onclick = () => { sort = sort === key ? "order" : key; update(); };
    box.append(button);
    return box;
  };
  const first = header("input", "id", "name");
  first.prepend(...header("status", "status", "").childNodes);
  first.firstChild.style.width = "46px";
  $("top").append(first, header("coverage", "coverage", "cov"), ...data.facts.map((fact, at) => header(fact[0], at, "cellbox")));

  const said = (verdict) => (verdict === "known" ? "known or muted" : verdict);
  const known = (verdicts) => verdicts !== verdicts.toLowerCase();

  function update() {
    const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = $("status").value, fact = $("fact").value, verdict = $("verdict").value;
    shown = inputs.filter((i) =>
      (!status || i.status === status) && words.every((word) => i.words.includes(word)) &&
      (!verdict || (verdict === "K" ? known(fact === "" ? i.verdicts : i.verdicts[+fact]) : fact === "" ? i.verdicts.includes(verdict) : i.verdicts[+fact] === verdict)));
    const rank = (i) => { const kind = i.verdicts[sort] || "."; return WORST[kind.toLowerCase()] + (known(kind) ? 0.5 : 0); };
    shown.sort(typeof sort === "number" ? (a, b) => rank(a) - rank(b) || a.at - b.at : by[sort]);
    for (const button of $("top").querySelectorAll("button")) {
      if (button.dataset.key === String(sort)) button.setAttribute("aria-sort", "ascending");
      else button.removeAttribute("aria-sort");
    }
    $("count").textContent = grouped(shown.length) + " of " + grouped(inputs.length);
    $("none").hidden = shown.length > 0;
    $("rows").style.height = shown.length * HEIGHT + "px";
    $("matrix").scrollTop = 0;
    draw();
  }

  // Only the rows in sight are in the page: ten thousand inputs scroll as ten do.
  function draw(whole) {
    const box = $("matrix"), from = whole ? 0 : Math.max(0, Math.floor(box.scrollTop / HEIGHT) - 8);
    const to = whole ? Math.min(shown.length, 5000) : Math.min(shown.length, from + Math.ceil(box.clientHeight / HEIGHT) + 16);
    const rows = [];
    for (let at = from; at < to; at += 1) rows.push(line(shown[at], at));
    $("rows").replaceChildren(...rows);
  }

  function line(input, at) {
    const row = make("div", "row" + (input === chosen ? " on" : ""));
    row.style.top = at * HEIGHT + "px";
    row.setAttribute("role", "row");
    const name = make("div", "name"), id = make("span", "id", input.id);
    id.title = seen(input.source);
    name.append(make("span", "dot " + input.status, input.status), id);
    row.append(name, make("div", "cov", input.coverage === null ? "" : Math.round(100 * input.coverage) + " %"));
    for (let f = 0; f < data.facts.length; f += 1) {
      const letter = input.verdicts[f] || ".", kind = letter.toLowerCase(), box = make("div", "cellbox");
      const cell = make("i", "cell " + (kind === "." ? "" : kind) + (known(letter) ? " known" : ""), SIGN[kind]);
      cell.title = seen(data.facts[f][0] + ": " + WORD[kind] + (known(letter) ? " (known or muted)" : ""));
      box.append(cell);
      row.append(box);
    }
    row.onclick = () => { open(input); if (NARROW.matches) $("detail").scrollIntoView(); };
    return row;
  }

  function open(input) {
    chosen = input;
    $("detail").parentNode.classList.toggle("open", input !== null);
    draw();
    if (input === null) return;
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.onclick = () => { open(null); $("matrix").focus(); };
    const parts = [close, make("h3", "", input.id), make("div", "sub", input.source + (input.coverage === null ? "" : ", coverage " + Math.round(100 * input.coverage) + " %"))];
    for (const reason of input.reasons) parts.push(make("div", "finding contradicted", reason));
    if (input.text !== null && input.text.trim()) parts.push(prose(input));
    if (input.cut) parts.push(make("p", "sub", "The text goes on; the page holds its beginning."));
    for (const [verdict, id, message, rule, , , place] of input.findings) {
      const item = make("div", "finding " + verdict);
      item.append(make("b", "", said(verdict) + " " + id), make("span", "", ": " + message), make("div", "sub", [rule, place].filter(Boolean).join(" · ")));
      parts.push(item);
    }
    $("detail").replaceChildren(...parts);
    $("detail").scrollTop = 0;
  }

  function prose(input) {
    const points = Array.from(input.text), box = make("div", "prose");
    const spans = input.findings.filter((f) => f[4] !== null && f[5] !== null && f[4] < points.length);
    const edges = [...new Set([0, points.length, ...spans.flatMap((f) => [f[4], Math.min(f[5], points.length)])])].sort((a, b) => a - b);
    for (let e = 0; e + 1 < edges.length; e += 1) {
      const from = edges[e], to = edges[e + 1], text = points.slice(from, to).join("");
      const over = spans.filter((f) => f[4] <= from && f[5] >= to);
      if (!over.length) { box.append(document.createTextNode(seen(text))); continue; }
      const mark = make("mark", over[0][0], text); // findings come worst first
      mark.tabIndex = 0;
      const words = over.map((f) => said(f[0]) + " " + f[1] + ": " + f[2]).join("\n");
      mark.setAttribute("aria-label", seen(text + " (" + words + ")"));
      const show = () => explain(mark, words);
      mark.onmouseenter = show; mark.onfocus = show;
      mark.onmouseleave = mark.onblur = () => { tip.style.display = "none"; };
      box.append(mark);
    }
    return box;
  }

  const tip = make("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.style.whiteSpace = "pre-line";
  document.body.append(tip);
  function explain(mark, words) {
    tip.textContent = seen(words);
    tip.style.display = "block";
    const box = mark.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 12)) + "px";
    tip.style.top = (box.bottom + tip.offsetHeight + 10 > innerHeight ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + "px";
  }

  let waiting = 0;
  $("matrix").onscroll = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => draw()); };
  for (const id of ["filter", "status", "fact", "verdict"]) $(id).oninput = update;
  addEventListener("resize", () => draw());
  addEventListener("beforeprint", () => draw(true));
  addEventListener("afterprint", () => draw());
  addEventListener("keydown", (event) => {
    const typing = /INPUT|SELECT/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); $("filter").focus(); }
    else if (event.key === "Escape") { if (chosen) open(null); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !typing && shown.length) {
      event.preventDefault();
      const now = shown.indexOf(chosen), next = Math.max(0, Math.min(shown.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)));
      const box = $("matrix"), top = next * HEIGHT;
      if (top < box.scrollTop) box.scrollTop = top;
      if (top + HEIGHT > box.scrollTop + box.clientHeight - 160) box.scrollTop = top + HEIGHT + 160 - box.clientHeight;
      open(shown[next]);
    }
  });
  $("foot").textContent = seen("factspec " + data.version + " · golden set " + data.golden[0] + (data.golden[2] ? " · SHA-256 " + data.golden[2].slice(0, 12) : ""));
  sort = "status";
  update();
})();
