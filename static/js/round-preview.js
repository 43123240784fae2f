// Beside each field, while somebody types: what would be said of the figure, by the server's own rules. One request for
// all lines typed in since the last one; a newer one replaces it. Where it fails nothing is shown and nothing is lost.
const form = document.getElementById("round");
const news = document.getElementById("round-news");
const COLUMNS = ["value", "numerator", "denominator", "status", "judged", "reason"];
const SHAPES = { red: "▲", amber: "●", green: "★", none: "–" };
const WAIT = 350; // milliseconds without a key
const waiting = new Set();
let timer;
let request;

function fieldsOf(key) {
  const fields = COLUMNS.map((column) => [column, form.elements[`${key}-${column}`]?.value]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function show(key, found) {
  const place = document.getElementById(`preview-${key}`);
  if (!place) {
    return "";
  }
  place.replaceChildren();
  place.classList.toggle("is-problem", Boolean(found?.problem));
  if (found?.badge && found.badge.colour !== "none") {
    const badge = document.createElement("span");
    badge.className = `badge ${found.badge.colour}`;
    badge.textContent = `${SHAPES[found.badge.colour]} ${found.badge.word}`;
    place.append(badge);
  }
  const words = found ? [found.problem, found.why, found.travel].filter(Boolean).join(" ") : "";
  place.append(words);
  place.title = words; // two lines are shown; the rest is here
  return [found?.badge?.word, words].filter(Boolean).join(". ");
}

async function ask() {
  const keys = [...waiting];
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  const body = JSON.stringify({ lines: keys.map((key) => ({ indicator: key, fields: fieldsOf(key) })) });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  let found = [];
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body, headers, signal });
    found = answer.ok && !answer.redirected ? (await answer.json()).lines : [];
  } catch (error) {
    if (error.name === "AbortError") {
      return; // the next request asks for these lines too
    }
  }
  if (signal.aborted) {
    return;
  }
  const byKey = new Map(found.map((one) => [one.address, one]));
  const said = keys.map((key) => show(key, byKey.get(key)));
  keys.forEach((key) => waiting.delete(key));
  if (keys.length === 1 && said[0]) {
    news.textContent = said[0];
  }
}

function later(event) {
  const line = event.target.closest(".round-line");
  if (!line || !COLUMNS.some((column) => event.target.name === `${line.dataset.key}-${column}`)) {
    return;
  }
  waiting.add(line.dataset.key);
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
}

form?.addEventListener("input", later);
