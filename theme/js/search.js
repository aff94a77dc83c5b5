// Search: the site's own index (hooks/exemplary/render/search_index.py tells its files), on the search page or in a dialog.

const PAGE = 10;
const QUICK = 6;
const PAUSE = 140;
const WINDOW = 30;
const LEAVES = 16;
const TIERS = [12, 5, 3, 1];
const OTHER_MARKS = 0.3;
const LONGER = 0.7;
const LIKELY = 2;
/** Two words of the query side by side in a text count as much as one word in a title. */
const PAIR = 10;
const SECTION = "Mục";
const GUIDE = "Hướng dẫn";
const KEYS = { "Mục": "muc", "Loại": "loai", "Phong trào": "phong-trao", "Năm": "nam" };
const QUICK_FILTERS = ["Mục", "Loại", "Phong trào"];
/** Between pages that answer equally well, a story goes before a list that only names it. */
const WEIGHTS = { "Gương": 1.2, "Mô hình": 1.2, "Kế hoạch": 1.1, "Phong trào": 1.1 };

const base = new URL(`${document.body.dataset.base.replace(/\/$/, "")}/`, document.baseURI);
const loose = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");
const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const count = (number) => number.toLocaleString("vi-VN");

/* ---- The index ---- */

const DIGITS = Array.from({ length: 95 }, (_, place) => String.fromCharCode(0x20 + place)).filter((sign) => !'"\\'.includes(sign));
const FINAL = new Map(DIGITS.slice(0, 62).map((sign, value) => [sign, value]));
const MORE = new Map(DIGITS.slice(62).map((sign, value) => [sign, value + 1]));

/** Read numbers written with MORE digits before a FINAL one. */
function* numbers(text) {
  let high = 0;
  for (const sign of text) {
    if (MORE.has(sign)) {
      high = high * MORE.size + MORE.get(sign);
      continue;
    }
    yield high * FINAL.size + FINAL.get(sign);
    high = 0;
  }
}

/** Read ascending page numbers, written as gaps. */
function* pagesOf(text) {
  let page = -1;
  for (const gap of numbers(text)) yield (page += gap + 1);
}

let index;
const asked = new Map();
async function fetched(name, options) {
  const answer = await fetch(new URL(`tim-kiem/chi-muc/${name}`, base), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}
/** Ask for a file of the index once; one that did not come is asked for again. */
function file(name) {
  if (!asked.has(name)) asked.set(name, fetched(`${name}?v=${index.version}`).catch((error) => { asked.delete(name); throw error; }));
  return asked.get(name);
}

let loading;
function load() {
  loading ??= fetched("index.json", { cache: "no-cache" }).then((held) => {
    held.leaves = held.leaves.split(" ");
    held.known = new Set(held.leaves);
    for (const filter of Object.values(held.filters)) filter.of = Uint16Array.from(numbers(filter.of));
    held.short = held.short.flatMap(([short, full]) => {
      const sides = [short, full].map((text) => ({ text, words: wordsOf(text).map(loose) }));
      return [{ from: sides[0], to: sides[1] }, { from: sides[1], to: sides[0] }];
    }).sort((one, other) => other.from.words.length - one.from.words.length);
    index = held;
  }).catch((error) => { loading = undefined; throw error; });
  return loading;
}

const leafFile = (leaf) => `t-${[...leaf].map((sign) => (/[a-z0-9]/.test(sign) ? sign : `_${sign.codePointAt(0).toString(16)}`)).join("")}.json`;
function leafOf(term) {
  for (let length = term.length; length; length -= 1) if (index.known.has(term.slice(0, length))) return term.slice(0, length);
  return "";
}

function pairFile(pair) {
  let value = 2166136261;
  for (const byte of new TextEncoder().encode(pair)) value = Math.imul(value ^ byte, 16777619) >>> 0;
  return `c-${value % index.pairs}.json`;
}

/* ---- The question ---- */

/** A word as typed; without any mark it asks for every way of marking it. */
const asWord = (text, prefix = false) => ({ text, loose: loose(text), marked: loose(text) !== text, prefix });

/** Abbreviations and their full forms that stand in `words` from `start` on: the longest one first. */
const swapAt = (words, start) => index.short.find(({ from }) => from.words.every((word, step) => words[start + step]?.loose === word));

/**
 * Cut a query into groups that a page must all answer. A group has choices (an abbreviation or its full form), a choice
 * has words, and they stand together if it is a phrase.
 */
function parse(query) {
  const groups = [];
  const swaps = [];
  for (const [, quoted, plain] of query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|([^"“”„«»]+)/g)) {
    const words = wordsOf(quoted ?? plain).map((text) => asWord(text));
    if (!words.length) continue;
    if (quoted) {
      const swapped = [];
      for (let place = 0; place < words.length;) {
        const swap = swapAt(words, place);
        if (swap) swaps.push(swap);
        swapped.push(...(swap ? swap.to.words.map((text) => asWord(text)) : [words[place]]));
        place += swap ? swap.from.words.length : 1;
      }
      const other = swapped.some((word, place) => word.loose !== words[place]?.loose) || swapped.length !== words.length;
      groups.push({ choices: [{ words, phrase: true }, ...(other ? [{ words: swapped, phrase: true }] : [])], quoted: true });
      continue;
    }
    for (let place = 0; place < words.length;) {
      const swap = swapAt(words, place);
      const length = swap ? swap.from.words.length : 1;
      const choices = [{ words: words.slice(place, place + length), phrase: false }];
      if (swap) {
        swaps.push(swap);
        choices.push({ words: swap.to.words.map((text) => asWord(text)), phrase: true });
      }
      groups.push({ choices });
      place += length;
    }
  }
  const last = groups.at(-1);
  if (last && !last.quoted && /[\p{L}\p{N}]$/u.test(query)) last.choices[0].words.at(-1).prefix = true;
  return { groups, swaps };
}

/** Score every page for a word: where it stands, how its marks agree; `exact` where every mark is as typed. */
async function scoreWord(word) {
  const score = new Float32Array(index.numbers);
  const exact = new Uint8Array(index.numbers);
  const grows = word.prefix && word.loose.length > 1;
  const longer = grows ? index.leaves.filter((leaf) => leaf.startsWith(word.loose)) : [];
  const own = leafOf(word.loose);
  const leaves = longer.length > LEAVES ? [own] : [...new Set([own, ...longer])];
  const endings = new Map();
  let whole = false;
  let pages = 0;
  for (const held of await Promise.all(leaves.filter(Boolean).map((leaf) => file(leafFile(leaf))))) {
    for (const [term, variants] of Object.entries(held)) {
      const same = term === word.loose;
      if (!same && !(grows && term.startsWith(word.loose))) continue;
      whole ||= same;
      if (!same) endings.set(term, Object.values(variants).flat().join("").length);
      for (const [written, tiers] of Object.entries(variants)) {
        const agrees = !word.marked || (same ? written === word.text : written.startsWith(word.text));
        const factor = (same ? 1 : LONGER) * (agrees ? 1 : OTHER_MARKS);
        tiers.forEach((list, tier) => {
          for (const page of pagesOf(list)) {
            if (!score[page]) pages += 1;
            score[page] = Math.max(score[page], TIERS[tier] * factor);
            if (agrees) exact[page] = 1;
          }
        });
      }
    }
  }
  const rarity = Math.log(1 + index.pages / (1 + pages));
  const likely = [...endings.keys()].sort((one, other) => endings.get(other) - endings.get(one)).slice(0, LIKELY);
  return { score: score.map((value) => value * rarity), exact, whole, likely, rarity };
}

/** Score every page for two words beside each other, 0 where they never are. */
async function scorePair(first, second) {
  const pair = `${first} ${second}`;
  const lists = (await file(pairFile(pair)))[pair] ?? [];
  const score = new Float32Array(index.numbers);
  lists.forEach((list, tier) => { for (const page of pagesOf(list)) score[page] = Math.max(score[page], tier ? PAIR : 3 * PAIR); });
  return score;
}

async function scoreChoice({ words, phrase }) {
  const found = await Promise.all(words.map(scoreWord));
  const asPair = phrase || found.every((word) => word.whole);
  const pairs = asPair ? await Promise.all(words.slice(1).map((word, place) => scorePair(words[place].loose, word.loose))) : [];
  const score = new Float32Array(index.numbers);
  const exact = new Uint8Array(index.numbers);
  for (let page = 0; page < index.numbers; page += 1) {
    if (found.some((word) => !word.score[page])) continue;
    if (phrase && (pairs.some((pair) => !pair[page]) || found.some((word, place) => words[place].marked && !word.exact[page]))) continue;
    score[page] = found.reduce((sum, word) => sum + word.score[page], 0) + pairs.reduce((sum, pair, place) => sum + pair[page] * found[place].rarity, 0);
    exact[page] = found.every((word) => word.exact[page]) ? 1 : 0;
  }
  return { score, exact, whole: found.every((word) => word.whole), likely: found[0].likely, rarity: found[0].rarity };
}

async function scoreGroup({ choices }) {
  const [own, ...others] = await Promise.all(choices.map(scoreChoice));
  for (const other of others) {
    for (let page = 0; page < index.numbers; page += 1) {
      own.score[page] = Math.max(own.score[page], other.score[page]);
      own.exact[page] ||= other.exact[page];
    }
  }
  return own;
}

const setOf = (name, page) => index.filters[name]?.sets[index.filters[name].of[page]] ?? [];

/** Find pages: all groups of the query, or, where no page has them all, as many as there are (`partial`). */
export async function find(query, chosen) {
  await load();
  const { groups, swaps } = parse(query);
  const scores = await Promise.all(groups.map(scoreGroup));
  /** Words of neighbouring groups side by side; a word that is still being typed may become its most used endings. */
  const near = await Promise.all(groups.slice(1).map(async (group, place) => {
    const before = groups[place].choices[0].words.at(-1).loose;
    const { whole, likely } = scores[place + 1];
    if (!scores[place].whole) return null;
    const terms = [...(whole ? [group.choices[0].words[0].loose] : []), ...likely];
    const pairs = await Promise.all(terms.map((term) => scorePair(before, term)));
    return pairs.length ? pairs.reduce((most, pair) => most.map((value, page) => Math.max(value, pair[page]))) : null;
  }));
  const rank = new Float64Array(index.numbers);
  const hits = new Uint8Array(index.numbers);
  const guide = chosen[SECTION] || /\bex\d/i.test(query);
  const open = [];
  for (let page = 0; page < index.numbers; page += 1) {
    const section = setOf(SECTION, page)[0];
    if (!section || (section === GUIDE && !guide)) continue; // a number that no page has, or pages for staff
    let exact = 1;
    scores.forEach((group) => {
      if (!group.score[page]) return;
      hits[page] += 1;
      rank[page] += group.score[page];
      exact &&= group.exact[page];
    });
    near.forEach((pair, place) => { if (pair?.[page] && hits[page]) rank[page] += pair[page] * scores[place].rarity; });
    rank[page] = rank[page] * (WEIGHTS[section] ?? 1) + (exact ? 1e6 : 0) + hits[page] * 1e7;
    if (hits[page] || !groups.length) open.push(page);
  }
  const fits = (page, except) => Object.entries(chosen).every(([name, value]) => name === except || setOf(name, page).includes(value));
  let found = open.filter((page) => hits[page] === groups.length);
  const partial = !found.some((page) => fits(page)) && groups.length > 1 && open.some((page) => fits(page));
  if (partial) {
    const most = open.reduce((best, page) => (fits(page) ? Math.max(best, hits[page]) : best), 0);
    found = open.filter((page) => hits[page] === most);
  }
  const counts = {};
  for (const name of Object.keys(index.filters)) {
    counts[name] = {};
    for (const page of found) if (fits(page, name)) for (const value of setOf(name, page)) counts[name][value] = (counts[name][value] ?? 0) + 1;
  }
  const pages = found.filter((page) => fits(page)).sort((one, other) => rank[other] - rank[one] || other - one);
  const missing = groups.filter((_, place) => !scores[place].score.some(Boolean));
  return { pages, counts, partial, groups, swaps, missing };
}

/** Words that differ from `word` by one letter, the most used one first. */
async function nearWords(word) {
  const own = leafOf(word.loose) || leafOf(word.loose.slice(0, 1));
  const close = (term) => {
    if (Math.abs(term.length - word.loose.length) > 1 || term === word.loose) return false;
    let start = 0;
    while (start < term.length && term[start] === word.loose[start]) start += 1;
    return [[1, 1], [1, 0], [0, 1]].some(([one, other]) => term.slice(start + one) === word.loose.slice(start + other)) ||
      (term.slice(start, start + 2) === [...word.loose.slice(start, start + 2)].reverse().join("") && term.slice(start + 2) === word.loose.slice(start + 2));
  };
  const around = index.leaves.filter((leaf) => leaf === own || leaf.startsWith(word.loose.slice(0, 2))).slice(0, LEAVES);
  const found = [];
  for (const held of await Promise.all(around.map((leaf) => file(leafFile(leaf))))) {
    for (const [term, variants] of Object.entries(held)) {
      if (!close(term)) continue;
      const [written, tiers] = Object.entries(variants).sort((one, other) => other[1].join("").length - one[1].join("").length)[0];
      found.push({ written, uses: tiers.join("").length });
    }
  }
  return found.sort((one, other) => other.uses - one.uses).slice(0, 2).map(({ written }) => written);
}

/* ---- What is shown ---- */

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Find the places of the query in a text: [start, end, group]; a word with other marks only where none has the right ones. */
function placesIn(text, groups) {
  const tokens = [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ text: match[0], loose: loose(match[0]), start: match.index, end: match.index + match[0].length }));
  const places = [];
  groups.forEach(({ choices }, number) => {
    for (const { words, phrase } of choices) {
      const runs = (agrees) => tokens.flatMap((_, start) => (words.every((word, step) => tokens[start + step] && agrees(word, tokens[start + step])) ? [[tokens[start].start, tokens[start + words.length - 1].end, number]] : []));
      const like = (key) => (word, token) => token[key] === word[key] || (word.prefix && token[key].startsWith(word[key]));
      let found = runs((word, token) => like(word.marked ? "text" : "loose")(word, token));
      if (!found.length && !phrase) found = runs((word, token) => token.loose === word.loose);
      if (!found.length && !phrase && words.length > 1) found = placesIn(text, words.map((word) => ({ choices: [{ words: [word] }] }))).map(([start, end]) => [start, end, number]);
      places.push(...found);
    }
  });
  return places.sort((one, other) => one[0] - other[0]);
}

function marked(text, groups, [from, to] = [0, text.length]) {
  const made = document.createDocumentFragment();
  let at = from;
  for (const [start, end] of placesIn(text, groups)) {
    if (start < at || end > to) continue;
    made.append(text.slice(at, start), element("mark", text.slice(start, end)));
    at = end;
  }
  made.append(text.slice(at, to));
  return made;
}

/** The part of a text of about WINDOW words that has most of what was asked for. */
function excerpt(text, groups) {
  const words = [...text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length]);
  const places = placesIn(text, groups);
  let best = 0;
  let most = 0;
  places.forEach(([start]) => {
    const first = Math.max(0, words.findIndex(([, end]) => end > start) - 8);
    const last = words[Math.min(words.length, first + WINDOW) - 1][1];
    const inside = places.filter(([from, to]) => from >= words[first][0] && to <= last);
    const worth = new Set(inside.map(([, , group]) => group)).size * 10 + Math.min(inside.length, 9);
    if (worth > most) [best, most] = [first, worth];
  });
  const end = Math.min(words.length, best + WINDOW);
  const line = element("p");
  if (!words.length) return line;
  line.append(best ? "… " : "", marked(text, groups, [words[best][0], words[end - 1][1]]), end < words.length ? " …" : "");
  return line;
}

const bodyOf = (held) => [...(held.d ? [held.d] : []), ...held.x].join(" · ");

/** Whether a page really has every quoted phrase; the index knows its pairs of words only. */
const keeps = (held, groups) => groups.every((group) => !group.quoted || placesIn(`${held.t} · ${bodyOf(held)}`, [group]).length);

function row(held, groups) {
  const item = element("li");
  if (held.s) item.append(element("p", held.s, { class: "where" }));
  const link = element("a", "", { href: new URL(held.u, base).href });
  link.append(marked(held.t, groups));
  item.append(link, excerpt(bodyOf(held), groups));
  return item;
}

/** Wire a search box inside `root`: a form, a line that tells, a list. `remember` keeps the state in the address. */
function wire(root, { remember = false, limit = PAGE, filters = Object.keys(KEYS) } = {}) {
  const form = root.querySelector("form");
  const input = form.querySelector("input[type=search]");
  const told = root.querySelector("[role=status]");
  const advice = root.querySelector(".search-advice");
  const list = root.querySelector(".search-found");
  const more = root.querySelector(".search-more");
  const filterBox = root.querySelector(".search-filters");
  const filterFold = filterBox.closest("details") ?? filterBox;
  let turn = 0;
  let timer;
  let found = { pages: [], groups: [] };
  let next = 0;
  let dropped = 0;

  const chosen = () => Object.fromEntries([...filterBox.querySelectorAll("select")].filter((select) => select.value).map((select) => [select.dataset.filter, select.value]));

  function tell() {
    const query = input.value.trim().replace(/"([^"]*)"/g, "“$1”");
    const said = query.includes("“") ? query : `“${query}”`;
    const number = found.pages.length - dropped;
    const also = found.swaps?.length ? ` Tìm cả ${[...new Set(found.swaps.map((swap) => `“${swap.to.text}”`))].join(", ")}.` : "";
    if (!number) told.textContent = query ? `Không thấy trang nào có ${said}.` : "Không có trang nào hợp với bộ lọc.";
    else if (found.partial) told.textContent = `Không trang nào có đủ các từ. Dưới đây là ${count(number)} trang có một phần.`;
    else told.textContent = `${count(number)} kết quả${query ? ` cho ${said}` : ""}.${also}`;
  }

  /** Show the next pages; those that turn out not to have a quoted phrase are left out and told off the number. */
  async function show() {
    const mine = turn;
    const first = next === 0;
    const rows = [];
    while (rows.length < limit && next < found.pages.length) {
      const part = found.pages.slice(next, next + limit - rows.length);
      const held = await Promise.all(part.map((page) => file(`b-${page}.json`)));
      if (mine !== turn) return;
      next += part.length;
      for (const page of held) {
        if (found.partial || keeps(page, found.groups)) rows.push(row(page, found.groups));
        else dropped += 1;
      }
    }
    if (first) list.replaceChildren(...rows);
    else list.append(...rows);
    if (more) more.hidden = next >= found.pages.length;
    tell();
    if (!first) rows[0]?.querySelector("a").focus();
  }

  function again(text, query, drop = false) {
    const button = element("button", text, { type: "button", class: "button" });
    button.addEventListener("click", () => {
      input.value = query;
      if (drop) for (const select of filterBox.querySelectorAll("select")) select.value = "";
      input.focus();
      run();
    });
    const item = element("li");
    item.append(button);
    return item;
  }

  /** What to try when nothing, or only a part, was found. */
  async function advise() {
    const mine = turn;
    advice.replaceChildren();
    advice.hidden = true;
    const none = found.pages.length === dropped;
    if (!none && !found.partial) return;
    const query = input.value.trim();
    const tries = [];
    if (Object.keys(chosen()).length) tries.push(again("Bỏ bộ lọc", query, true));
    if (/["“”„«»]/.test(query)) tries.push(again("Bỏ dấu ngoặc kép", query.replace(/["“”„«»]/g, " ").trim()));
    for (const group of found.missing ?? []) {
      const [word] = group.choices[0].words;
      if (group.choices[0].words.length > 1) continue;
      const instead = (by) => query.normalize("NFC").replace(new RegExp(`(?<![\\p{L}\\p{N}])${word.text}(?![\\p{L}\\p{N}])`, "giu"), by).replace(/\s+/g, " ").trim();
      for (const near of await nearWords(word)) tries.push(again(`Thử “${instead(near)}”`, instead(near)));
      if (found.groups.length > 1) tries.push(again(`Bỏ từ “${word.text}”`, instead("")));
    }
    if (mine !== turn) return;
    const links = element("p", "Hoặc xem theo danh mục: ");
    [["guong/", "mọi gương"], ["phong-trao/", "phong trào, lĩnh vực"], ["a-z/", "theo tên, từ A đến Y"], ["viet-tat/", "chữ viết tắt"]].forEach(([address, text], place) => {
      links.append(place ? " · " : "", element("a", text, { href: new URL(address, base).href }));
    });
    if (none) advice.append(element("p", "Thử ít từ hơn, viết đủ chữ thay cho chữ tắt ít gặp, gõ không dấu, hoặc bỏ dấu ngoặc kép."));
    if (tries.length) {
      const box = element("ul", "", { class: "chips" });
      box.append(...tries);
      advice.append(box);
    }
    if (none) advice.append(links);
    advice.hidden = !advice.childElementCount;
  }

  function clear() {
    found = { pages: [], groups: [] };
    list.replaceChildren();
    advice.replaceChildren();
    advice.hidden = true;
    told.textContent = "";
    if (more) more.hidden = true;
  }

  async function run() {
    clearTimeout(timer);
    const mine = ++turn;
    const query = input.value;
    const narrowed = chosen();
    if (remember) {
      const state = new URLSearchParams();
      if (query.trim()) state.set("q", query.trim());
      for (const [name, value] of Object.entries(narrowed)) state.set(KEYS[name], value);
      history.replaceState(null, "", state.size ? `?${state}` : location.pathname);
    }
    try {
      const answer = await find(query, narrowed);
      if (mine !== turn) return;
      offer(answer.counts);
      if (!wordsOf(query).length && !Object.keys(narrowed).length) {
        clear();
        return;
      }
      found = answer;
      next = 0;
      dropped = 0;
      if (!found.pages.length) list.replaceChildren();
      await show();
      if (mine === turn) await advise();
    } catch {
      if (mine !== turn) return;
      clear();
      told.textContent = "Chưa tải được phần tìm kiếm. Xin thử lại, hoặc xem theo danh mục.";
    }
  }

  /** Fill the filters, or tell anew how many pages each value leaves; a value that leaves none cannot be chosen. */
  function offer(counts) {
    if (!filterBox.childElementCount) build();
    for (const select of filterBox.querySelectorAll("select")) {
      for (const option of select.options) {
        if (!option.value) continue;
        const number = counts[select.dataset.filter]?.[option.value] ?? 0;
        option.textContent = `${option.value} (${count(number)})`;
        option.disabled = !number && !option.selected;
      }
    }
  }

  function build() {
    const address = new URLSearchParams(remember ? location.search : "");
    const order = new Intl.Collator("vi", { numeric: true });
    for (const name of filters) {
      const values = [...new Set((index.filters[name]?.sets ?? []).flat())];
      if (!values.length) continue;
      const id = `${remember ? "loc" : "loc-nhanh"}-${KEYS[name]}`;
      const select = element("select", "", { id, name: KEYS[name], "data-filter": name });
      select.append(element("option", "Tất cả", { value: "" }));
      values.sort((one, other) => (name === "Năm" ? order.compare(other, one) : order.compare(one, other)));
      for (const value of values) select.append(element("option", value, { value }));
      select.value = address.get(KEYS[name]) ?? "";
      if (select.selectedIndex < 0) select.value = "";
      const box = element("div");
      box.append(element("label", name, { for: id }), select);
      filterBox.append(box);
    }
    filterBox.hidden = !filterBox.childElementCount;
    filterFold.hidden = filterBox.hidden;
  }

  form.addEventListener("submit", (event) => {
    if (remember) {
      event.preventDefault();
      run();
      return;
    }
    for (const select of filterBox.querySelectorAll("select")) select.disabled = !select.value;
  });
  filterBox.addEventListener("change", run);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });
  more?.querySelector("button").addEventListener("click", show);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.close) {
      event.preventDefault();
      root.close();
      if (root.contains(document.activeElement)) document.activeElement.blur(); // or the next "/" would still be typed into it
      return;
    }
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && event.target !== input) return;
    const goal = { ArrowDown: links[at + 1], ArrowUp: at < 1 ? input : links[at - 1], Home: at < 0 ? null : links[0], End: at < 0 ? null : links.at(-1) }[event.key];
    if (goal && goal !== document.activeElement) {
      event.preventDefault();
      goal.focus();
    } else if (at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      input.focus();
    }
  });
  return { input, build, run };
}

/** The search page: what the address asks is searched at once. */
export async function onPage(root) {
  const { input, build, run } = wire(root, { remember: true });
  const query = new URLSearchParams(location.search).get("q");
  if (query && !input.value) input.value = query;
  input.focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (!(event.key === "/" && !typing) && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    input.select();
  });
  await load().then(build, () => {});
  await run();
}

let dialog;
/** The dialog that any page opens; Enter goes on to the search page at `action`. */
export function inDialog(action) {
  if (!dialog) {
    dialog = element("dialog", "", { class: "finder", "aria-labelledby": "tim-nhanh" });
    const top = element("div", "", { class: "finder-top" });
    const close = element("button", "Đóng", { type: "button", class: "tool" });
    close.addEventListener("click", () => dialog.close());
    top.append(element("h2", "Tìm kiếm", { id: "tim-nhanh" }), close);
    const form = element("form", "", { class: "search", role: "search", action, method: "get" });
    const line = element("div", "", { class: "search-row" });
    const input = element("input", "", { type: "search", name: "q", id: "tim-nhanh-o", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", "aria-describedby": "tim-nhanh-cach" });
    line.append(input, element("button", "Xem tất cả", { type: "submit", class: "button strong" }));
    const label = element("label", "Từ cần tìm", { for: "tim-nhanh-o" });
    const hint = element("p", "Gõ không dấu cũng được. Đặt trong ngoặc kép để tìm đúng cụm từ.", { class: "search-hint", id: "tim-nhanh-cach" });
    const fold = element("details", "", { class: "search-fold" });
    fold.hidden = true;
    fold.append(element("summary", "Lọc theo mục, loại, phong trào"), element("div", "", { class: "search-filters" }));
    form.append(label, line, hint, fold, element("p", "", { class: "search-told", role: "status" }));
    const advice = element("div", "", { class: "search-advice" });
    advice.hidden = true;
    dialog.append(top, form, advice, element("ol", "", { class: "search-found", "aria-label": "Kết quả tìm kiếm" }));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    const { build } = wire(dialog, { limit: QUICK, filters: QUICK_FILTERS });
    load().then(build, () => {});
  }
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input").select();
}
