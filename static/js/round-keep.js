// What was typed and did not arrive (a session that ended, a closed lid, a lost network) is kept in this tab alone and
// offered when the round is opened again. A line that has changed since is left out: its mark is another. A page that
// shows some of the lines leaves alone what is kept of the others.
const form = document.getElementById("round");
const place = `round ${location.pathname} ${form?.dataset.person}`;
const NAMED = 8; // lines, the others stand for themselves
let offered = []; // what was kept before, until somebody says what is to become of it

const linesOf = () => [...form.querySelectorAll(".round-line")].filter((line) => line.querySelector(".fields"));
// What a line showed of the store, without the digest of its fields.
const markOf = (key) => form.elements[`${key}-mark`]?.value.replace(/\/[0-9a-f]*$/, "");
const fieldsOf = (line) => [...line.querySelectorAll(".entry input[type=text], .entry select, .entry textarea")];

function stood(field) {
  return field.tagName === "SELECT" ? [...field.options].find((one) => one.defaultSelected)?.value : field.defaultValue;
}

// A line that is still to be mended came back as it was typed: all of it is worth keeping.
function changed(line) {
  const isTyped = (field) => line.classList.contains("is-bad") || field.value !== stood(field);
  return fieldsOf(line).filter(isTyped).map((field) => [field.name, field.value]);
}

function keptBefore() {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "[]");
  } catch {
    return [];
  }
}

const elsewhere = () => (form.dataset.hides ? keptBefore().filter(([key]) => markOf(key) === undefined) : []);

function store(here) {
  const again = new Set(here.map(([key]) => key));
  const kept = [...elsewhere(), ...offered.filter(([key]) => !again.has(key)), ...here];
  if (kept.length) {
    sessionStorage.setItem(place, JSON.stringify(kept));
  } else {
    sessionStorage.removeItem(place);
  }
}

function keep() {
  const here = linesOf().map((line) => [line.dataset.key, markOf(line.dataset.key), changed(line)]);
  store(here.filter(([, , fields]) => fields.length > 0));
}

// The fields of lines that still stand as they did, and in which something else stands now.
function wanted() {
  return offered
    .flatMap(([, , fields]) => fields)
    .map(([name, value]) => [form.elements[name], value])
    .filter(([field, value]) => field && field.value !== value);
}

function offer(fields) {
  const box = document.createElement("div");
  box.className = "round-kept";
  box.setAttribute("role", "status");
  const typed = [...new Set(fields.map(([field]) => field.closest(".round-line")))];
  const codes = typed.map((line) => line.querySelector(".code").textContent);
  const named = codes.length > NAMED ? `${codes.slice(0, NAMED).join(", ")}, …` : codes.join(", ");
  const lines = `${codes.length} ${codes.length === 1 ? "line" : "lines"}`;
  const words = document.createElement("p");
  words.textContent = `In ${lines} (${named}) you typed something before that was not saved.`;
  const back = document.createElement("button");
  const away = document.createElement("button");
  back.type = away.type = "button";
  back.textContent = "Put it back";
  away.textContent = "Forget it";
  back.addEventListener("click", () => {
    box.remove();
    offered = [];
    for (const [field, value] of fields) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.closest("details")?.setAttribute("open", "");
    }
    fields[0][0].focus();
  });
  away.addEventListener("click", () => {
    box.remove();
    offered = [];
    keep();
  });
  box.append(words, back, away);
  form.before(box);
}

if (form) {
  if (!document.getElementById("troubles")) {
    offered = keptBefore().filter(([key, mark]) => markOf(key) === mark);
    const fields = wanted();
    if (fields.length) {
      offer(fields);
    } else {
      offered = [];
    }
  }
  keep(); // what came back to be mended too: the next press may find that the session has ended
  form.addEventListener("input", keep);
}
