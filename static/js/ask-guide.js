// "What should we ask for?", answered in the page by leaving of its list what fits. Nothing is sent or
// stored; what was ticked is forgotten when the page is left.
customElements.define("ask-guide", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const field of this.querySelectorAll(".field:has([name=where], [name=pays])")) field.remove();
    this.form.lastElementChild.textContent = this.dataset.privacy;
    this.form.autocomplete = "off";
    this.form.addEventListener("submit", (event) => this.answer(event));
    addEventListener("pagehide", () => {
      this.form.reset();
      this.show(() => true);
    });
  }

  answer(event) {
    event.preventDefault();
    const said = new FormData(this.form);
    const needs = ["always", ...said.getAll("needs")];
    const danger = (said.get("danger") ?? "no") != "no";
    this.show((fits) => !danger && fits.some((need) => needs.includes(need)));
    document.getElementById(danger ? "danger" : "list").focus();
  }

  show(fits) {
    for (const ask of this.querySelectorAll("[data-for]")) ask.hidden = !fits(ask.dataset.for.split(" "));
  }
});
