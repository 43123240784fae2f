// What was typed into a report card or a part of a paper and did not arrive (a session that ended, a closed lid, a lost
// network) is kept in this tab alone and offered when the page is opened again, over the version it was typed over and
// over any other.
const form = document.querySelector("form[data-person]");
const place = `${form.id} ${location.pathname} ${form.dataset.person}`;
const fieldsOf = () => [...form.querySelectorAll("textarea, input[type=text]")];
let offered = null;

function keptBefore() {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
}

// `sent`: a button was pressed since. Whether that arrived is known once the next page says what was done.
function store(sent) {
  const fields = fieldsOf().map((field) => [field.name, field.value]);
  sessionStorage.setItem(place, JSON.stringify({ sent, fields }));
}

function keep() {
  const typed = fieldsOf().filter((field) => field.value !== field.defaultValue);
  if (typed.length || form.dataset.clean === "no") {
    store(false);
  } else if (!offered) {
    sessionStorage.removeItem(place);
  }
}

function offer(fields) {
  const box = document.createElement("div");
  box.className = "text-kept";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = "You typed something here before that was not saved.";
  const back = document.createElement("button");
  const away = document.createElement("button");
  back.type = away.type = "button";
  back.className = away.className = "button";
  back.textContent = "Put it back";
  away.textContent = "Forget it";
  back.addEventListener("click", () => {
    box.remove();
    offered = null;
    for (const [name, value] of fields) {
      // Rows come one by one as the one before is filled.
      const field = form.elements[name];
      if (field) {
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    form.querySelector("textarea").focus();
  });
  away.addEventListener("click", () => {
    box.remove();
    offered = null;
    sessionStorage.removeItem(place);
    keep();
  });
  box.append(words, back, away);
  form.before(box);
}

const before = keptBefore();
const arrived = before?.sent && document.querySelector(".messagelist .success, .messagelist .info");
if (before && !arrived && form.dataset.clean === "yes") {
  const missing = before.fields.filter(([name, value]) => (form.elements[name]?.value ?? "") !== value);
  if (missing.length) {
    offered = before;
    offer(before.fields);
  }
}
keep();
form.addEventListener("input", keep);
form.addEventListener("submit", () => sessionStorage.getItem(place) && store(true));
