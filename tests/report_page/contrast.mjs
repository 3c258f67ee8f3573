// What the page is measured with, run inside it: the contrast (WCAG 2.2) of texts and marks against
// what is painted under them.
export function installContrast() {
  const clear = { r: 0, g: 0, b: 0, a: 0 };
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  // Any colour that CSS can say, as 8-bit channels.
  function rgba(text) {
    if (!text || text === "none" || text === "transparent") return clear;
    if (!known.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(text, { r, g, b, a: a / 255 });
    }
    return known.get(text);
  }
  const faded = (colour, factor) => ({ ...colour, a: colour.a * factor });
  function over(top, below) {
    const mix = (x, y) => x * top.a + y * (1 - top.a);
    return { r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b), a: 1 };
  }
  function luminance({ r, g, b }) {
    const linear = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  }
  function ratio(a, b) {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  }
  // One measurement asks for the same elements again and again.
  const looks = new Map();
  function lookOf(element) {
    if (!looks.has(element)) {
      const { visibility, opacity, fill, fillOpacity, stroke, strokeOpacity, backgroundColor } = getComputedStyle(element);
      const above = element.parentElement ? lookOf(element.parentElement).opacity : 1;
      const matrix = element instanceof SVGGeometryElement ? element.getScreenCTM().inverse() : null;
      looks.set(element, { visibility, opacity: Number(opacity) * above, fill, fillOpacity: Number(fillOpacity), stroke, strokeOpacity: Number(strokeOpacity), backgroundColor, matrix });
    }
    return looks.get(element);
  }
  const opacityOf = (element) => lookOf(element).opacity;
  // What an element paints at a place in the window, without its children.
  function paintAt(element, x, y) {
    const { visibility, opacity, fill, fillOpacity, stroke, strokeOpacity, backgroundColor, matrix } = lookOf(element);
    if (visibility !== "visible") return [];
    if (!(element instanceof SVGElement) || element instanceof SVGSVGElement) return [faded(rgba(backgroundColor), opacity)];
    if (!matrix) return [];
    const at = new DOMPoint(x, y).matrixTransform(matrix);
    const painted = [];
    if (fill !== "none" && element.isPointInFill(at)) painted.push(faded(rgba(fill), opacity * fillOpacity));
    if (stroke !== "none" && element.isPointInStroke(at)) painted.push(faded(rgba(stroke), opacity * strokeOpacity));
    return painted;
  }
  // The colour that the eye has behind an element at a place, all that is painted there put together.
  function behind(element, x, y) {
    const stack = document.elementsFromPoint(x, y);
    const at = stack.findIndex((each) => each === element || element.contains(each));
    const below = at < 0 ? stack : stack.slice(at).filter((each) => each !== element && !element.contains(each));
    const own = element instanceof SVGElement ? [] : paintAt(element, x, y);
    return [...below.reverse().flatMap((each) => paintAt(each, x, y)), ...own].reduce((under, colour) => over(colour, under), { r: 255, g: 255, b: 255, a: 1 });
  }
  function placeName(element) {
    const names = [];
    for (let each = element; each && each !== document.body && names.length < 4; each = each.parentElement) {
      names.unshift(each.id ? `#${each.id}` : each.tagName.toLowerCase() + [...each.classList].map((name) => `.${name}`).join(""));
    }
    return names.join(" ");
  }
  function isShown(element, x, y) {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    for (let each = element; each; each = each.parentElement) {
      if (getComputedStyle(each).overflow === "visible") continue;
      const frame = each.getBoundingClientRect();
      if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return false;
    }
    return true;
  }
  // Every text in sight with its lowest contrast along its lines.
  function texts(root) {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, noscript, option, .hidden")) continue;
      const style = getComputedStyle(element);
      if (style.visibility !== "visible" || style.display === "none") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const svg = element instanceof SVGElement;
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const ink = faded(rgba(svg ? style.fill : style.color), opacityOf(element) * (svg ? Number(style.fillOpacity) : 1));
      const halo = svg && style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 2 ? faded(rgba(style.stroke), Number(style.strokeOpacity)) : clear;
      let least = Infinity;
      let colours = "";
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        for (const part of [0.05, 0.5, 0.95]) {
          const [x, y] = [box.left + box.width * part, box.top + box.height / 2];
          if (!isShown(element, x, y)) continue;
          const ground = over(halo, behind(svg ? element.closest("text") : element, x, y));
          const contrast = ratio(over(ink, ground), ground);
          if (contrast < least) {
            least = contrast;
            colours = JSON.stringify([over(ink, ground), ground].map(({ r, g, b }) => [r, g, b].map(Math.round)));
          }
        }
      }
      if (least < Infinity) found.push({ text: node.data.trim().slice(0, 40), where: placeName(element), contrast: least, need: large ? 3 : 4.5, colours });
    }
    return found;
  }
  const white = { r: 255, g: 255, b: 255, a: 1 };
  const groundAt = (x, y, without) => document.elementsFromPoint(x, y).filter((each) => !each.matches(without)).reverse()
    .flatMap((each) => paintAt(each, x, y)).reduce((under, colour) => over(colour, under), white);
  // The fill or the line of a mark, whichever tells more, against its ground: what is painted there
  // without any mark.
  function mark(element, marks) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width < 1 && box.height < 1) return null;
    let [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const paints = [];
    if (element instanceof SVGGeometryElement) {
      if (style.fill === "none" || element instanceof SVGLineElement) {
        const at = element.getPointAtLength(element.getTotalLength() / 2).matrixTransform(element.getScreenCTM());
        [x, y] = [at.x, at.y];
      } else {
        paints.push(faded(rgba(style.fill), Number(style.fillOpacity)));
      }
      paints.push(faded(rgba(style.stroke), Number(style.strokeOpacity)));
    } else {
      paints.push(...[style.backgroundColor, style.borderTopColor, style.borderLeftColor].map(rgba));
    }
    if (!isShown(element, x, y)) return null;
    const ground = groundAt(x, y, marks);
    const [best] = paints.map((paint) => over(faded(paint, opacityOf(element)), ground)).map((seen) => ({ seen, contrast: ratio(seen, ground) })).sort((a, b) => b.contrast - a.contrast);
    return { where: placeName(element), contrast: best.contrast, need: 3, colours: JSON.stringify([best.seen, ground].map(({ r, g, b }) => [r, g, b].map(Math.round))) };
  }
  // The ring around what has the keyboard, against the ground beside it.
  function ring(element, marks) {
    if (element instanceof SVGElement) return mark(element, marks);
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const found = { where: placeName(element), need: 3, colours: `ring ${style.outlineColor}` };
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return { ...found, contrast: 1, colours: "no ring" };
    const ground = groundAt(Math.min(innerWidth - 1, Math.max(0, box.left - 1)), Math.max(0, box.top + box.height / 2), marks);
    return { ...found, contrast: ratio(over(rgba(style.outlineColor), ground), ground) };
  }
  // Places are found by what a pointer would hit: everything must be hit.
  const style = new CSSStyleSheet();
  style.replaceSync("* { pointer-events: auto !important; }");
  window.contrast = {
    ratio: (a, b) => ratio(rgba(a), rgba(b)),
    texts, mark, ring, placeName,
    hitEverything: (on) => {
      document.adoptedStyleSheets = on ? [style] : [];
      looks.clear();
    },
  };
}
