/* Insights: keys on charts, the sheet, charts as pictures. Listens on the document, so React may redraw at will. */
(() => {
  const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font", "text-anchor"];
  const SCALE = 2, MARGIN = 20, HEAD = 44;

  /* One tab stop a chart; arrows go from figure to figure, Enter and Space open one. */
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (!(target instanceof SVGElement) || !target.matches(".drawing .target")) return;
    const all = [...target.closest(".drawing").querySelectorAll(".target")];
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) all[Math.min(all.length - 1, Math.max(0, all.indexOf(target) + by))].focus();
    else if (event.key === "Enter" || event.key === " ") target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.matches("dialog.sheet")) event.target.close();  // beside the sheet: its inside is its children
    const link = event.target.closest(".sheet a");
    if (link) link.closest("dialog").close();
    const button = event.target.closest("[data-png]");
    if (button) download(button.closest("[data-chart]"));
  });

  /* The drawing with its colours of now, under its title, as a file. */
  async function download(card) {
    const drawing = card.querySelector(".drawing");
    const { width, height } = drawing.viewBox.baseVal;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(drawing, width, height))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = (width + 2 * MARGIN) * SCALE;
    canvas.height = (height + HEAD + 2 * MARGIN) * SCALE;
    const paper = canvas.getContext("2d");
    const look = getComputedStyle(card);
    paper.scale(SCALE, SCALE);
    paper.fillStyle = look.backgroundColor;
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.fillStyle = look.color;
    paper.font = `600 15px ${look.fontFamily}`;
    paper.fillText(card.querySelector(".chart-title").textContent, MARGIN, MARGIN + 14);
    paper.font = `12px ${look.fontFamily}`;
    paper.fillText(card.querySelector(".chart-n").textContent, MARGIN, MARGIN + 32);
    paper.drawImage(image, MARGIN, MARGIN + HEAD, width, height);
    canvas.toBlob((blob) => save(blob, `${card.dataset.chart}.png`), "image/png");
  }

  /* An SVG that needs no stylesheet: an image sees none of the page's. */
  function standalone(drawing, width, height) {
    const copy = drawing.cloneNode(true);
    const from = drawing.querySelectorAll("path, text"), to = copy.querySelectorAll("path, text");
    from.forEach((element, at) => {
      const look = getComputedStyle(element);
      to[at].setAttribute("style", STYLES.map((name) => `${name}:${look.getPropertyValue(name)}`).join(";"));
    });
    copy.querySelectorAll(".target").forEach((target) => target.remove());
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width * SCALE);
    copy.setAttribute("height", height * SCALE);
    return new XMLSerializer().serializeToString(copy);
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
})();
