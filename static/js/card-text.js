// While a report card is written: figures are put in where the cursor stands, rows for actions are added as they are
// needed, and the text reads beside the fields as it will be read, by the server's own rules. Without this the tokens
// stand in a list, two rows are always spare, and "Save and check" shows how the text reads.
const form = document.getElementById("card-text");
const reading = document.getElementById("reading");
const rows = document.getElementById("action-rows");
const WAIT = 700; // milliseconds without a key
let timer;
let request;
let last = form.querySelector("textarea");

// Figures ------------------------------------------------------------------------------------------------------------

function insert(field, text) {
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function offerTokens() {
  const place = document.getElementById("tokens");
  const box = document.createElement("div");
  box.className = "text-picker";
  const label = document.createElement("label");
  label.textContent = "Figure ";
  const choice = document.createElement("select");
  for (const row of place.querySelectorAll("tbody tr")) {
    const [token, what, says] = [...row.cells].map((cell) => cell.textContent.trim());
    choice.add(new Option(`${what}: ${says}`, token));
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Put it in at the cursor";
  button.addEventListener("click", () => insert(last, choice.value));
  label.append(choice);
  box.append(label, button);
  place.querySelector("details").before(box);
}

function putTable(event) {
  const field = document.getElementById("id_explains");
  event.preventDefault();
  const line = "|  |  |  |";
  const before = field.selectionStart > 0 ? "\n\n" : "";
  const after = field.selectionEnd < field.value.length ? "\n\n" : "";
  insert(field, `${before}| Measure | Last year | This year |\n| --- | --- | --- |\n${line}\n${line}${after}`);
}

// Actions ------------------------------------------------------------------------------------------------------------

const isEmpty = (row) => [...row.querySelectorAll("input")].every((field) => field.value.trim() === "");

function keepSpareRow() {
  const known = [...rows.children];
  const spare = known.at(-1);
  if (isEmpty(spare) || known.length >= 100) {
    return;
  }
  const next = spare.cloneNode(true);
  const number = known.length;
  next.classList.remove("errors");
  next.querySelectorAll(".errornote").forEach((note) => note.remove());
  for (const field of next.querySelectorAll("input")) {
    field.name = field.name.replace(/\d+$/, number);
    field.id = `id_${field.name}`;
    field.value = "";
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    field.previousElementSibling.htmlFor = field.id;
  }
  for (const words of next.querySelectorAll("label, label span")) {
    words.firstChild.textContent = words.firstChild.textContent.replace(/\d+/, number + 1);
  }
  rows.append(next);
}

// As it reads --------------------------------------------------------------------------------------------------------

async function ask() {
  request?.abort();
  request = new AbortController();
  const body = new FormData(form);
  body.delete("do");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body, signal: request.signal });
    if (answer.ok && !answer.redirected) {
      reading.innerHTML = await answer.text(); // made by our own server, where every word is escaped
    }
  } catch (error) {
    if (error.name !== "AbortError") {
      document.getElementById("text-news").textContent = "The preview did not arrive. What you typed is still here.";
    }
  }
}

function onInput(event) {
  if (event.target.name?.startsWith("reason")) {
    return; // an answer to a doubt is no part of the text
  }
  if (rows?.contains(event.target)) {
    keepSpareRow();
  }
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
}

offerTokens();
for (const field of form.querySelectorAll("textarea")) {
  field.setSelectionRange(field.value.length, field.value.length); // where somebody would go on writing
}
document.getElementById("put-table")?.addEventListener("click", putTable);
form.addEventListener("input", onInput);
form.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, .text-action input")) {
    last = event.target;
  }
});
