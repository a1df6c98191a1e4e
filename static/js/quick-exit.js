// A link away that takes this page's place in the history; so does Shift, pressed three times.
customElements.define("quick-exit", class extends HTMLElement {
  connectedCallback() {
    const [link, said] = this.children;
    let presses = 0, last = 0;
    const leave = (event) => {
      event.preventDefault();
      document.documentElement.hidden = true;
      document.title = link.hostname;
      location.replace(link);
    };
    link.title = this.dataset.hint;
    link.addEventListener("click", leave);
    addEventListener("keydown", (event) => {
      if (event.repeat) return;
      if (event.timeStamp - last > 3000) presses = 0;
      last = event.timeStamp;
      presses = event.key == "Shift" ? presses + 1 : 0;
      said.textContent = presses == 2 ? this.dataset.more : "";
      if (presses == 3) leave(event);
    });
  }
});
