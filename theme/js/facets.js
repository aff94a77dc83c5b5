// Facets: choose on several at once, with counts that follow and the state in the address. Without this file every
// value is a link to a page of its own. What the files hold: hooks/exemplary/render/facets.py.

const PAGE = 24;
const MOST = 60;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGIT = Object.fromEntries([...ALPHABET].map((char, digit) => [char.charCodeAt(0), digit]));
const SORT = "xep";
const PROOF = "minh-chung";
const wide = matchMedia("(min-width: 64em)");

const base = new URL(`${document.body.dataset.base.replace(/\/$/, "")}/`, document.baseURI);
const number = (count) => count.toLocaleString("vi-VN");
const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
const sum = (counts) => counts.reduce((total, count) => total + count, 0);

async function get(address) {
  const answer = await fetch(new URL(address, base));
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

function element(tag, attributes = {}, ...held) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...held);
  return made;
}

/** Write the codes of a text into `codes` from `start` on: all first digits, then all second …, highest first. */
function decode(text, codes, start, rows) {
  for (let place = 0; place < text.length; place += rows) {
    for (let row = 0; row < rows; row++) codes[start + row] = codes[start + row] * ALPHABET.length + DIGIT[text.charCodeAt(place + row)];
  }
}

/** Load the blocks of all years: a column of codes for each facet, and which file holds the cards of which rows. */
async function loadTable(index) {
  const blocks = await Promise.all(index.blocks.map((block) => get(block.file)));
  const files = [];
  let row = 0;
  for (const { cards, held } of blocks) {
    held.forEach((count, place) => {
      files.push({ file: `assets/guong/the.${cards.slice(place * 10, place * 10 + 10)}.json`, first: row, end: row + count });
      row += count;
    });
  }
  const columns = {};
  for (const { key, held } of index.facets) if (!held) columns[key] = columnOf(index, blocks.map((block) => block.columns[key]));
  return { rows: row, columns, files };
}

/** Return a column from its texts in all blocks. */
function columnOf({ blocks }, texts) {
  const codes = new Uint32Array(sum(blocks.map(({ rows }) => rows)));
  let first = 0;
  texts.forEach((text, place) => {
    decode(text, codes, first, blocks[place].rows);
    first += blocks[place].rows;
  });
  return codes;
}

/**
 * Choose rows: of each facet that has something chosen, one of it (OR); of all such facets, every one (AND).
 * `counts[key][value]` are the rows that would fit with the choices of the other facets applied; `without[key]` those
 * that only this facet keeps out.
 */
export function choose(table, facets, chosen) {
  const asked = facets.filter(({ key }) => chosen[key]?.size).map(({ key, values, sets }) => ({
    key, codes: table.columns[key], fits: sets.map((set) => set.some((value) => chosen[key].has(values[value][0]))),
  }));
  const seen = facets.map(({ key, sets }) => ({ key, codes: table.columns[key], counts: new Uint32Array(sets.length) }));
  const byKey = Object.fromEntries(seen.map((column) => [column.key, column]));
  const rows = [];
  const without = Object.fromEntries(asked.map(({ key }) => [key, 0]));
  for (let row = 0; row < table.rows; row++) {
    let missed = null;
    let out = false;
    for (const facet of asked) {
      if (facet.fits[facet.codes[row]]) continue;
      out = missed !== null;
      missed = facet.key;
      if (out) break;
    }
    if (out) continue;
    if (missed === null) {
      rows.push(row);
      for (const column of seen) column.counts[column.codes[row]]++;
    } else {
      without[missed]++;
      byKey[missed].counts[byKey[missed].codes[row]]++;
    }
  }
  const counts = {};
  for (const { key, values, sets } of facets) {
    counts[key] = new Uint32Array(values.length);
    sets.forEach((set, code) => { for (const value of set) counts[key][value] += byKey[key].counts[code]; });
  }
  return { rows, counts, without };
}

/** Return the counts of every value while nothing is chosen; the blocks are not needed for them. */
function totals(facets) {
  return Object.fromEntries(facets.map(({ key, values }) => [key, Uint32Array.from(values, (value) => value[2])]));
}

/** One facet in the panel: its links become boxes to tick; a long one shows the fullest and can be narrowed by typing. */
function panelOf(details, facet, changed) {
  const list = details.querySelector("ul");
  const all = details.querySelector(".facet-all");
  const short = list.childElementCount;
  const told = element("b", { hidden: "" });
  const items = new Map();
  let counts = [];
  let chosen = new Set();
  let every = facet.values.length <= short;
  let typed = "";

  function item(place) {
    if (!items.has(place)) {
      const [id, label, , note, parent] = facet.values[place];
      const box = element("input", { type: "checkbox", value: id });
      const name = element("span", { class: "option-name" }, label);
      if (note) name.append(" ", element("span", { class: "option-note" }, note));
      const count = element("span", { class: "count" });
      const made = element("li", parent === undefined ? {} : { class: "under" }, element("label", { class: "option" }, box, name, count));
      box.addEventListener("change", () => changed(facet.key, id, box.checked));
      box.addEventListener("blur", () => { box.disabled = !counts[place] && !box.checked; });
      items.set(place, { made, box, count });
    }
    return items.get(place);
  }

  /** Say which options are seen: all, or those that hold what was typed, or what is chosen and the fullest. */
  function seen() {
    const places = facet.values.map((_, place) => place);
    if (typed) {
      const words = bare(typed).split(/\s+/);
      const text = ([, label, , note = ""]) => bare(`${label} ${note}`);
      return places.filter((place) => words.every((word) => text(facet.values[place]).includes(word))).slice(0, MOST);
    }
    if (every) return places;
    const fullest = new Set([...places].sort((one, other) => counts[other] - counts[one] || one - other).slice(0, short));
    return places.filter((place) => fullest.has(place) || chosen.has(facet.values[place][0]));
  }

  function draw() {
    const rows = seen().map((place) => {
      const { made, box, count } = item(place);
      box.checked = chosen.has(facet.values[place][0]);
      box.disabled = !counts[place] && !box.checked && box !== document.activeElement;
      count.replaceChildren(number(counts[place]), element("span", { class: "unseen" }, " gương"));
      return made;
    });
    if (rows.length !== list.childElementCount || rows.some((row, place) => row !== list.children[place])) list.replaceChildren(...rows);
    told.textContent = number(chosen.size);
    told.append(element("span", { class: "unseen" }, " mục đã chọn"));
    told.hidden = !chosen.size;
  }

  details.querySelector("summary").append(told);
  const set = element("fieldset", {}, element("legend", { class: "unseen" }, facet.title));
  if (!every) {
    const narrow = element("input", { type: "search", class: "facet-narrow", autocomplete: "off", spellcheck: "false", placeholder: facet.ask, "aria-label": `${facet.ask}, gõ không dấu cũng được` });
    const none = element("p", { class: "small soft", role: "status" });
    narrow.addEventListener("input", () => {
      typed = narrow.value.trim();
      draw();
      none.textContent = typed ? (list.childElementCount ? `${number(list.childElementCount)} mục có “${typed}”` : `Không có mục nào có “${typed}”.`) : "";
      all.hidden = every || Boolean(typed);
    });
    const more = element("button", { type: "button" }, `Hiện cả ${number(facet.values.length)}`);
    more.addEventListener("click", () => {
      every = true;
      all.hidden = true;
      draw();
      list.querySelectorAll("input:enabled")[short]?.focus();
    });
    all.replaceChildren(more);
    // A page that was kept for a while may not have foreseen that its facet grows long.
    const place = details.querySelector(".narrow-place") ?? element("div", { class: "narrow-place" });
    place.append(narrow, none);
    set.append(place);
  }
  list.before(set);
  set.append(list);
  list.replaceChildren();
  return (newCounts, newChosen) => {
    counts = newCounts;
    chosen = newChosen;
    draw();
  };
}

/** The listing of all exemplars. */
export function onListing(box) {
  const panel = box.querySelector(".facets");
  const list = box.querySelector(".found-list");
  const told = box.querySelector(".found-told");
  const opener = box.querySelector(".found-open");
  const sorter = box.querySelector(".found-sort");
  const sort = sorter.querySelector("select");
  const tags = element("ul", { class: "chips chosen", "aria-label": "Đang chọn" });
  const whole = [...list.childNodes];
  const all = [...told.childNodes];
  const cards = new Map();
  let index;
  let table;
  let names;
  let shapes;
  const panels = {};
  let started = false;
  let chosen = {};
  let shown = PAGE;
  let turn = 0;
  let applied = null;

  const loadIndex = () => (index ??= get(box.dataset.facets).catch((error) => { index = undefined; throw error; }));
  const loadAll = () => (table ??= loadIndex().then(loadTable).catch((error) => { table = undefined; throw error; }));
  /** A facet that lies apart: its values and sets when it is opened, its column when something is counted. */
  const loadFacet = async (facet) => {
    if (facet.held && !facet.values) Object.assign(facet, await get(facet.held));
  };
  const loadColumn = async ({ key, columns }) => {
    const held = await loadAll();
    if (!held.columns[key]) held.columns[key] = columnOf(await loadIndex(), await Promise.all(columns.map(get)));
  };
  const loadNames = () => (names ??= Promise.all([loadIndex(), loadAll()]).then(async ([{ names: file }, { rows }]) => {
    const order = new Uint32Array(rows);
    decode(await get(file), order, 0, rows);
    return order;
  }).catch((error) => { names = undefined; throw error; }));

  const query = () => [...Object.entries(chosen).filter(([, held]) => held.size).map(([key, held]) => `${key}=${[...held].join(",")}`),
    ...(sort.value ? [`${SORT}=${sort.value}`] : [])].join("&");
  const labelOf = (facet, id) => facet.values.find((value) => value[0] === id)[1];

  async function readAddress() {
    const { facets } = await loadIndex();
    const asked = new URLSearchParams(location.search);
    chosen = {};
    for (const facet of facets) {
      const ids = new Set((asked.get(facet.key) ?? "").split(",").filter(Boolean));
      if (ids.size) await openFacet(facet);
      chosen[facet.key] = new Set((facet.values ?? []).map((value) => value[0]).filter((id) => ids.has(id)));
    }
    sort.value = asked.get(SORT) ?? "";
    if (sort.selectedIndex < 0) sort.value = "";
    shown = history.state?.shown ?? PAGE;
  }

  async function sorted(rows, facets) {
    if (sort.value === "ten") {
      const kept = new Set(rows);
      return [...(await loadNames())].filter((row) => kept.has(row));
    }
    if (sort.value === PROOF) {
      const { values, sets } = facets.find(({ key }) => key === PROOF);
      const { columns } = await loadAll();
      const level = (row) => Number(values[sets[columns[PROOF][row]][0]][0]);
      return [...rows].sort((one, other) => level(other) - level(one) || one - other);
    }
    return rows;
  }

  /** The shapes that flowers are drawn of: the page has those of its own cards, any card may need any. */
  async function loadShapes() {
    const sheet = document.createElement("template");
    sheet.innerHTML = await get((await loadIndex()).shapes);
    document.querySelector(".flower-sheet")?.remove();
    box.before(sheet.content);
  }

  async function cardsOf(rows) {
    const { files } = await loadAll();
    await (shapes ??= loadShapes().catch((error) => { shapes = undefined; throw error; }));
    return Promise.all(rows.map(async (row) => {
      const held = files.find(({ end }) => row < end);
      if (!cards.has(held.file)) cards.set(held.file, get(held.file));
      const template = document.createElement("template");
      template.innerHTML = (await cards.get(held.file).catch((error) => { cards.delete(held.file); throw error; }))[row - held.first];
      return element("li", {}, template.content);
    }));
  }

  function drawTags(facets) {
    const made = facets.flatMap((facet) => [...chosen[facet.key]].map((id) => {
      const label = labelOf(facet, id);
      const drop = element("button", { type: "button", "aria-label": `Bỏ ${facet.title}: ${label}` }, facet.key === "nam" ? `Năm ${label}` : label);
      drop.addEventListener("click", () => {
        const place = [...tags.querySelectorAll("button")].indexOf(drop);
        change(facet.key, id, false).then(() => (tags.querySelectorAll("button")[place] ?? tags.querySelector("button") ?? told).focus());
      });
      return element("li", {}, drop);
    }));
    if (made.length) {
      const drop = element("button", { type: "button", class: "drop-all" }, "Bỏ hết");
      drop.addEventListener("click", () => clear().then(() => told.focus()));
      made.push(element("li", {}, drop));
    }
    tags.replaceChildren(...made);
    tags.hidden = !made.length;
    const count = made.length ? made.length - 1 : 0;
    opener.textContent = count ? `Lọc gương (${number(count)})` : "Lọc gương";
  }

  /** Say which choice to drop when nothing fits all of them. */
  function nothing(facets, without) {
    const ways = facets.filter(({ key }) => without[key]).sort((one, other) => without[other.key] - without[one.key]);
    const made = element("div", { class: "nothing" }, element("p", {}, "Không có gương nào hợp với tất cả lựa chọn."));
    if (!ways.length) return [made];
    const list = element("ul");
    for (const facet of ways) {
      const button = element("button", { type: "button", class: "button" }, `Bỏ “${facet.title}: ${[...chosen[facet.key]].map((id) => labelOf(facet, id)).join(", ")}”`);
      button.addEventListener("click", () => { chosen[facet.key].clear(); apply({ push: true }).then(() => told.focus()); });
      list.append(element("li", {}, button, ` còn ${number(without[facet.key])} gương`));
    }
    made.append(list);
    return [made];
  }

  async function draw(facets, found, mine) {
    if (!query()) {
      told.replaceChildren(...all);
      list.replaceChildren(...whole);
      return;
    }
    const rows = await sorted(found.rows, facets);
    const items = await cardsOf(rows.slice(0, shown));
    if (mine !== turn) return;
    told.replaceChildren(element("b", {}, number(rows.length)), rows.length === found.total ? " gương" : ` trong ${number(found.total)} gương`);
    list.replaceChildren(...(rows.length ? [element("ul", { class: "grid" }, ...items)] : nothing(facets, found.without)));
    if (rows.length > items.length) list.append(more(rows, items.length));
  }

  function more(rows, from) {
    const button = element("button", { type: "button", class: "button strong" }, `Xem thêm ${number(Math.min(PAGE, rows.length - from))} gương`);
    const line = element("p", { class: "found-more" }, button);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const items = await cardsOf(rows.slice(from, from + PAGE));
        list.querySelector(".grid").append(...items);
        shown = from + items.length;
        history.replaceState({ shown }, "");
        line.replaceWith(...(rows.length > shown ? [more(rows, shown)] : []));
        items[0].querySelector("a").focus({ preventScroll: true });
      } catch {
        failed();
        button.disabled = false;
      }
    });
    return line;
  }

  function failed() {
    const again = element("button", { type: "button", class: "button" }, "Tải lại trang");
    again.addEventListener("click", () => location.reload());
    told.replaceChildren("Chưa tải được dữ liệu để lọc. ", again);
  }

  /** Show what is chosen; `push` makes it a step of the browser's history. */
  async function apply({ push = false } = {}) {
    const mine = ++turn;
    if (push) {
      shown = PAGE;
      history.pushState(null, "", query() ? `?${query()}` : location.pathname);
    }
    applied = location.search;
    list.setAttribute("aria-busy", "true");
    try {
      const index = await loadIndex();
      const facets = index.facets.filter(({ values }) => values);
      const total = sum(index.blocks.map(({ rows }) => rows));
      drawTags(facets);
      if (query()) await Promise.all(facets.map(loadColumn));
      const found = query() ? { ...choose(await loadAll(), facets, chosen), total } : { counts: totals(facets), rows: { length: total } };
      if (mine !== turn) return;
      for (const { key } of facets) panels[key]?.(found.counts[key], chosen[key]);
      sheet.tell(found.rows.length);
      await draw(facets, found, mine);
    } catch (error) {
      if (mine === turn) failed();
    } finally {
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  }

  function change(key, id, on) {
    chosen[key][on ? "add" : "delete"](id);
    return apply({ push: true });
  }

  function clear() {
    for (const held of Object.values(chosen)) held.clear();
    return apply({ push: true });
  }

  const sheet = sheetOf(panel, opener, clear);

  /** Make boxes of the links of a facet, once its values are there. */
  async function openFacet(facet) {
    const details = panel.querySelector(`[data-facet="${facet.key}"]`);
    await loadFacet(facet);
    if (details) panels[facet.key] ??= panelOf(details, facet, change);
  }

  async function start() {
    const { facets } = await loadIndex();
    for (const facet of facets) {
      if (!facet.held) await openFacet(facet);
      panel.querySelector(`[data-facet="${facet.key}"]`)?.addEventListener("toggle", (event) => {
        if (event.target.open && !panels[facet.key]) openFacet(facet).then(() => apply()).catch(() => { /* the links stay */ });
      });
    }
    await readAddress();
    tags.hidden = true;
    sorter.after(tags);
    told.tabIndex = -1;
    sorter.hidden = false;
    started = true;
    await apply();
    for (const type of ["pointerenter", "focusin"]) panel.addEventListener(type, () => loadAll().catch(() => {}), { once: true });
  }

  sort.addEventListener("change", () => apply({ push: true }));
  window.addEventListener("popstate", async () => {
    if (!started || location.search === applied) return;
    await readAddress();
    await apply();
  });
  start().catch(() => { /* the links stay, and lead to the same stories */ });
}

/** A list of names on a page of its own: a box that leaves only the names which hold what is typed, marks or not. */
export function onNames(box) {
  const ask = box.dataset.narrow;
  const input = element("input", { type: "search", class: "facet-narrow", autocomplete: "off", spellcheck: "false", placeholder: ask, "aria-label": `${ask}, gõ không dấu cũng được` });
  const told = element("p", { class: "small soft", role: "status" });
  const sections = [...box.parentElement.querySelectorAll("section")].map((section) => ({
    section, rows: [...section.querySelectorAll("li")].map((row) => ({ row, text: bare(row.textContent) })),
  }));
  input.addEventListener("input", () => {
    const words = bare(input.value).trim().split(/\s+/);
    let found = 0;
    for (const { section, rows } of sections) {
      for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
      const left = rows.filter(({ row }) => !row.hidden).length;
      section.hidden = !left;
      found += left;
    }
    told.textContent = input.value.trim() ? (found ? `${number(found)} nơi` : `Không có nơi nào có “${input.value.trim()}”.`) : "";
  });
  box.append(input, told);
}

/** The panel as a sheet over a small screen. */
function sheetOf(panel, opener, clear) {
  const home = panel.parentElement;
  const show = element("button", { type: "button", class: "button strong" }, "Xem gương");
  const drop = element("button", { type: "button", class: "button" }, "Bỏ hết");
  const close = element("button", { type: "button", class: "tool sheet-close" }, "Đóng");
  const told = element("span", { class: "unseen", role: "status" });
  const sheet = element("dialog", { class: "facet-sheet", "aria-labelledby": "loc-tieu-de" }, close, element("div", { class: "sheet-foot" }, drop, show, told));
  home.append(sheet);
  for (const button of [show, close]) button.addEventListener("click", () => sheet.close());
  drop.addEventListener("click", clear);
  sheet.addEventListener("close", () => home.prepend(panel));
  wide.addEventListener("change", () => sheet.close());
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    sheet.prepend(panel);
    sheet.showModal();
    panel.scrollTop = 0;
  });
  return {
    tell(count) {
      show.textContent = count ? `Xem ${number(count)} gương` : "Không có gương nào";
      if (sheet.open) told.textContent = `${number(count)} gương`;
    },
  };
}
