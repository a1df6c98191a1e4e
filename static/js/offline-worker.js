// Keeps a few pages for when there is no network. The server writes SITE above: what to keep, in
// of which revision, and what to say over a copy. The network comes first; a copy always tells its day.
const NAME = `treatinfo-${SITE.revision}`;
const PATIENCE = 4000;
const ASK_ANEW = { cache: "no-cache", redirect: "manual" };

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method != "GET" || origin != location.origin || pathname.startsWith("/admin/")) return;
  const held = !search && SITE.held.includes(pathname);
  if (request.mode == "navigate") event.respondWith(page(request, held && pathname));
  else if (held) event.respondWith(file(request));
});

async function keepAll() {
  const cache = await caches.open(NAME);
  await cache.addAll(SITE.held.map((path) => new Request(path, { cache: "reload" })));
  await skipWaiting();
}

async function forgetOlder() {
  for (const name of await caches.keys()) if (name != NAME) await caches.delete(name);
  await clients.claim();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request, held) {
  const asked = (held ? fetch(held, ASK_ANEW) : fetch(request)).then((answer) => renew(held, answer));
  try {
    return await (held ? Promise.race([asked, tooLong()]) : asked);
  } catch {
    return copy(held || SITE.fallback);
  }
}

function tooLong() {
  return new Promise((_, fail) => setTimeout(fail, PATIENCE));
}

// Only into a cache that is there: after "Remove" nothing is kept again.
async function renew(held, answer) {
  if (!held) return answer;
  if (answer.status >= 500) throw answer;
  if (answer.ok && (await caches.has(NAME))) (await caches.open(NAME)).put(held, answer.clone());
  return answer;
}

async function copy(path) {
  const kept = await caches.match(path);
  if (!kept) return Response.error();
  const day = new Date(kept.headers.get("date")).toLocaleDateString(SITE.locale, { dateStyle: "long" });
  const note = `<div class="wrap"><p class="notice">${SITE.saved.replace("{day}", day)}</p></div>`;
  const html = (await kept.text()).replace("<main", note + "$&");
  return new Response(html, { headers: kept.headers });
}
