export default class {
  data() {
    return { permalink: "/exemplars.json" };
  }

  render({ collections, names }) {
    const day = (date) => new Date(date).toISOString().slice(0, 10);
    const rows = collections.stories.map(({ url, fileSlug, data }) => JSON.stringify({
      id: fileSlug, url: `https://example.org${url}`, sample: true, title: data.title, summary: data.summary,
      type: data.kind, name: data.name, unit: data.unit, unit_name: names.units[data.unit], locality: data.locality,
      locality_name: names.localities[data.locality], scope: data.scope, campaigns: data.campaigns, plan: data.plan,
      level: data.level, introduced_on: day(data.date), stage: data.stage, achievements: data.achievements,
      awards: data.awards, photos: data.photos, sources: data.sources, updated_on: day(data.lastmod),
    }));
    return `{"version": 1, "type": "exemplars", "count": ${rows.length}, "exemplars": [\n${rows.join(",\n")}\n]}\n`;
  }
}
