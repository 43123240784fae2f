// A form whose work takes seconds: it says so, once and politely, and a second press sends nothing. Without this the page
// simply waits; the server does such work once however often it is asked.
for (const form of document.querySelectorAll("form[data-works]")) {
  const button = form.querySelector("button[type=submit]");
  const said = form.querySelector("[role=status]");
  let isSent = false;
  const reset = () => {
    isSent = false;
    button.removeAttribute("aria-disabled");
    said.textContent = "";
  };
  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    button.setAttribute("aria-disabled", "true"); // not `disabled`: the focus stays, and with it a reader's place
    said.textContent = form.dataset.works;
  });
  addEventListener("pageshow", (event) => event.persisted && reset()); // somebody came back with the back button
}
