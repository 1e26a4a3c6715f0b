/**
 * Makes elements. Text only ever becomes text nodes and attributes, so that names with markup in
 * them stay names.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value != null && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children.filter(child => child != null));
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

const SVG = 'http://www.w3.org/2000/svg';

/** A curve of [epoch, accuracy] pairs, drawn small. */
export function sparkline(curve, lastEpoch, kind) {
  const width = 88, height = 22, inset = 2;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `spark ${kind}`);
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('aria-hidden', 'true');
  if (curve.length > 0) {
    const highest = Math.max(...curve.map(point => point[1]), 0.01);
    const x = epoch => inset + (width - 2 * inset) * epoch / Math.max(1, lastEpoch);
    const y = accuracy => height - inset - (height - 2 * inset) * accuracy / highest;
    const line = document.createElementNS(SVG, 'polyline');
    line.setAttribute('points', curve.map(([e, a]) => `${x(e).toFixed(1)},${y(a).toFixed(1)}`).join(' '));
    const [epoch, accuracy] = curve.at(-1);
    const end = document.createElementNS(SVG, 'circle');
    end.setAttribute('cx', x(epoch).toFixed(1));
    end.setAttribute('cy', y(accuracy).toFixed(1));
    end.setAttribute('r', '1.8');
    svg.append(line, end);
  }
  return svg;
}

/** Returns a function that runs `work` soon, and at most once in `millis`. */
export function throttled(work, millis) {
  let timer = null, last = -Infinity;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      last = performance.now();
      work();
    }, Math.max(0, last + millis - performance.now()));
  };
}
