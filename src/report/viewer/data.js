// Turns the JSON block of the page into objects that refer to one another.

const KINDS = { link: "links", node: "nodes" };

function decodeNetwork(raw) {
  const nodes = raw.nodes.map((node, index) => ({ ...node, index, links: [] }));
  const links = raw.links.map((link, index) => ({
    ...link,
    index,
    tail: nodes[link.tail],
    head: nodes[link.head],
    baseCapacity: link.capacity,
  }));
  for (const link of links) {
    link.name = `${link.tail.name} – ${link.head.name}`;
    link.tail.links.push(link);
    if (link.head !== link.tail) link.head.links.push(link);
  }
  const sources = new Map(raw.sources.map((source) => [source.key, source]));
  return { name: raw.name, nodes, links, sources };
}

function decodeElement(network, [kind, index, capacity]) {
  if (kind === "resource") return { key: `resource:${index}`, kind, object: { name: index }, capacity };
  return {
    key: `${kind}:${index}`,
    kind,
    object: network[KINDS[kind] ?? "nodes"][index],
    capacity,
  };
}

function decodePrice(network, [kind, index, price, capacity, unit]) {
  return { ...decodeElement(network, [kind, index, capacity]), price, unit };
}

function decodeYear(network, raw) {
  const capacity = network.links.map((link) => link.baseCapacity);
  for (const [index, value] of raw.capacities) capacity[index] = value;
  const closed = new Set(raw.closed);
  const load = new Array(network.links.length).fill(0);
  const counted = new Array(network.links.length).fill(0);
  for (const [index, all, ofCapacity = all] of raw.links) {
    load[index] = all;
    counted[index] = ofCapacity;
  }
  const commodities = raw.commodities.map((commodity) => ({
    ...commodity,
    binding: [...commodity.binding, ...commodity.resources.map((name) => ["resource", name])].map((member) => decodeElement(network, member)),
    ceilingCut: commodity.ceiling_cut.map((member) => decodeElement(network, member)),
  }));
  const waits = (raw.waits ?? []).map(([from, to, commodity, demand, unserved, reason, limits]) => ({
    from: network.nodes[from], to: network.nodes[to], commodity, demand, unserved, reason, limits: limits.map((limit) => decodePrice(network, limit)),
  }));
  const prices = (raw.prices ?? []).map((limit) => decodePrice(network, limit));
  return { ...raw, capacity, closed, load, counted, commodities, waits, prices, allocated: raw.prices !== undefined };
}

function decodeLoss(network, loss) {
  if (loss[0] === "system") return { name: loss[1], kind: "system", tonnes: loss[2] };
  const { object } = decodeElement(network, loss);
  return { name: object.name, kind: loss[0], tonnes: loss[2] };
}

function decodeRoute(network, route) {
  return {
    ...route,
    lost: route.lost_h,
    profile: route.profile.map(([kind, node, link, km, hours, usd]) => ({ kind, node: network.nodes[node], link: link === null ? null : network.links[link], km, hours, usd })),
  };
}

function decodeAnswer(network, answer) {
  return {
    ...answer,
    cut: answer.cut.map((member) => decodeElement(network, member)),
    steps: answer.steps.map((step) => ({ ...step, members: step.members.map((member) => decodeElement(network, member)) })),
    losses: answer.losses.map((loss) => decodeLoss(network, loss)),
    routes: answer.routes.map((route) => decodeRoute(network, route)),
  };
}

// A list that is missing is that of the year before.
function withLists(years) {
  const full = [];
  for (const year of years) {
    const before = full.at(-1);
    const commodities = year.commodities.map((each) => {
      const was = before?.commodities.find((other) => other.commodity === each.commodity);
      return { ...each, flow: each.flow ?? was.flow, ceiling_cut: each.ceiling_cut ?? was.ceiling_cut };
    });
    full.push({ ...year, links: year.links ?? before.links, commodities });
  }
  return full;
}

function decodeScenario(networks, raw) {
  const network = networks[raw.network];
  return {
    ...raw,
    network,
    years: withLists(raw.years).map((year) => decodeYear(network, year)),
    saturations: raw.saturations.map((entry) => ({
      ...decodeElement(network, entry),
      year: entry[3],
    })),
    answers: raw.answers.map((answer) => decodeAnswer(network, answer)),
    curves: raw.curves.map((curve) => ({
      ...curve,
      segments: curve.segments.map(([from, to, served, slope, cut]) => ({ from, to, served, slope, cut: cut.map((member) => decodeElement(network, member)) })),
    })),
  };
}

export function decode(text) {
  const raw = JSON.parse(text);
  const networks = raw.networks.map(decodeNetwork);
  return { ...raw, networks, scenarios: raw.scenarios.map((each) => decodeScenario(networks, each)) };
}

// What is on each link in a year: of one commodity, or of all together. `signed` is positive from
// tail to head where one commodity is looked at.
export function loadsOf(year, commodity) {
  if (!commodity) return { load: year.load, counted: year.counted, signed: null };
  const load = new Array(year.load.length).fill(0);
  const signed = new Array(year.load.length).fill(0);
  const found = year.commodities.find((each) => each.commodity === commodity);
  for (const [index, flow] of found?.flow ?? []) {
    load[index] = Math.abs(flow);
    signed[index] = flow;
  }
  return { load, counted: year.counted, signed };
}

// Share of the capacity in use by all commodities; null where nothing limits.
export function utilisation(year, index) {
  const capacity = year.capacity[index];
  if (capacity === null) return null;
  if (capacity === 0) return year.counted[index] > 0 ? 1 : 0;
  return year.counted[index] / capacity;
}

// What holds cargo back in a year, over the commodities looked at.
export function bindingOf(year, commodity) {
  const members = new Map();
  for (const each of year.commodities) {
    if (commodity && each.commodity !== commodity) continue;
    for (const member of each.binding) members.set(member.key, member);
  }
  return [...members.values()];
}

// Of the commodities that are served in full, the one whose growth meets a limit first, and that
// limit: least headroom in proportion.
export function nextBottleneck(year, commodity) {
  let best = null;
  for (const each of year.commodities) {
    if (commodity && each.commodity !== commodity) continue;
    if (each.unserved > 0 || each.ceiling === null || each.demand === 0 || each.ceilingCut.length === 0) continue;
    const factor = each.ceiling / each.demand;
    if (!best || factor < best.factor) best = { factor, entry: each, cut: each.ceilingCut };
  }
  return best;
}

// The flow of a commodity as routes from where it starts to where it ends.
export function routesOf(network, commodity) {
  const out = new Map();
  const balance = new Map();
  for (const [index, flow] of commodity.flow) {
    const link = network.links[index];
    const [from, to] = flow > 0 ? [link.tail, link.head] : [link.head, link.tail];
    if (!out.has(from)) out.set(from, []);
    out.get(from).push({ link, to, left: Math.abs(flow) });
    balance.set(from, (balance.get(from) ?? 0) + Math.abs(flow));
    balance.set(to, (balance.get(to) ?? 0) - Math.abs(flow));
  }
  const routes = [];
  const origins = [...balance].filter(([, net]) => net > 0);
  for (const [origin, net] of origins) {
    let left = net;
    while (left > 0) {
      const links = [];
      let node = origin;
      let amount = left;
      const seen = new Set([origin]);
      while (node === origin || (balance.get(node) ?? 0) >= 0) {
        const next = (out.get(node) ?? []).find((step) => step.left > 0 && !seen.has(step.to));
        if (!next) break;
        links.push(next);
        amount = Math.min(amount, next.left);
        node = next.to;
        seen.add(node);
      }
      if (links.length === 0) break;
      if ((balance.get(node) ?? 0) < 0) amount = Math.min(amount, -balance.get(node));
      for (const step of links) step.left -= amount;
      balance.set(node, (balance.get(node) ?? 0) + amount);
      routes.push({ origin, destination: node, links: links.map((step) => step.link), amount });
      left -= amount;
    }
  }
  return routes;
}
