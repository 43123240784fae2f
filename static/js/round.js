// Keys and pasting in a round: Enter and the arrow keys move in a column, a column copied from a spreadsheet fills
// downwards. Without this the page is whole: Tab moves, Enter saves.
const form = document.getElementById("round");
const news = document.getElementById("round-news");
const NUMBER = ".fields .is-number input";
const TWICE = 1000; // milliseconds in which a second press is a double click
let unsaved = false;
let sentAt = -TWICE;

const lines = () => [...form.querySelectorAll(".round-line")].filter((line) => line.querySelector(".fields"));
const numbers = (line) => [...line.querySelectorAll(NUMBER)];

function say(words) {
  news.textContent = words;
}

// Moving -------------------------------------------------------------------------------------------------------------

function goTo(field) {
  field.focus();
  field.select();
}

function move(field, step) {
  const all = lines().filter((line) => numbers(line).length > 0);
  const line = field.closest(".round-line");
  const column = numbers(line).indexOf(field);
  const next = all[all.indexOf(line) + step];
  if (next) {
    const fields = numbers(next);
    goTo(fields[Math.min(column, fields.length - 1)]);
  }
  return Boolean(next);
}

function onKey(event) {
  if (!event.target.matches(NUMBER) || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
  if (!up && event.key !== "ArrowDown" && event.key !== "Enter") {
    return;
  }
  event.preventDefault();
  if (!move(event.target, up ? -1 : 1) && event.key === "Enter" && !up) {
    form.querySelector(".round-buttons button").focus();
  }
}

// Pasting ------------------------------------------------------------------------------------------------------------

// Rows of cells as a spreadsheet copies them: tabs and line ends, a cell that holds one of them in quotation marks.
function cellsOf(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const [, quoted, bare, end] = cell.exec(text) ?? [];
    if (end === undefined) {
      return text.split(/\r\n|\r|\n/).map((row) => row.split("\t")); // a quotation mark that nothing closes
    }
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== "\t" && cell.lastIndex < text.length) {
      rows.push([]);
    }
  }
  return rows;
}

function put(field, text) {
  if (field.tagName === "SELECT") {
    const wanted = text.trim().toLowerCase();
    const option = [...field.options].find((one) => [one.value, one.text.toLowerCase()].includes(wanted));
    if (!option) {
      return false;
    }
    field.value = option.value;
  } else {
    field.value = text.trim();
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function fill(start, rows) {
  const all = lines();
  const first = start.closest(".round-line");
  const fieldsOf = (line) => [...line.querySelectorAll(".fields input, .fields select")];
  const column = fieldsOf(first).indexOf(start);
  const before = [];
  let left = 0;
  rows.forEach((cells, down) => {
    const line = all[all.indexOf(first) + down];
    cells.forEach((text, right) => {
      const field = line && fieldsOf(line)[column + right];
      if (text.trim() === "") {
        return; // an empty cell takes nothing away
      }
      const was = field?.value;
      if (field && put(field, text)) {
        before.push([field, was]);
      } else {
        left += 1;
      }
    });
  });
  return { before, left };
}

function onPaste(event) {
  if (!event.target.matches(NUMBER)) {
    return;
  }
  const rows = cellsOf(event.clipboardData.getData("text/plain"));
  if (rows.length === 1 && rows[0].length === 1) {
    return; // one cell: the browser's own pasting
  }
  event.preventDefault();
  const { before, left } = fill(event.target, rows);
  const unfit = left ? ` ${left} ${left === 1 ? "cell has" : "cells have"} no field to go to.` : "";
  const words = `${before.length} ${before.length === 1 ? "cell is" : "cells are"} pasted.${unfit}`;
  say(words);
  offerUndo(words, before);
}

function offerUndo(words, before) {
  document.getElementById("round-undo")?.remove();
  const place = document.createElement("p");
  place.id = "round-undo";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Undo the pasting";
  button.addEventListener("click", () => {
    for (const [field, was] of before.toReversed()) {
      field.value = was;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    place.remove();
    say("The fields are as they were before the pasting.");
    goTo(before[0][0]);
  });
  place.append(`${words} `);
  if (before.length) {
    place.append(button);
  }
  form.querySelector(".round-buttons").prepend(place);
}

// The rest -----------------------------------------------------------------------------------------------------------

// A figure typed where it was awaited has come: the status says so at once. The server does the same.
function onInput(event) {
  unsaved = true;
  const line = event.target.closest(".round-line");
  const status = line?.querySelector(".fields select[name$='-status']");
  if (status && event.target.matches(NUMBER) && event.target.value.trim()) {
    const stood = [...status.options].find((one) => one.defaultSelected)?.value;
    if (status.value === stood && !["final", "provisional"].includes(stood)) {
      status.value = "final";
    }
  }
}

function onSubmit(event) {
  if (event.timeStamp - sentAt < TWICE) {
    event.preventDefault(); // the first press is on its way, and its answer is the one to read
    return;
  }
  sentAt = event.timeStamp;
  unsaved = false;
}

function offerTickAll() {
  const ticks = [...form.querySelectorAll(".tick input[type=checkbox]")];
  for (const group of form.querySelectorAll(".round-group")) {
    const mine = ticks.filter((tick) => group.contains(tick));
    if (mine.length < 2) {
      continue;
    }
    const label = document.createElement("label");
    const all = document.createElement("input");
    all.type = "checkbox";
    label.className = "tick-all";
    label.append(all, "Tick all of these");
    all.addEventListener("change", () => mine.forEach((tick) => { tick.checked = all.checked; }));
    group.querySelector("h2").after(label);
  }
}

if (form) {
  form.addEventListener("keydown", onKey);
  form.addEventListener("paste", onPaste);
  form.addEventListener("input", onInput);
  form.addEventListener("submit", onSubmit);
  addEventListener("beforeunload", (event) => {
    if (unsaved) {
      event.preventDefault();
    }
  });
  offerTickAll();
  document.getElementById("troubles")?.focus();
}
