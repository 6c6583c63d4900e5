// What all pages share: times in the reader's zone, charts, live parts, keys. All of it is decoration: pages are whole without it.
// One global, `saker`, is what the scripts of single areas build on.
window.saker = (() => {
  'use strict';

  const parts = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  const thisYear = new Date().getFullYear();
  const formats = parts => [new Intl.DateTimeFormat(undefined, parts), new Intl.DateTimeFormat(undefined, { year: 'numeric', ...parts })];
  const toMinutes = formats(parts), toSeconds = formats({ ...parts, second: '2-digit' });
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

  function localise(root) {
    for (const time of root.querySelectorAll('time[datetime]:not([title])')) {
      const at = new Date(time.dateTime);
      time.textContent = (time.dataset.seconds === undefined ? toMinutes : toSeconds)[at.getFullYear() === thisYear ? 0 : 1].format(at);
      time.title = full.format(at);
    }
  }

  // ---- fields for times: shown and written in the reader's zone, sent as the instant ----

  const two = number => String(number).padStart(2, '0');
  const local = at => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}${at.getSeconds() ? ':' + two(at.getSeconds()) : ''}`;

  function localiseFields(root) {
    for (const field of root.querySelectorAll('input[data-instant]:not([data-local])')) {
      field.dataset.local = '';
      const zone = field.parentElement.querySelector('.zone');
      if (zone) zone.textContent = '';
      if (field.dataset.instant) field.defaultValue = field.value = local(new Date(field.dataset.instant));
    }
  }

  document.addEventListener('formdata', event => {
    for (const field of event.target.elements) {
      if (field.dataset.local === undefined || !field.name || !field.value) continue;
      // As it came, where it was not touched: the field knows no parts of seconds.
      const instant = field.value === field.defaultValue ? field.dataset.instant : new Date(field.value).toISOString().replace(':00.000Z', 'Z');
      event.formData.set(field.name, instant);
    }
  });

  // Handlers at the document: they hold for what is swapped in later, too.
  function on(selector, event, handler) {
    document.addEventListener(event, raised => {
      const element = raised.target instanceof Element ? raised.target.closest(selector) : null;
      if (element) handler(raised, element);
    }, event === 'focus' || event === 'blur' || event === 'toggle');
  }

  // ---- charts ----

  const kinds = new Map();
  const drawn = new Map();

  function style() {
    const values = getComputedStyle(document.documentElement);
    const value = name => values.getPropertyValue(name).trim();
    return {
      text: value('--text'), muted: value('--muted'), line: value('--line'), lineStrong: value('--line-strong'), panel: value('--panel'), accent: value('--accent'),
      good: value('--good'), busy: value('--busy'), bad: value('--bad'), stripe: value('--stripe'),
      series: [1, 2, 3, 4, 5, 6].map(i => value('--series-' + i)), font: getComputedStyle(document.body).fontFamily,
    };
  }

  // Rich text: an HTML tooltip would need inline styles, which the page's policy forbids.
  function tooltip(format) {
    const { panel, lineStrong, text } = style();
    return {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: panel, borderColor: lineStrong, textStyle: { color: text },
      valueFormatter: one => one == null ? '\u2014' : format ? format(one) : String(one),
    };
  }

  function forget() {
    for (const [element, entry] of drawn) {
      if (element.isConnected) continue;
      entry.observer.disconnect();
      entry.chart.dispose();
      drawn.delete(element);
    }
  }

  function draw(element, message) {
    const kind = kinds.get(element.dataset.chart);
    if (!kind || typeof echarts === 'undefined') return;
    let entry = drawn.get(element);
    if (!entry) {
      forget();
      const chart = echarts.init(element, null, { renderer: 'canvas' });
      const observer = new ResizeObserver(() => chart.resize());
      observer.observe(element);
      drawn.set(element, entry = { chart, observer });
      kind.ready?.(chart, element);
    }
    entry.last = message;
    const option = kind.option(message, element);
    // A message that says nothing of this chart leaves it as it is.
    if (!option) return;
    const fewer = (option.series?.length ?? 0) < (entry.series ?? 0);
    entry.series = option.series?.length ?? 0;
    entry.chart.setOption({ animation: false, textStyle: { fontFamily: style().font }, ...option }, fewer ? { replaceMerge: ['series'] } : undefined);
  }

  function drawIn(root) {
    for (const element of root.querySelectorAll('[data-chart][data-first]')) {
      if (!drawn.has(element)) draw(element, JSON.parse(element.dataset.first));
    }
  }

  // option(message, element) gives what echarts draws; ready(chart, element) is called once for each, for clicks and the like.
  function chart(kind, option, ready) {
    kinds.set(kind, { option, ready });
    if (document.readyState === 'complete') drawIn(document);
  }

  const redraw = () => { for (const [element, entry] of drawn) if (element.isConnected) draw(element, entry.last); };

  // ---- live parts ----

  const sinks = new Map();

  // Messages of that name are given to the handler instead of being put into the page.
  const sink = (name, handler) => sinks.set(name, handler);

  function receive(name, text) {
    const message = JSON.parse(text);
    sinks.get(name)?.(message);
    for (const element of document.querySelectorAll(`[data-feed="${CSS.escape(name)}"]`)) draw(element, message);
  }

  // What became of the stream, and what the reader can do about it.
  function state(name, text, todo, address) {
    const live = document.getElementById('live'), shown = live?.querySelector('.live-text'), words = [text, todo].filter(Boolean).join(': ');
    if (!live || live.dataset.state === name && shown.textContent === words) return;
    live.dataset.state = name;
    shown.textContent = todo && text ? text + ': ' : text;
    if (todo) shown.append(Object.assign(document.createElement('a'), { href: address, textContent: todo }));
  }

  // The page's own address, also where it answers a form.
  const page = () => document.getElementById('content')?.dataset.page ?? location.pathname;

  // How long a page waits that too many others kept from watching.
  const retryAfter = [5000, 15000, 45000, 120000];

  // Browsers open six connections to a host over plain HTTP: a page that nobody sees gives its own back, and takes it up again, with all that there is to see, when it is looked at.
  const restAfter = 1500;

  // How long a page waits, twice as long each time, while the server gives no answer at all.
  const firstPause = 500, lastPause = 64000;

  // What htmx takes for an EventSource. Errors are not handed on to it: it would write each into the console, also that of a page that is just being left.
  function stream(url) {
    const listeners = [], one = { onopen: null, onerror: null, readyState: 0, addEventListener, removeEventListener, close };
    let source = null, resting = 0, tries = 0, again = 0, pause = firstPause, hasEnded = false;

    // A browser does not tell why the server gave no stream. Where asking again could help it is done: a few times where others keep it from watching, else for as long as the page is open.
    async function refused() {
      rest();
      const status = await statusOf(url);
      if (source || hasEnded) return;
      if (status === 429 && tries < retryAfter.length) {
        // There may be room meanwhile.
        retry('Too many pages are watched live', retryAfter[tries++]);
      } else if (status === 429) {
        give('Too many pages are watched live', 'Load again', page());
      } else if (status === 401 || status === 403) {
        give('', 'Sign in again', '/sign-in?return=' + encodeURIComponent(page()));
      } else if (status === 404) {
        give('What is shown is gone');
      } else {
        retry('Connection lost', pause);
        pause = Math.min(2 * pause, lastPause);
      }
    }

    function retry(text, after) {
      state('lost', text);
      again = setTimeout(look, after);
    }

    function give(text, todo, address) {
      end();
      state('lost', text, todo, address);
    }

    function open() {
      clearTimeout(again);
      if (source) return;
      const opened = source = new EventSource(url);
      opened.onopen = event => {
        tries = 0;
        pause = firstPause;
        one.readyState = opened.readyState;
        one.onopen?.(event);
      };
      opened.onerror = () => {
        if (opened !== source) return;
        if (opened.readyState === EventSource.CLOSED) return refused();
        // The browser asks again by itself.
        one.readyState = opened.readyState;
        state('lost', 'Connection lost');
      };
      for (const [name, listener] of listeners) source.addEventListener(name, listener);
    }

    function rest() {
      source?.close();
      source = null;
    }

    function look() {
      clearTimeout(resting);
      if (document.hidden) resting = setTimeout(rest, restAfter);
      else open();
    }

    function addEventListener(name, listener) {
      listeners.push([name, listener]);
      source?.addEventListener(name, listener);
    }

    function removeEventListener(name, listener) {
      const at = listeners.findIndex(known => known[0] === name && known[1] === listener);
      if (at >= 0) listeners.splice(at, 1);
      source?.removeEventListener(name, listener);
    }

    function end() {
      hasEnded = true;
      clearTimeout(resting);
      clearTimeout(again);
      document.removeEventListener('visibilitychange', look);
    }

    function close() {
      end();
      rest();
      one.readyState = EventSource.CLOSED;
    }

    document.addEventListener('visibilitychange', look);
    if (!document.hidden) open();
    return one;
  }

  async function statusOf(url) {
    const stop = new AbortController();
    const status = await fetch(url, { signal: stop.signal, headers: { 'Saker-Probe': '1' } }).then(answer => answer.status, () => 0);
    stop.abort();
    return status;
  }

  if (typeof htmx !== 'undefined') htmx.createEventSource = stream;

  // What the reader did to a part of the page outlives its replacement: what is unfolded, scrolled, typed and focused.
  const fold = one => one.id || one.querySelector('summary')?.textContent;
  const field = one => [one.form?.id || one.form?.getAttribute('action'), one.name, one.type === 'checkbox' || one.type === 'radio' ? one.value : ''].join('\n');
  const fields = root => [...root.querySelectorAll('input:not([type=hidden]), textarea, select')].filter(one => one.name);
  // A button is what it does: where its form goes to, and with what.
  const act = one => [one.getAttribute('formaction') ?? one.form?.getAttribute('action'), ...[...one.form?.querySelectorAll('input[type=hidden]') ?? []].map(hidden => hidden.value), one.dataset.copy, one.value, one.textContent].join('\n');
  const focusable = one => one.id || (one.tagName === 'SUMMARY' ? fold(one.parentElement) : one.tagName === 'BUTTON' ? act(one) : one.name ? field(one) : one.getAttribute('href') || one.textContent);
  // What two of them are called tells neither.
  const single = pairs => new Map(pairs.filter(([key]) => pairs.filter(([other]) => other === key).length === 1));

  function keep(root) {
    const active = root.contains(document.activeElement) ? document.activeElement : null;
    return {
      folds: single([...root.querySelectorAll('details')].map(one => [fold(one), one.open])),
      scrolls: [...root.querySelectorAll('.scroll, pre')].map(one => [one.scrollLeft, one.scrollTop]),
      typed: new Map(fields(root).filter(one => one.type === 'checkbox' || one.type === 'radio' ? one.checked !== one.defaultChecked : one.tagName === 'SELECT' || one.value !== one.defaultValue)
        .map(one => [field(one), { value: one.value, checked: one.checked }])),
      focus: active && { tag: active.tagName, key: focusable(active), start: active.selectionStart, end: active.selectionEnd },
    };
  }

  function restore(root, { folds, scrolls, typed, focus }) {
    for (const one of root.querySelectorAll('details')) if (folds.has(fold(one))) one.open = folds.get(fold(one));
    [...root.querySelectorAll('.scroll, pre')].forEach((one, i) => { if (scrolls[i]) [one.scrollLeft, one.scrollTop] = scrolls[i]; });
    for (const one of fields(root)) {
      const before = typed.get(field(one));
      if (!before) continue;
      if (one.type === 'checkbox' || one.type === 'radio') one.checked = before.checked;
      else one.value = before.value;
    }
    if (!focus) return;
    const again = [...root.querySelectorAll(focus.tag)].find(one => one.type !== 'hidden' && focusable(one) === focus.key);
    again?.focus({ preventScroll: true });
    if (again && focus.start != null && again.setSelectionRange) again.setSelectionRange(focus.start, focus.end);
  }

  // Puts a new element in an old one's place; what the reader did to the old one outlives it.
  function swap(old, fresh) {
    const before = keep(old);
    old.replaceWith(fresh);
    enliven(fresh);
    restore(fresh, before);
  }

  function enliven(root) {
    localise(root);
    localiseFields(root);
    for (const one of root.querySelectorAll('[data-script][hidden]')) one.hidden = false;
    drawIn(root);
  }

  const kept = new WeakMap();
  document.addEventListener('htmx:sseBeforeMessage', event => {
    state('live', 'Live');
    const name = event.target.dataset.sink;
    if (!name) {
      kept.set(event.target, keep(event.target));
      return;
    }
    event.preventDefault();
    receive(name, event.detail.data);
  });
  document.addEventListener('htmx:sseMessage', event => {
    enliven(event.target);
    if (kept.has(event.target)) restore(event.target, kept.get(event.target));
    forget();
  });
  document.addEventListener('htmx:sseOpen', () => state('live', 'Live'));
  document.addEventListener('DOMContentLoaded', () => enliven(document));

  // ---- light and dark ----

  const media = { system: '(prefers-color-scheme: dark)', light: 'not all', dark: 'all' };
  on('.theme button', 'click', (event, button) => {
    event.preventDefault();
    const theme = button.value;
    document.cookie = `saker-theme=${theme === 'system' ? '' : theme}; path=/; max-age=${theme === 'system' ? 0 : 31536000}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name=color-scheme]').content = theme === 'system' ? 'light dark' : theme;
    document.getElementById('dark').media = media[theme];
    for (const one of document.querySelectorAll('.theme button')) one.setAttribute('aria-pressed', String(one === button));
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

  // ---- copying, dialogs, keys ----

  async function copy(text) {
    // A page that came over plain HTTP has no clipboard; its selection does the same.
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(document.createElement('textarea'));
    area.value = text;
    area.select();
    document.execCommand('copy');
    area.remove();
  }

  on('[data-copy]', 'click', async (_, button) => {
    await copy(button.dataset.copy || button.parentElement.querySelector('code, pre').textContent);
    const before = button.dataset.text ??= button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = before; }, 1500);
  });
  on('[data-opens]', 'click', (_, button) => document.getElementById(button.dataset.opens).showModal());

  // When the first of two keys was pressed: by the browser's clock, which a busy page does not delay.
  let goesSince = null;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const isTyping = event.target.matches?.('input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]');
    if (isTyping) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    if (document.querySelector('dialog[open]')) return;
    if (goesSince !== null && event.timeStamp - goesSince < 1500) {
      goesSince = null;
      document.querySelector(`.menu a[data-key="${CSS.escape(event.key)}"]`)?.click();
    } else if (event.key === 'g') {
      goesSince = event.timeStamp;
    } else if (event.key === '?') {
      document.getElementById('keys').showModal();
    } else if (event.key === '/') {
      const filter = document.querySelector('[data-filter], main input[type=search], main .search input:not([type=hidden], [type=checkbox])');
      if (!filter) return;
      event.preventDefault();
      filter.focus();
      filter.select();
    }
  });

  return Object.freeze({ chart, style, tooltip, on, sink, draw, redraw, localise, enliven, swap, copy, chartOf: element => drawn.get(element)?.chart });
})();
