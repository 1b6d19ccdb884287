"use strict";
// Everything here works on this page alone: nothing is fetched and nothing is sent.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const by = (id) => document.getElementById(id);
  const main = by("changes");
  const changes = [...main.querySelectorAll(".change")];
  const divisions = [...main.querySelectorAll(".division")];
  const fields = [];
  const fieldOf = new Map();
  const take = (place) => {
    for (const field of place.querySelectorAll("[data-tag]")) {
      fields.push(field);
      fieldOf.set(field.dataset.tag, field);
    }
  };
  take(document);
  document.documentElement.classList.add("js");

  const put = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, words.thousands);
  const counted = (text, value, more = {}) =>
    put(text[value === 1 ? "one" : "other"], { number: number(value), ...more });

  // --- a question to the reader ---------------------------------------------------------------------------------

  function ask(text, yes) {
    const dialog = by("question");
    by("asked").textContent = text;
    by("yes").textContent = yes;
    by("no").hidden = yes === words.close;
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((done) =>
      dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }),
    );
  }

  // --- answers: kept in this browser, field by field, so that two windows do not undo each other ------------------

  const prefix = `contractdiff ${data.form}${data.internal ? " internal" : ""} `;
  const issued = (field) => field.dataset.issued || "";
  const isSaid = (field) => field.value.trim() !== "" && field.value !== issued(field);
  // the places whose words this browser would not keep; one that it kept later makes no other one safe
  const unkept = new Set();
  let canKeep = true;
  let isFiled = true;

  function stored(tag) {
    try {
      return localStorage.getItem(prefix + tag);
    } catch {
      return null;
    }
  }

  function keep(field) {
    try {
      if (field.value === issued(field)) localStorage.removeItem(prefix + field.dataset.tag);
      else localStorage.setItem(prefix + field.dataset.tag, field.value);
      unkept.delete(field.dataset.tag);
    } catch {
      unkept.add(field.dataset.tag);
    }
    tellKept();
  }

  function tellKept() {
    const text = canKeep && !unkept.size ? "" : words.not_kept;
    if (by("kept").textContent !== text) by("kept").textContent = text;
    by("kept").classList.toggle("warning", text !== "");
  }

  function rowOf(tag) {
    return tag.slice(tag.indexOf(":") + 1);
  }

  function countAnswers() {
    const rows = new Set(fields.filter(isSaid).map((field) => rowOf(field.dataset.tag)));
    by("answered").textContent = rows.size ? counted(words.answered, rows.size) : "";
    return rows;
  }

  // what is folded away and has an answer stands open, so that it is seen and printed
  function unfold(field) {
    const fold = field.closest("details.fold, details.same");
    if (fold && isSaid(field)) fold.open = true;
  }

  // changes of nothing but the number may be thousands: their places to answer are made when somebody looks
  const isLight = (change) => change.classList.contains("light");
  function prepare(change) {
    if (!isLight(change) || change.querySelector(".answer")) return;
    const answer = by("light-answer").content.firstElementChild.cloneNode(true);
    const field = answer.querySelector("[data-tag]");
    field.dataset.tag += change.id;
    answer.querySelector(".spoken").textContent = ` ${change.id}`;
    change.append(answer);
    take(answer);
    const value = stored(field.dataset.tag);
    if (value !== null) set(field, value);
  }
  main.addEventListener(
    "toggle",
    (event) => {
      if (event.target.open && event.target.classList.contains("same")) {
        for (const change of event.target.querySelectorAll(".light")) prepare(change);
      }
    },
    true,
  );

  // places are made for all answers that this browser keeps, whichever window they were given in
  function takeAll() {
    const light = by("light-answer").content.querySelector("[data-tag]").dataset.tag;
    for (const change of changes) {
      if (isLight(change) && stored(light + change.id) !== null) prepare(change);
    }
  }

  function restore() {
    try {
      localStorage.setItem(prefix, "");
      localStorage.removeItem(prefix);
    } catch {
      canKeep = false;
    }
    takeAll();
    for (const field of fields) {
      const value = stored(field.dataset.tag);
      if (value !== null) {
        set(field, value);
        unfold(field);
        isFiled = false;
      }
    }
    tellKept();
    countAnswers();
  }

  function set(field, value) {
    field.value = value;
    // a choice that this page does not offer is kept as words, never dropped
    if (field.value !== value && field.tagName === "SELECT" && value) {
      const option = document.createElement("option");
      option.value = option.textContent = value;
      field.append(option);
      field.value = value;
    }
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof Element) || !field.dataset.tag) return;
    isFiled = false;
    by("saved").textContent = "";
    keep(field);
    countAnswers();
  });
  // what another window of this page kept; the place where somebody is typing here and now stays as it is
  function takeOver(field) {
    const value = stored(field.dataset.tag);
    const now = value === null ? issued(field) : value;
    if (field.value !== now && !unkept.has(field.dataset.tag)) set(field, now);
  }
  function isTypedIn(field) {
    return field === document.activeElement && document.hasFocus();
  }
  addEventListener("storage", (event) => {
    if (event.key !== null && !event.key.startsWith(prefix)) return;
    takeAll();
    for (const field of fields) if (!isTypedIn(field)) takeOver(field);
    countAnswers();
  });
  addEventListener("focus", () => {
    if (!canKeep) return;
    takeAll();
    fields.forEach(takeOver);
    countAnswers();
  });
  addEventListener("beforeunload", (event) => {
    if ((canKeep && !unkept.size) || isFiled || !countAnswers().size) return;
    event.preventDefault();
    event.returnValue = true;
  });

  function answersNow() {
    const rows = new Map(changes.map((change) => [change.id, { row: change.id }]));
    for (const field of fields) {
      const row = rowOf(field.dataset.tag);
      if (!rows.has(row)) rows.set(row, { row });
      const kind = field.dataset.tag.slice(0, -row.length - 1);
      const isChoice = field.tagName === "SELECT";
      const chosen = isChoice ? field.selectedOptions[0] : null;
      const own = isChoice ? (field.value ? { code: field.value, text: chosen.textContent } : null) : field.value || null;
      if (own !== null) rows.get(row)[kind] = own;
    }
    const head = {
      "contractdiff-answers": 1,
      about: words.about_file,
      form: data.form,
      language: data.language,
      saved: new Date().toISOString().slice(0, 19) + "Z",
    };
    // a line for each row, so that whoever opens the file can read it
    const lines = [...rows.values()].map((row) => `  ${JSON.stringify(row)}`).join(",\n");
    return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "rows": [\n${lines}\n ]\n}\n`;
  }

  function fileName() {
    const who = fieldOf.get("who:Organization").value.trim();
    const name = `${words.file_name} ${data.version} ${who}`.replace(/[\p{C}\\/:*?"<>|.]+/gu, " ");
    return `${name.replace(/\s+/g, " ").trim().slice(0, 100)}.json`;
  }

  async function save() {
    if (!countAnswers().size) {
      await ask(words.nothing_to_save, words.close);
      return;
    }
    const who = fieldOf.get("who:Organization");
    if (!who.value.trim() && !(await ask(words.no_name, words.save_anyway))) {
      who.focus();
      return;
    }
    const name = fileName();
    const blob = new Blob([answersNow()], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    isFiled = true;
    by("saved").textContent = put(words.saved, { name });
  }

  const isWords = (value) => typeof value === "string";

  async function open(file) {
    let read;
    try {
      read = JSON.parse(await file.text());
      if (!read || read["contractdiff-answers"] !== 1 || !Array.isArray(read.rows)) throw new Error();
    } catch {
      await ask(put(words.not_answers, { name: file.name }), words.close);
      return;
    }
    if (read.form !== data.form) {
      await ask(put(words.other_form, { name: file.name }), words.close);
      return;
    }
    const given = new Map();
    let isWhole = true;
    for (const row of read.rows) {
      const name = row && typeof row.row === "string" ? row.row : "";
      const change = name && by(name);
      if (change && changes.includes(change) && Object.keys(row).length > 1) prepare(change);
      for (const [kind, value] of Object.entries(name ? row : {})) {
        const field = fieldOf.get(`${kind}:${name}`);
        if (kind === "row") continue;
        if (field && isWords(value)) given.set(field, value);
        else if (field && value && isWords(value.code)) given.set(field, value.code || value.text || "");
        else isWhole = false;
      }
      isWhole = isWhole && name !== "";
    }
    const differ = fields.filter((field) => isSaid(field) && given.get(field) !== field.value);
    if (differ.length && !(await ask(counted(words.replace, differ.length), words.replace_them))) return;
    for (const field of fields) {
      set(field, given.has(field) ? given.get(field) : issued(field));
      unfold(field);
      keep(field);
    }
    countAnswers();
    by("saved").textContent = put(isWhole ? words.opened : words.opened_partly, { name: file.name });
  }

  by("save").addEventListener("click", save);
  by("print").addEventListener("click", () => print());
  by("print-answers").addEventListener("click", async () => {
    if (!countAnswers().size) {
      await ask(words.nothing_to_save, words.close);
      return;
    }
    document.body.classList.add("answers-only");
    print();
  });
  addEventListener("afterprint", () => document.body.classList.remove("answers-only"));
  by("open").addEventListener("click", () => by("file").click());
  by("file").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (file) await open(file);
  });
  by("clear").addEventListener("click", async () => {
    if (!countAnswers().size || !(await ask(words.clear_all, words.clear_them))) return;
    for (const field of fields) {
      set(field, issued(field));
      keep(field);
    }
    countAnswers();
    by("saved").textContent = "";
  });
  addEventListener("beforeprint", () => {
    for (const field of fields) {
      unfold(field);
      field.nextElementSibling.textContent = wordsOf(field);
    }
    printOut();
  });

  function wordsOf(field) {
    if (field.tagName !== "SELECT") return field.value;
    return field.value ? field.selectedOptions[0].textContent : "";
  }

  // the answers once more, by themselves and in tables as the Word form has them, so that a print can be read like one
  function printOut() {
    const rows = countAnswers();
    by("printout").classList.toggle("filled", rows.size > 0);
    const about = fields.filter((field) => field.dataset.tag.startsWith("who:") && wordsOf(field));
    const title = (field) => {
      const place = field.closest(".question");
      const hint = place.querySelector(".hint");
      return `${place.querySelector("label").firstElementChild.firstChild.textContent} ${hint ? hint.textContent : ""}`.trim();
    };
    const said = (row, kind) => (fieldOf.has(`${kind}:${row}`) ? wordsOf(fieldOf.get(`${kind}:${row}`)) : "");
    const names = fields.map((field) => field.dataset.tag).filter((tag) => tag.startsWith("fb:"));
    by("printed-who").replaceChildren(...about.map((field) => line([title(field), wordsOf(field)])));
    by("printed-rows").replaceChildren(
      ...names
        .map(rowOf)
        .filter((row) => rows.has(row))
        .map((row) => line([row, said(row, "pos"), said(row, "fb")])),
    );
  }

  function line(cells) {
    const row = document.createElement("tr");
    for (const text of cells) {
      const cell = document.createElement("td");
      cell.textContent = text;
      cell.dir = "auto";
      row.append(cell);
    }
    return row;
  }

  // --- filters --------------------------------------------------------------------------------------------------

  const form = by("filter");
  const boxes = [...form.querySelectorAll("[data-facet]")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const facts = changes.map((change) => ({
    change,
    row: change.id,
    division: change.closest(".division"),
    fold: isLight(change) ? change.parentElement : null,
    at: Number(change.dataset.at),
    priority: [change.dataset.priority],
    kind: change.dataset.kinds.split(" "),
    category: change.dataset.categories.split(" "),
    draft: [change.dataset.draft || ""],
    silent: ["silent" in change.dataset ? "silent" : ""],
    text: null,
  }));
  const FEW = 20;
  let visible = facts;

  // the words of a change, without what the form and the reasons around them say
  function textOf(fact) {
    if (fact.text === null) {
      fact.text = plain(
        [...fact.change.children]
          .flatMap((child) => (child.classList.contains("fold") ? [...child.children] : [child]))
          .filter((child) => !child.matches(".answer, .reasons, .counts, summary"))
          .map((child) => child.textContent)
          .join(" ")
          .replace(/\s+/g, " "),
      );
    }
    return fact.text;
  }

  // read beforehand, while nobody is waiting for anything, so that the first search is as quick as the others
  function readAhead(at, rest) {
    while (at < facts.length && rest.timeRemaining() > 2) textOf(facts[at++]);
    if (at < facts.length) requestIdleCallback((more) => readAhead(at, more));
  }
  if ("requestIdleCallback" in window) requestIdleCallback((rest) => readAhead(0, rest));

  function filter() {
    const wanted = new Map();
    for (const box of boxes) {
      if (!box.checked) continue;
      if (!wanted.has(box.dataset.facet)) wanted.set(box.dataset.facet, new Set());
      wanted.get(box.dataset.facet).add(box.value);
    }
    const sought = plain(by("words").value.trim()).split(/\s+/).filter(Boolean);
    const answer = by("by-answer").value;
    const answered = answer ? countAnswers() : null;
    visible = facts.filter(
      (fact) =>
        [...wanted].every(([facet, values]) => fact[facet].some((value) => values.has(value))) &&
        (!answer || answered.has(fact.row) === (answer === "answered")) &&
        sought.every((word) => textOf(fact).includes(word)),
    );
    const isFiltered = wanted.size > 0 || sought.length > 0 || answer !== "";
    const shown = new Set(visible);
    const counts = new Map();
    const folds = new Set();
    for (const fact of facts) {
      const hide = !shown.has(fact);
      if (fact.change.hidden !== hide) fact.change.hidden = hide;
      if (hide) continue;
      counts.set(fact.division.id, (counts.get(fact.division.id) || 0) + 1);
      if (fact.fold) folds.add(fact.fold);
    }
    main.classList.toggle("filtered", isFiltered);
    for (const fold of main.querySelectorAll("details.has")) if (!folds.has(fold)) fold.classList.remove("has");
    // a few are shown at once; of many the line says how many there are, and a click shows them
    const few = isFiltered && folds.size <= FEW;
    for (const fold of folds) {
      fold.classList.add("has");
      if (few) fold.open = true;
    }
    for (const division of divisions) {
      const hide = isFiltered && !counts.has(division.id);
      if (division.hidden !== hide) division.hidden = hide;
    }
    for (const place of document.querySelectorAll("[data-division]")) {
      place.textContent = number(counts.get(place.dataset.division) || 0);
    }
    by("nothing").hidden = visible.length > 0 || !facts.length;
    tellShown();
    draw();
  }

  function tellShown() {
    const text = put(words.shown, { shown: number(visible.length), all: number(facts.length) });
    if (by("shown").textContent !== text) by("shown").textContent = text;
  }

  function later(act, wait) {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    };
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => event.target !== by("words") && filter());
  form.addEventListener("reset", () => setTimeout(filter, 0));
  by("words").addEventListener("input", later(filter, 150));

  // --- going from change to change ---------------------------------------------------------------------------------

  let current = null;

  function go(fact) {
    if (!fact) return;
    mark(fact);
    if (fact.fold) fact.fold.open = true;
    fact.change.scrollIntoView({ block: "start" });
    // what was skipped while it was out of sight may turn out taller or shorter than it was taken for
    requestAnimationFrame(() => fact.change.scrollIntoView({ block: "start" }));
    fact.change.querySelector(".id").focus({ preventScroll: true });
    try {
      history.replaceState(null, "", `#${fact.row}`);
    } catch {
      // a page in a frame, or of a browser that allows no such thing, works without
    }
  }

  function mark(fact) {
    if (current) current.change.classList.remove("current");
    current = fact;
    fact.change.classList.add("current");
    draw();
  }

  function step(by_) {
    // changes of the number alone are passed over while they are folded away, unless nothing else is shown
    const open = visible.filter((fact) => !fact.fold || fact.fold.open);
    const among = open.length ? open : visible;
    if (!among.length) return;
    const at = among.indexOf(current);
    if (at >= 0) {
      go(among[Math.min(Math.max(at + by_, 0), among.length - 1)]);
      return;
    }
    // from where the reader has scrolled to; what a division holds is measured only where the division is in sight
    const top = innerHeight / 4;
    const isBelow = (place) => place.getBoundingClientRect().bottom > top;
    const division = divisions.findIndex((each) => !each.hidden && isBelow(each));
    const below = among.findIndex(
      (fact) => divisions.indexOf(fact.division) > division || (fact.division === divisions[division] && isBelow(fact.change)),
    );
    go(among[below < 0 ? among.length - 1 : Math.max(below + (by_ < 0 ? -1 : 0), 0)]);
  }

  by("next").addEventListener("click", () => step(1));
  by("previous").addEventListener("click", () => step(-1));
  main.addEventListener("focusin", (event) => {
    const change = event.target.closest(".change");
    const fact = change && facts.find((each) => each.change === change);
    if (fact && fact !== current) mark(fact);
  });

  // a link leads to its change even where a filter hides it
  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && by(id);
    if (!target || !main.contains(target)) return;
    if (target.closest("[hidden]") || (main.classList.contains("filtered") && !target.offsetParent)) {
      form.reset();
      filter();
    }
    const fold = target.querySelector("details.fold");
    if (fold) fold.open = true;
    const fact = facts.find((each) => each.row === id);
    if (fact) go(fact);
    else requestAnimationFrame(() => target.scrollIntoView({ block: "start" }));
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    // the address stays as it is, so that nobody would be told
    if (link && link.hash === location.hash) setTimeout(reveal, 0);
  });

  by("unfold").addEventListener("click", (event) => {
    const open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(open));
    for (const fold of main.querySelectorAll("details.same")) fold.open = open;
  });

  // --- keys: single letters, which whoever dictates to the computer can switch off ------------------------------------

  const help = by("help");
  const keysOn = by("keys-on");
  try {
    keysOn.checked = localStorage.getItem("contractdiff keys") !== "off";
  } catch {
    // they are on
  }
  keysOn.addEventListener("change", () => {
    try {
      localStorage.setItem("contractdiff keys", keysOn.checked ? "on" : "off");
    } catch {
      // it holds until the page is closed
    }
  });
  by("help-button").addEventListener("click", () => help.showModal());
  const onKey = {
    n: () => step(1),
    j: () => step(1),
    p: () => step(-1),
    k: () => step(-1),
    "/": () => {
      by("filters").open = true;
      by("words").focus();
    },
    a: () => {
      if (!current) return;
      const fold = current.fold || current.change.querySelector("details.fold");
      if (fold) fold.open = true;
      prepare(current.change);
      current.change.querySelector("[data-tag]").focus();
    },
    u: () => by("unfold").click(),
    "?": () => help.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const act = onKey[event.key];
    if (!act || (!keysOn.checked && event.key !== "?")) return;
    event.preventDefault();
    act();
  });

  // --- the strip: where in the contract the changes are, and where the reader is -----------------------------------------

  const strip = by("strip");
  const rows = Math.max(Number(main.dataset.rows), 1);
  const WIDTH = { critical: 1, substantive: 0.65, administrative: 0.35 };
  let waiting = 0;

  function draw() {
    if (!waiting) waiting = requestAnimationFrame(paint);
  }

  function paint() {
    waiting = 0;
    const scale = devicePixelRatio || 1;
    const width = strip.clientWidth;
    const height = strip.clientHeight;
    if (!width || !height) return;
    strip.width = width * scale;
    strip.height = height * scale;
    const pen = strip.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(strip);
    pen.fillStyle = style.getPropertyValue("--critical");
    for (const fact of visible) {
      const wide = Math.max(width * WIDTH[fact.priority[0]], 2);
      pen.fillRect(width - wide, (fact.at / rows) * (height - 2), wide, 2);
    }
    if (current) {
      pen.strokeStyle = style.getPropertyValue("--here");
      pen.lineWidth = 2;
      pen.strokeRect(1, Math.min((current.at / rows) * (height - 2) - 3, height - 9), width - 2, 8);
    }
  }

  strip.addEventListener("click", (event) => {
    const at = ((event.clientY - strip.getBoundingClientRect().top) / strip.clientHeight) * rows;
    let nearest = null;
    for (const fact of visible) {
      if (!nearest || Math.abs(fact.at - at) < Math.abs(nearest.at - at)) nearest = fact;
    }
    go(nearest);
  });
  addEventListener("resize", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  const narrow = matchMedia("(max-width: 60rem)");
  if (narrow.matches) by("filters").open = by("map-panel").open = false;

  // --- the map follows the reader -----------------------------------------------------------------------------------

  const links = new Map([...document.querySelectorAll("#map a")].map((link) => [link.hash.slice(1), link]));
  let here = null;
  // once the reader has come to rest: to watch every division costs frames while she scrolls
  const follow = later(() => {
    const place = document.elementFromPoint(main.getBoundingClientRect().left + 40, innerHeight / 4);
    const link = links.get(place?.closest("section[id]")?.id);
    if (!link || link === here) return;
    if (here) here.removeAttribute("aria-current");
    here = link;
    here.setAttribute("aria-current", "location");
  }, 150);
  addEventListener("scroll", follow, { passive: true });

  // about as tall as they will be, so that the scroll bar keeps still
  if (main.classList.contains("large")) {
    for (const place of main.querySelectorAll(".chunk, .division")) {
      const entries = place.querySelectorAll("article").length;
      const folds = place.querySelectorAll("details.same, .origin").length;
      place.style.containIntrinsicBlockSize = `auto ${26 * entries + 3 * folds}rem`;
    }
  }

  restore();
  filter();
  reveal();
})();
