// Puts a figure that fills itself in where the cursor stands in the text. Without this the tokens stand in a list.
const form = document.getElementById("paper-part");
const place = document.getElementById("tokens");
const field = form?.querySelector("textarea");

function insert(text) {
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

if (field && place) {
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
  button.addEventListener("click", () => insert(choice.value));
  label.append(choice);
  box.append(label, button);
  place.querySelector("details").before(box);
}
