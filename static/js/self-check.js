// A paper list that counts itself: each ☐ becomes a box to tick, the blank (____) the count and what
// the table says of it. An item of the second list, once ticked, names the signs that do not count.
// Nothing is stored or sent; what was ticked is forgotten when the page is left.
customElements.define("self-check", class extends HTMLElement {
  connectedCallback() {
    this.className = "choices";
    this.signs = [...this.querySelectorAll("ol > li")].map(tickable);
    this.exceptions = [...this.querySelectorAll("ul > li")].map(tickable);
    this.blank = [...this.querySelectorAll("p")].map((p) => p.lastChild).find((end) => end.data?.includes("__"));
    this.blank.parentNode.setAttribute("role", "status");
    this.words = this.blank.data;
    this.addEventListener("change", this.count);
    addEventListener("pagehide", () => this.clear());
    this.clear();
  }

  clear() {
    for (const box of [...this.signs, ...this.exceptions]) box.checked = false;
    this.count();
  }

  count() {
    const ticked = this.signs.filter((box) => box.checked);
    const excepted = this.exceptions.filter((box) => box.checked).map((box) => box.value);
    const uncounted = excepted.join().match(/\d+/g) ?? [];
    const number = ticked.filter((box) => !uncounted.includes(`${this.signs.indexOf(box) + 1}`)).length;
    this.blank.data = ticked.length ? this.words.replace(/_+/, `${number}.`) + this.meaning(number) : this.words;
  }

  meaning(number) {
    const [head, ...rows] = this.querySelector("table").rows;
    const row = rows.filter((row) => parseInt(row.cells[0].textContent) <= number).pop();
    return ` ${head.cells[1].textContent}: ${row.cells[1].firstChild.textContent}.`;
  }
});

function tickable(item) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  const words = document.createElement("span");
  const text = item.firstChild;
  text.data = text.data.replace("☐ ", "");
  Object.assign(box, { type: "checkbox", autocomplete: "off", value: text.data });
  words.append(...item.childNodes);
  label.append(box, words);
  item.append(label);
  return box;
}
