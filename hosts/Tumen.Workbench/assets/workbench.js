// What a page cannot do from the server: save a file, draw a PNG, move the caret, remember light or dark.
(() => {
  const save = (name, blob) => {
    const a = document.createElement('a');
    a.href = URL.createObjectURL(blob);
    a.download = name;
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  };
  const MOST_PAINTED = 200000;
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
        canvas.toBlob(b => { save(name, b); resolve(); }, 'image/png');
      };
      image.onerror = () => reject(new Error('the chart could not be drawn as PNG'));
      const light = svg.replaceAll('screen and (prefers-color-scheme:dark)', 'not all'); // paper is white
      image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(light);
    }),
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
      words ??= fetch(grammar).then(r => r.json()).then(g => ({
        kinds: g.patterns.map(p => p.name.split('.').slice(0, 2).join('-')),
        all: new RegExp(g.patterns.map((p, k) => `(?<k${k}>${p.match})`).join('|'), 'gmu'),
      }));
      const { kinds, all } = await words;
      const draw = () => {
        const text = box.value, parts = [];
        box.classList.toggle('painted', text.length <= MOST_PAINTED);
        if (text.length > MOST_PAINTED) { sheet.textContent = ''; return; }
        let at = 0;
        for (const m of text.matchAll(all)) {
          if (!m[0]) continue;
          if (m.index > at) parts.push(text.slice(at, m.index));
          const span = document.createElement('span');
          span.className = kinds[kinds.findIndex((_, k) => m.groups['k' + k] !== undefined)];
          span.textContent = m[0];
          parts.push(span);
          at = m.index + m[0].length;
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
