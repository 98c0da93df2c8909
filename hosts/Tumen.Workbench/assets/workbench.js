// What a page cannot do from the server: save a file, draw a PNG, move the caret, remember light or dark.
(() => {
  // A browser lets a page start ten downloads in a second and drops the next without a word; those that come faster wait for their turn.
  const BURST = 10, BURST_MS = 1200;
  let turn = Promise.resolve();
  const starts = [];
  const save = (name, blob) => turn = turn.then(async () => {
    const wait = starts.length < BURST ? 0 : starts[starts.length - BURST] + BURST_MS - performance.now();
    if (wait > 0) await new Promise(done => setTimeout(done, wait));
    starts.push(performance.now());
    if (starts.length > BURST) starts.shift();
    start(name, blob);
  });
  const start = (name, blob) => {
    const a = document.createElement('a');
    a.href = URL.createObjectURL(blob);
    a.download = name;
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  };
  const MOST_PAINTED = 200000;
  const kindOf = name => name?.split('.').slice(0, 2).join('-');
  // Editors escape quotation marks, which browsers refuse; what a browser still cannot read is left in plain ink.
  const readPattern = p => {
    try {
      const groups = Object.entries(p.captures ?? {}).map(([group, c]) => [+group, kindOf(c.name)]);
      return [{ expression: new RegExp(p.match.replaceAll('\\"', '"'), 'dgmu'), kind: kindOf(p.name), groups }];
    } catch (e) {
      if (e instanceof SyntaxError) return [];
      throw e;
    }
  };
  let words;
  // Escape closes what is open; in a chart of months, one month is in the tab order and arrows go on from it.
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') document.querySelector('[data-close]')?.click();
    const from = e.target.closest?.('svg a');
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[e.key];
    if (!from || step === undefined) return;
    const all = [...from.closest('svg').querySelectorAll('a')];
    const to = all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + step))];
    from.setAttribute('tabindex', '-1');
    to.setAttribute('tabindex', '0');
    to.focus();
    e.preventDefault();
  });
  window.tumen = {
    arrive: () => { scrollTo(0, 0); document.querySelector('h1')?.focus({ preventScroll: true }); },
    live: () => { document.body.dataset.live = 'yes'; },
    theme: () => {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
      document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
    },
    save: (name, type, text) => save(name, new Blob([text], { type })),
    png: (name, svg) => new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => {
        const scale = 2, canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth * scale;
        canvas.height = image.naturalHeight * scale;
        const context = canvas.getContext('2d');
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(b => (b ? save(name, b).then(resolve, reject) : reject(new Error('the chart could not be drawn as PNG'))), 'image/png');
      };
      image.onerror = () => reject(new Error('the chart could not be drawn as PNG'));
      const light = svg.replaceAll('screen and (prefers-color-scheme:dark)', 'not all'); // paper is white
      image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(light);
    }),
    // Text that is not saved stays in this window's own store, so that a page loaded anew finds it; too large a text is kept by the workbench alone.
    remember: (id, key, before) => {
      const box = document.getElementById(id);
      if (!box) return;
      box.kept = { key, before };
      if (box.dataset.kept) return;
      box.dataset.kept = 'yes';
      box.addEventListener('input', () => {
        try {
          if (box.value === box.kept.before) sessionStorage.removeItem(box.kept.key);
          else sessionStorage.setItem(box.kept.key, JSON.stringify({ before: box.kept.before, text: box.value }));
        } catch (e) {
          if (!(e instanceof DOMException)) throw e;
        }
      });
    },
    recall: key => JSON.parse(sessionStorage.getItem(key) ?? 'null'),
    forget: key => sessionStorage.removeItem(key),
    copy: text => navigator.clipboard.writeText(text),
    caret: (id, line, column, length) => {
      const box = document.getElementById(id);
      if (!box) return;
      const lines = box.value.split('\n');
      let at = 0;
      for (let i = 0; i < line - 1 && i < lines.length; i++) at += lines[i].length + 1;
      at += Math.max(0, column - 1);
      box.focus();
      box.setSelectionRange(at, at + Math.max(1, length));
      const height = parseFloat(getComputedStyle(box).lineHeight) || 18;
      box.scrollTop = Math.max(0, (line - 6) * height);
    },
    // The words of the language in colours, by the grammar that editors use: a sheet behind the text shows them.
    paint: async (id, grammar) => {
      const box = document.getElementById(id), sheet = document.getElementById(id + '-paint');
      if (!box || !sheet) return;
      words ??= fetch(grammar).then(r => r.json()).then(g => g.patterns.flatMap(readPattern));
      const patterns = await words;
      const draw = () => {
        const text = box.value, parts = [];
        box.classList.toggle('painted', text.length <= MOST_PAINTED);
        if (text.length > MOST_PAINTED) { sheet.textContent = ''; return; }
        let at = 0;
        const put = (from, to, kind) => {
          if (to <= from) return;
          if (!kind) { parts.push(text.slice(from, to)); return; }
          const span = document.createElement('span');
          span.className = kind;
          span.textContent = text.slice(from, to);
          parts.push(span);
        };
        // The first match wins, and of several at one place the first in the grammar's order.
        const next = patterns.map(() => undefined);
        for (;;) {
          let best = -1;
          patterns.forEach((p, k) => {
            if (next[k] === undefined || (next[k] && next[k].index < at)) {
              p.expression.lastIndex = at;
              next[k] = p.expression.exec(text);
              if (next[k] && !next[k][0]) next[k] = null;
            }
            if (next[k] && (best < 0 || next[k].index < next[best].index)) best = k;
          });
          if (best < 0) break;
          const m = next[best], p = patterns[best], end = m.index + m[0].length;
          put(at, m.index);
          at = m.index;
          for (const [group, kind] of p.groups) {
            const part = m.indices[group];
            if (!part || part[0] < at) continue;
            put(at, part[0], p.kind);
            put(part[0], part[1], kind);
            at = part[1];
          }
          put(at, end, p.kind);
          at = end;
        }
        sheet.replaceChildren(...parts, text.slice(at) + '\n');
        sheet.scrollTop = box.scrollTop;
        sheet.scrollLeft = box.scrollLeft;
      };
      if (!sheet.dataset.tied) {
        sheet.dataset.tied = 'yes';
        box.addEventListener('input', draw);
        box.addEventListener('scroll', () => { sheet.scrollTop = box.scrollTop; sheet.scrollLeft = box.scrollLeft; });
      }
      draw();
    },
    gutter: id => {
      const box = document.getElementById(id), gutter = document.getElementById(id + '-lines');
      if (!box || !gutter || box.dataset.tied) return;
      box.dataset.tied = 'yes';
      box.addEventListener('scroll', () => { gutter.scrollTop = box.scrollTop; });
    },
  };
})();
