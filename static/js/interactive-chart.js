// A chart to explore, drawn only when somebody asks: plotly.js is over a megabyte. Everything it shows stands in the
// table beside it, so without JavaScript nothing is missing and no dead button is shown.
const place = document.querySelector(".interactive-chart");
const CONFIG = { displaylogo: false, showSendToCloud: false, responsive: true };

function loadPlotly(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(globalThis.Plotly);
    script.onerror = () => reject(new Error("the chart library did not arrive"));
    document.head.append(script);
  });
}

async function fetchFigure(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`the figures did not arrive (${answer.status})`);
  }
  return answer.json();
}

async function draw(status) {
  const [plotly, figure] = await Promise.all([loadPlotly(place.dataset.plotly), fetchFigure(place.dataset.figure)]);
  const chart = document.createElement("div");
  chart.className = "interactive";
  place.append(chart);
  await plotly.newPlot(chart, figure.data, figure.layout, CONFIG);
  status.textContent = "The interactive chart is below. The same figures stand in the table after it.";
}

function offer() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Explore this chart";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "small";
  place.append(button, status);
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = "Loading the interactive chart…";
    try {
      await draw(status);
      button.remove();
    } catch (error) {
      status.textContent = `The interactive chart cannot be shown: ${error.message}. The table below has every figure.`;
      button.disabled = false;
    }
  });
}

if (place) {
  offer();
}
