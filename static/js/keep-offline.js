// Keeps a few pages on this device once "Keep" is pressed, and takes them away again.
customElements.define("keep-offline", class extends HTMLElement {
  async connectedCallback() {
    try {
      await caches.keys();
      await navigator.serviceWorker.getRegistration();
    } catch {
      return; // the plain words stay: a private window, an old browser, no https
    }
    this.replaceChildren(this.querySelector("template").content);
    [this.keep, this.remove] = this.querySelectorAll("button");
    this.said = this.querySelector("[role=status]");
    this.keep.onclick = () => this.change(keepAll, this.remove);
    this.remove.onclick = () => this.change(removeAll, this.keep);
    this.show();
  }

  async change(how, next) {
    this.said.textContent = this.dataset.wait;
    try {
      await how(this.dataset.worker);
      await this.show();
      next.focus();
    } catch {
      await removeAll();
      await this.show();
      this.said.textContent = this.dataset.failed;
    }
  }

  async show() {
    const kept = await caches.match(this.dataset.copy);
    this.keep.hidden = !!kept;
    this.remove.hidden = !kept;
    const day = kept && new Date(kept.headers.get("date"));
    this.said.textContent = kept
      ? this.dataset.kept.replace("{day}", day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }))
      : this.dataset.none;
  }
});

async function keepAll(address) {
  const { installing } = await navigator.serviceWorker.register(address);
  if (!installing) return;
  await new Promise((done, fail) => {
    installing.onstatechange = () => {
      if (installing.state == "activated") done();
      if (installing.state == "redundant") fail();
    };
  });
}

async function removeAll() {
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}
