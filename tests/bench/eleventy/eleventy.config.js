// The same kinds of pages as our site, as an author who knows Eleventy would write them. To measure beside, nothing else.

const PER_PAGE = 24;
const TITLES = { "phong-trao": "Phong trào, lĩnh vực", "don-vi": "Đơn vị", "dia-ban": "Địa bàn", nam: "Năm", loai: "Loại" };

const iso = (date) => new Date(date).toISOString().slice(0, 10);

const stories = (api) => api.getFilteredByGlob("content/guong/*/index.md").reverse(); // newest first

function groups(all) {
  const found = {};
  for (const where of Object.keys(TITLES)) {
    found[where] = new Map();
    for (const story of all) {
      for (const key of story.data[where]) {
        if (!found[where].has(key)) found[where].set(key, []);
        found[where].get(key).push(story);
      }
    }
  }
  return found;
}

function* paged(where, key, all) {
  const total = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const start = key ? `/${where}/${key}/` : `/${where}/`;
  const address = (number) => (number === 1 ? start : `${start}trang/${number}/`);
  for (let number = 1; number <= total; number++) {
    yield {
      where, key, number, total, count: all.length, address: address(number), last: address(total),
      prev: number > 1 ? address(number - 1) : null, next: number < total ? address(number + 1) : null,
      stories: all.slice((number - 1) * PER_PAGE, number * PER_PAGE),
    };
  }
}

export default function (config) {
  config.addPassthroughCopy("content/guong/*/*.jpg");
  config.addPassthroughCopy({ "robots.txt": "robots.txt" });
  config.addFilter("day", (date) => iso(date).split("-").reverse().join("/"));
  config.addFilter("iso", iso);
  config.addFilter("newest", (all, count) => all.slice(0, count));

  config.addCollection("stories", stories);
  config.addCollection("lists", (api) => {
    const all = stories(api);
    const made = [...paged("guong", "", all)];
    for (const [where, group] of Object.entries(groups(all)))
      for (const [key, members] of group) made.push(...paged(where, key, members));
    return made;
  });
  config.addCollection("tables", (api) =>
    Object.entries(groups(stories(api))).map(([where, group]) => ({
      where, title: TITLES[where], rows: [...group].map(([key, members]) => ({ key, count: members.length })),
    })));
  config.addCollection("campaigns", (api) =>
    [...groups(stories(api))["phong-trao"]].map(([key, members]) => ({ key, stories: members.slice(0, 30) })));
  // Neighbours in time within the campaign and within the unit, as ours chooses them.
  config.addCollection("near", (api) => {
    const { "phong-trao": campaigns, "don-vi": units } = groups(stories(api));
    const near = {};
    const add = (url, story) => story && (near[url] ??= []).push(story);
    for (const members of campaigns.values())
      members.forEach((story, place) => {
        if (near[story.url]) return;
        add(story.url, members[place - 1]);
        add(story.url, members[place + 1]);
      });
    for (const members of units.values())
      members.forEach((story, place) => add(story.url, members[place - 1] ?? members[place + 1]));
    return near;
  });
  return { dir: { input: "content", includes: "../_includes", data: "../_data", output: "public" }, markdownTemplateEngine: false };
}
