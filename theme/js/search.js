// Search: Pagefind's index, asked with đ folded the way the index holds it, on the search page or in a dialog.

const PAGE = 10;
const FRONT = 16;
const SECTION = "Mục";
const GUIDE = "Hướng dẫn";
const FILTERS = ["Mục", "Loại", "Phong trào", "Năm"];
const KEYS = { "Mục": "muc", "Loại": "loai", "Phong trào": "phong-trao", "Năm": "nam" };
const SECTIONS = {
  guong: "Gương điển hình", "phong-trao": "Phong trào, lĩnh vực", "ke-hoach": "Kế hoạch", "mo-hinh": "Mô hình, cách làm", "nhan-rong": "Nhân rộng",
  "so-ket": "Sơ kết, tổng kết", tin: "Tin về kế hoạch", "don-vi": "Đơn vị", "dia-ban": "Địa bàn", "huong-dan": "Hướng dẫn",
};
/** Between pages that answer equally well, a story goes before a list that only names it. */
const WEIGHTS = { guong: 0.9, "mo-hinh": 0.8, "ke-hoach": 0.7, "phong-trao": 0.7, "nhan-rong": 0.4 };
const SLOW = 120;

const base = new URL(`${document.body.dataset.base.replace(/\/$/, "")}/`, document.baseURI);
const sectionOf = (address) => new URL(address, location.href).pathname.slice(base.pathname.length).split("/")[0];
const folded = (text) => text.normalize("NFC").replaceAll("đ", "d\u0335").replaceAll("Đ", "D\u0335");
const restored = (text) => text.replaceAll("d\u0335", "đ").replaceAll("D\u0335", "Đ");
const marked = (text) => text.normalize("NFD") !== text || /đ/i.test(text);

let engines;
/** Load the engine once: one that takes letters without marks, and one that wants every mark as typed. */
function load() {
  engines ??= import(new URL("pagefind/pagefind.js", base).href).then(async (pagefind) => {
    const common = { baseUrl: base.pathname, excerptLength: 26 };
    await pagefind.options({ ...common, ranking: { diacriticSimilarity: 2, termSimilarity: 2 } });
    await pagefind.init();
    return { free: pagefind, exact: () => pagefind.createInstance({ ...common, exactDiacritics: true }), made: null };
  });
  return engines;
}

/** Find pages; where marks were typed, those that have exactly them come first. The guide is for staff, who ask for it. */
async function find(query, filters) {
  const engine = await load();
  const asked = folded(query.trim());
  const narrowed = filters[SECTION] || /\bex\d/i.test(query) ? { ...filters } : { ...filters, not: { [SECTION]: GUIDE } };
  const options = { filters: narrowed };
  const all = await engine.free.search(asked || null, options);
  if (!asked || !marked(query)) return all;
  engine.made ??= engine.exact();
  const exact = await engine.made.search(asked, options);
  const first = new Set(exact.results.map((result) => result.id));
  const known = new Map(all.results.map((result) => [result.id, result]));
  const later = all.results.filter((result) => !first.has(result.id));
  return { ...all, results: [...exact.results.map((result) => known.get(result.id) ?? result), ...later] };
}

const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
const inWords = (text) => ` ${text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

/** Say how well a page answers: the words together, as typed, in its title count most; -1 when no word is in it. */
function worth(data, query) {
  const title = inWords(restored(data.meta.title ?? ""));
  const text = title + inWords(restored(data.content));
  const asked = inWords(query);
  const loose = bare(text);
  const words = bare(asked).trim().split(" ");
  const found = words.filter((word) => loose.includes(` ${word}`)).length;
  if (!found) return -1;
  const together = title.includes(asked) ? 16 : bare(title).includes(bare(asked)) ? 8 : 0;
  const weight = WEIGHTS[sectionOf(data.url)] ?? 0;
  return together + (text.includes(asked) ? 4 : loose.includes(bare(asked)) ? 2 : 0) + found / words.length + weight;
}

/** Put the best of the first results in front; pages that only look alike are dropped. */
async function ranked(results, query) {
  if (!query.trim()) return results;
  const front = results.slice(0, FRONT);
  const weighed = await Promise.all(front.map(async (result) => ({ result, worth: worth(await result.data(), query) })));
  const kept = weighed.filter((item) => item.worth >= 0).sort((one, other) => other.worth - one.worth).map((item) => item.result);
  return kept.length ? [...kept, ...results.slice(FRONT)] : [];
}

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Turn an excerpt (text with <mark>) into nodes; nothing else of it is taken as markup. */
function excerpt(html) {
  const line = element("p");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    line.append(node.nodeName === "MARK" ? element("mark", restored(node.textContent)) : restored(node.textContent));
  }
  return line;
}

async function row(result) {
  const data = await result.data();
  const item = element("li");
  const section = SECTIONS[sectionOf(data.url)] ?? "";
  if (section) item.append(element("p", section, { class: "where" }));
  item.append(element("a", restored(data.meta.title ?? data.url), { href: data.url }), excerpt(data.excerpt));
  return item;
}

/** Wire a search box inside `root`: a form, a line that tells, a list. `remember` keeps the state in the address. */
function wire(root, { remember = false, limit = PAGE } = {}) {
  const form = root.querySelector("form");
  const input = form.querySelector("input[type=search]");
  const told = root.querySelector("[role=status]");
  const list = root.querySelector(".search-found");
  const more = root.querySelector(".search-more");
  const filterBox = root.querySelector(".search-filters");
  let turn = 0;
  let timer;
  let shown = [];

  const chosen = () => {
    const filters = {};
    for (const select of filterBox?.querySelectorAll("select") ?? []) if (select.value) filters[select.name] = select.value;
    return filters;
  };

  async function show(from) {
    const mine = turn;
    const rows = await Promise.all(shown.slice(from, from + limit).map(row));
    if (mine !== turn) return;
    if (!from) list.replaceChildren();
    list.append(...rows);
    if (more) more.hidden = from + limit >= shown.length;
    if (from) rows[0]?.querySelector("a").focus();
  }

  async function run() {
    const mine = ++turn;
    const query = input.value;
    const filters = chosen();
    if (remember) {
      const state = new URLSearchParams();
      if (query.trim()) state.set("q", query.trim());
      for (const [name, value] of Object.entries(filters)) state.set(KEYS[name], value);
      history.replaceState(null, "", state.size ? `?${state}` : location.pathname);
    }
    if (!query.trim() && !Object.keys(filters).length) {
      shown = [];
      list.replaceChildren();
      told.textContent = "";
      if (more) more.hidden = true;
      return;
    }
    let found;
    let best;
    try {
      found = await find(query, filters);
      best = await ranked(found.results, query);
    } catch {
      told.textContent = "Chưa tải được phần tìm kiếm. Xin thử lại, hoặc xem theo danh mục.";
      return;
    }
    if (mine !== turn) return;
    shown = best;
    counts(found.totalFilters ?? found.filters);
    told.textContent = shown.length
      ? `${shown.length.toLocaleString("vi-VN")} kết quả${query.trim() ? ` cho “${query.trim()}”` : ""}`
      : `Không thấy trang nào có “${query.trim()}”. Thử ít từ hơn, bỏ bớt bộ lọc, hoặc gõ không dấu.`;
    await show(0);
  }

  function counts(filters) {
    for (const select of filterBox?.querySelectorAll("select") ?? []) {
      for (const option of select.options) {
        if (!option.value) continue;
        const count = filters?.[select.name]?.[option.value] ?? 0;
        option.textContent = `${option.value} (${count.toLocaleString("vi-VN")})`;
        option.disabled = !count && !option.selected;
      }
    }
  }

  async function fillFilters() {
    const { free } = await load();
    const filters = await free.filters();
    const address = new URLSearchParams(location.search);
    const order = new Intl.Collator("vi", { numeric: true });
    for (const name of FILTERS) {
      const values = Object.entries(filters[name] ?? {});
      if (!values.length) continue;
      const id = `loc-${KEYS[name]}`;
      const select = element("select", "", { id, name });
      select.append(element("option", "Tất cả", { value: "" }));
      values.sort(([a], [b]) => (name === "Năm" ? order.compare(b, a) : order.compare(a, b)));
      for (const [value, count] of values) select.append(element("option", `${value} (${count})`, { value }));
      select.value = address.get(KEYS[name]) ?? "";
      if (select.selectedIndex < 0) select.value = "";
      const box = element("div");
      box.append(element("label", name, { for: id }), select);
      filterBox.append(box);
    }
    filterBox.hidden = !filterBox.childElementCount;
    filterBox.addEventListener("change", run);
  }

  form.addEventListener("submit", (event) => {
    if (!remember) return;
    event.preventDefault();
    run();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, SLOW);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.close) return;
    event.preventDefault();
    root.close();
  });
  more?.querySelector("button").addEventListener("click", () => show(list.childElementCount));
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.closest("select")) return;
    const stops = [input, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return { input, run, fillFilters };
}

/** The search page: what the address asks is searched at once. */
export async function onPage(root) {
  const { input, run, fillFilters } = wire(root, { remember: true });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !input.value) input.value = asked;
  input.focus({ preventScroll: true });
  try {
    await fillFilters();
  } finally {
    await run();
  }
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
    const input = element("input", "", { type: "search", name: "q", id: "tim-nhanh-o", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
    line.append(input, element("button", "Xem tất cả", { type: "submit", class: "button" }));
    const label = element("label", "Từ cần tìm ", { for: "tim-nhanh-o" });
    label.append(element("span", "(gõ không dấu cũng được)", { class: "soft" }));
    form.append(label, line, element("p", "", { class: "search-told", role: "status" }));
    dialog.append(top, form, element("ol", "", { class: "search-found" }));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    wire(dialog, { limit: 6 });
  }
  dialog.showModal();
  dialog.querySelector("input").select();
  load().catch(() => {});
}
