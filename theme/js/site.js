// Small comforts; every page works without this file. It runs before the page is drawn so that a chosen dark or light
// ground never flashes, and waits for the page with the rest.
(() => {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("mode"); } catch { return null; } };
  const apply = (mode) => { if (mode === "dark" || mode === "light") root.dataset.mode = mode; };
  apply(kept());

  const isDark = () => (root.dataset.mode || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  function modeButton() {
    const button = document.querySelector("button.mode");
    if (!button) return;
    const say = () => {
      button.querySelector("span").textContent = isDark() ? "Chuyển sang nền sáng" : "Chuyển sang nền tối";
    };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      const mode = isDark() ? "light" : "dark";
      apply(mode);
      try { localStorage.setItem("mode", mode); } catch { /* a private window keeps nothing */ }
      say();
    });
  }

  function markSection() {
    for (const link of document.querySelectorAll(".menu a")) {
      if (location.pathname.startsWith(new URL(link.href).pathname)) link.setAttribute("aria-current", "true");
    }
  }

  function share() {
    const box = document.querySelector(".share");
    if (!box) return;
    const told = box.querySelector("[role=status]");
    const copy = box.querySelector("[data-copy]");
    if (navigator.clipboard) {
      copy.hidden = false;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(copy.dataset.copy);
        copy.textContent = "Đã chép";
        told.textContent = "Đã chép địa chỉ trang.";
      });
    }
    const print = box.querySelector("[data-print]");
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  // A table that fits needs no stop for the keyboard; one that is wider than the screen keeps it and says so.
  function wideTables() {
    for (const box of document.querySelectorAll(".table")) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        if (!box.hasAttribute("aria-label")) box.setAttribute("aria-label", "Bảng rộng, cuộn ngang để xem hết");
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    }
  }

  function facets() {
    const box = document.querySelector("[data-facets], [data-narrow]");
    if (box) import("./facets.js").then((script) => ("facets" in box.dataset ? script.onListing(box) : script.onNames(box)));
  }

  // Escape hides the name of a flower until another one is pointed at.
  function garden() {
    const held = document.querySelector(".garden");
    if (!held) return;
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") held.classList.add("quiet"); });
    for (const name of ["pointerover", "focusin"]) {
      held.addEventListener(name, (event) => {
        if (event.target.closest("a") && !event.target.closest(".garden-name")) held.classList.remove("quiet");
      });
    }
  }

  function search() {
    const link = document.querySelector("a.find");
    if (!link) return;
    const load = () => import(new URL(link.dataset.search, document.baseURI).href);
    const page = document.querySelector("[data-search-page]");
    if (page) {
      load().then((script) => script.onPage(page));
      return;
    }
    const open = () => load().then((script) => script.inDialog(link.href)).catch(() => { location.href = link.href; });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, select, textarea, [contenteditable]");
      const asked = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
      if (!asked) return;
      event.preventDefault();
      open();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    modeButton();
    markSection();
    share();
    wideTables();
    facets();
    garden();
    search();
  });
})();
