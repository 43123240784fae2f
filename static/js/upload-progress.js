// A page that waits for an upload: shows how far the work has come, and loads anew once nobody works on it any more.
// Without JavaScript the page loads itself anew every few seconds.
const place = document.querySelector(".upload-progress");
const EVERY = 1000; // milliseconds
const TOLD_EVERY = 5; // rounds: a screen reader need not read out every step
const said = place.querySelector("[role=status]");
const bar = place.querySelector("progress");
let rounds = 0;

function show(progress) {
  if (progress.of) {
    bar.max = progress.of;
    bar.value = progress.done;
  }
  if (rounds % TOLD_EVERY === 0 && said.textContent !== progress.said) {
    said.textContent = progress.said;
  }
  rounds += 1;
}

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.redirected) { // signed out meanwhile
      location.reload();
      return;
    }
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const progress = await answer.json();
    if (!progress.works) {
      location.reload();
      return;
    }
    show(progress);
  } catch {
    said.textContent = "The server does not answer at this moment. The work goes on; this page tries again.";
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
