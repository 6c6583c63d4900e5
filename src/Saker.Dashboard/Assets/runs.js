// Tables, curves and comparisons of runs, and studies: filters are completed, selections kept, charts drawn.
(() => {
  'use strict';

  // ---- a filter's completion (the combobox pattern of WAI-ARIA with a list) ----

  function complete(input) {
    const list = document.getElementById('proposals'), count = document.getElementById('proposals-count');
    let proposals = [], range = [0, 0], active = -1, request, timer;
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', 'proposals'], ['aria-haspopup', 'listbox']]) input.setAttribute(name, value);
    list.setAttribute('role', 'listbox');

    function close() {
      clearTimeout(timer);
      request?.abort();
      list.hidden = true;
      active = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function mark(index) {
      active = index;
      [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
      if (index < 0) return input.removeAttribute('aria-activedescendant');
      input.setAttribute('aria-activedescendant', 'proposal-' + index);
      list.children[index].scrollIntoView({ block: 'nearest' });
    }

    function show(answer) {
      proposals = answer.proposals;
      range = [answer.start, answer.start + answer.length];
      list.replaceChildren(...proposals.map((one, i) => {
        const option = document.createElement('li'), text = document.createElement('span'), kind = document.createElement('span');
        option.id = 'proposal-' + i;
        option.setAttribute('role', 'option');
        text.textContent = one.text;
        kind.textContent = one.kind;
        kind.className = 'muted';
        option.append(text, kind);
        return option;
      }));
      list.hidden = proposals.length === 0;
      input.setAttribute('aria-expanded', String(!list.hidden));
      count.textContent = proposals.length === 0 ? '' : proposals.length + (proposals.length === 1 ? ' proposal' : ' proposals');
      mark(-1);
    }

    async function ask() {
      request?.abort();
      const mine = request = new AbortController();
      const address = new URL(input.dataset.complete, location.href);
      address.searchParams.set('filter', input.value);
      address.searchParams.set('at', input.selectionStart);
      try {
        const response = await fetch(address, { signal: mine.signal });
        const answer = response.ok ? await response.json() : null;
        if (mine.signal.aborted || document.activeElement !== input) return;
        if (answer) show(answer); else close();
      } catch (error) {
        if (error.name !== 'AbortError') close();
      }
    }

    function accept(index) {
      const { written } = proposals[index], rest = input.value.slice(range[1]);
      const before = input.value.slice(0, range[0]) + (rest.startsWith(' ') ? written.trimEnd() + ' ' : written);
      input.value = before + rest.replace(/^ /, '');
      input.setSelectionRange(before.length, before.length);
      close();
      ask();
    }

    const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 80); };
    input.addEventListener('input', soon);
    input.addEventListener('click', soon);
    input.addEventListener('blur', close);
    list.addEventListener('mousedown', event => {
      event.preventDefault();
      const option = event.target.closest('[role=option]');
      if (option) accept([...list.children].indexOf(option));
    });
    input.addEventListener('keydown', event => {
      if (event.isComposing) return;
      const isOpen = !list.hidden, last = proposals.length - 1;
      const act = { ArrowDown: () => isOpen ? mark(active === last ? -1 : active + 1) : ask(), ArrowUp: () => isOpen ? mark(active === -1 ? last : active - 1) : ask() }[event.key];
      if (act || event.key === ' ' && event.ctrlKey) {
        event.preventDefault();
        (act ?? ask)();
      } else if (isOpen && event.key === 'Escape') {
        event.preventDefault();
        close();
      } else if (isOpen && active >= 0 && (event.key === 'Enter' || event.key === 'Tab' && !event.shiftKey)) {
        event.preventDefault();
        accept(active);
      }
    });
  }

  for (const input of document.querySelectorAll('[data-complete]')) complete(input);

  // ---- runs selected on several pages of a table ----

  const maxCompared = 100;
  const selection = document.querySelector('[data-selection]');
  const boxes = () => [...document.querySelectorAll('input[name=run][form=compare]')];
  const place = 'saker-selected-' + selection?.dataset.selection;
  const chosen = new Set(selection ? JSON.parse(sessionStorage.getItem(place) ?? '[]') : []);

  function showSelection() {
    if (!selection) return;
    const all = boxes(), size = chosen.size;
    for (const box of all) box.checked = chosen.has(box.value);
    const every = document.querySelector('[data-select-all]');
    const there = all.filter(box => box.checked).length;
    every.checked = there > 0 && there === all.length;
    every.indeterminate = there > 0 && there < all.length;
    selection.querySelector('[type=submit]').disabled = size < 2 || size > maxCompared;
    selection.querySelector('[data-select-none]').disabled = size === 0;
    const elsewhere = size - there;
    selection.querySelector('[data-selected]').textContent = size === 0 ? 'Select runs to compare them.'
      : `${size} selected${elsewhere > 0 ? `, ${elsewhere} of them on other pages` : ''}${size === 1 ? '; one more to compare' : size > maxCompared ? `; at most ${maxCompared} can be compared` : ''}`;
  }

  function choose(change) {
    change();
    sessionStorage.setItem(place, JSON.stringify([...chosen]));
    showSelection();
  }

  const put = box => box.checked ? chosen.add(box.value) : chosen.delete(box.value);
  saker.on('input[name=run][form=compare]', 'change', (_, box) => choose(() => put(box)));
  saker.on('[data-select-all]', 'change', (_, every) => choose(() => boxes().forEach(box => { if (box.offsetParent) { box.checked = every.checked; put(box); } })));
  saker.on('[data-select-none]', 'click', () => choose(() => chosen.clear()));
  saker.on('[data-selection]', 'submit', (_, form) => {
    for (const one of form.querySelectorAll('input[type=hidden]')) one.remove();
    const here = new Set(boxes().map(box => box.value));
    for (const id of chosen) if (!here.has(id)) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'run', value: id }));
  });
  addEventListener('pageshow', showSelection);
  document.addEventListener('DOMContentLoaded', showSelection);

  // ---- a table that follows: rows change where they stand, new ones wait until they are asked for ----

  // Each run's rows and the head of the table as the server sent them last, before times were put into the reader's zone.
  const asSent = new Map();
  const remember = group => asSent.set(group.dataset.run, group.outerHTML);
  const table = () => document.querySelector('table.families');
  const groups = () => [...table()?.tBodies ?? []].filter(one => one.dataset.run);
  groups().forEach(remember);
  let head = table()?.tHead.outerHTML;
  const follower = document.querySelector('[data-sink=rows]');
  // What the stream told of last: the page of the table that the address says.
  let latest = [];
  // Runs whose rows have the columns of before.
  const outdated = new Set();

  // Clocks of those who start runs may be a little behind.
  const isNew = group => Number(group.dataset.started) > Number(follower.dataset.made) - 60000;
  const parse = html => new DOMParser().parseFromString(html, 'text/html');

  function renew(old, fresh) {
    outdated.delete(old.dataset.run);
    if (asSent.get(old.dataset.run) === fresh.outerHTML) return;
    remember(fresh);
    saker.swap(old, document.importNode(fresh, true));
  }

  function putHead(fresh) {
    if (!fresh || !table() || fresh.outerHTML === head) return;
    head = fresh.outerHTML;
    saker.swap(table().tHead, document.importNode(fresh, true));
    for (const group of groups()) outdated.add(group.dataset.run);
  }

  saker.sink('rows', ({ count, html }) => {
    for (const one of document.querySelectorAll('[data-run-count]')) one.textContent = count;
    const page = parse(html);
    latest = [...page.querySelectorAll('tbody[data-run]')];
    putHead(page.querySelector('thead'));
    const shown = new Map(groups().map(one => [one.dataset.run, one]));
    for (const group of latest) if (shown.has(group.dataset.run)) renew(shown.get(group.dataset.run), group);
    addAtEnd(shown);
    tell();
    followOthers(others());
    showSelection();
  });

  // Where a run went, those behind it move up: what the page ends with is put at its end.
  function addAtEnd(shown) {
    const last = latest.findLastIndex(group => shown.has(group.dataset.run));
    const added = latest.slice(last + 1);
    if (last < 0 || added.length === 0 || added.some(isNew)) return;
    added.forEach(remember);
    const fresh = added.map(group => document.importNode(group, true));
    groups().find(one => one.dataset.run === latest[last].dataset.run).after(...fresh);
    fresh.forEach(saker.enliven);
  }

  function tell() {
    const shown = new Set(groups().map(one => one.dataset.run)), missing = latest.filter(group => !shown.has(group.dataset.run));
    const size = missing.filter(isNew).length, news = document.querySelector('[data-news]');
    news.hidden = missing.length === 0;
    news.querySelector('a').textContent = size === 0 ? 'The order has changed: show it' : size === 1 ? '1 new run: show it' : `${size} new runs: show them`;
  }

  // Rows that the stream tells nothing of, since others stand before them: those that are seen are asked for, more often while something of them runs.
  const mostAsked = 100;
  let isAsking = false, turn = 0;

  function others() {
    if (latest.length === 0 || document.hidden) return [];
    const told = new Set(latest.map(group => group.dataset.run));
    const isSeen = one => { const { top, bottom } = one.getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
    return groups().filter(one => !told.has(one.dataset.run) && isSeen(one)).slice(0, mostAsked);
  }

  async function followOthers(asked) {
    if (isAsking || asked.length === 0) return;
    isAsking = true;
    const address = new URL(follower.dataset.rows, location.href);
    for (const one of asked) address.searchParams.append('run', one.dataset.run);
    const answer = await fetch(address).then(response => response.ok ? response.text() : null, () => null);
    isAsking = false;
    const page = answer && parse(answer);
    if (!page?.querySelector('table')) return;
    const there = new Map([...page.querySelectorAll('tbody[data-run]')].map(one => [one.dataset.run, one]));
    for (const one of asked.filter(one => one.isConnected)) {
      const fresh = there.get(one.dataset.run);
      if (fresh) renew(one, fresh);
      // It was deleted, or is not what the filter wants any more.
      else if (!one.contains(document.activeElement)) take(one);
    }
    showSelection();
  }

  function take(group) {
    asSent.delete(group.dataset.run);
    outdated.delete(group.dataset.run);
    group.remove();
  }

  if (follower) setInterval(() => {
    turn++;
    const seen = others();
    if (turn % 5 === 0 || seen.some(one => outdated.has(one.dataset.run) || one.querySelector('[data-status=running]'))) followOthers(seen);
  }, 2000);

  saker.on('[data-news] a', 'click', (event, link) => {
    if (!table()) return;
    event.preventDefault();
    const shown = new Map(groups().map(one => [one.dataset.run, one]));
    const fresh = latest.filter(group => !shown.has(group.dataset.run));
    fresh.forEach(remember);
    table().tHead.after(...latest.map(group => shown.get(group.dataset.run) ?? group));
    saker.enliven(table());
    link.parentElement.hidden = true;
    fresh[0]?.querySelector('a')?.focus({ preventScroll: true });
    showSelection();
  });

  // ---- a table that goes on where it ends ----

  async function append(holder) {
    if (!holder.dataset.append || holder.getAttribute('aria-busy')) return;
    holder.setAttribute('aria-busy', 'true');
    const response = await fetch(holder.dataset.append).catch(() => null);
    if (!response?.ok) {
      // The link leads there all the same.
      holder.removeAttribute('aria-busy');
      delete holder.dataset.append;
      return;
    }
    const more = parse(await response.text()), next = more.querySelector('[data-append]');
    putHead(more.querySelector('thead'));
    // What came in above meanwhile may have moved rows to the next page that stand here already.
    const added = [...more.querySelectorAll('tbody')].filter(one => !asSent.has(one.dataset.run));
    added.forEach(remember);
    table().append(...added);
    saker.enliven(table());
    showSelection();
    if (!next) return holder.remove();
    next.querySelector('a:not([rel=next])')?.remove();
    holder.replaceWith(next);
    ends.observe(next);
  }

  const ends = new IntersectionObserver(entries => { for (const entry of entries) if (entry.isIntersecting) append(entry.target); }, { rootMargin: '300px' });
  saker.on('[data-append] a[rel=next]', 'click', (event, link) => {
    const holder = link.closest('[data-append]');
    if (!holder.dataset.append) return;
    event.preventDefault();
    append(holder);
  });
  for (const holder of document.querySelectorAll('[data-append]')) ends.observe(holder);

  // ---- lists of columns, axes and metrics to choose from ----

  saker.on('[data-narrow]', 'input', (_, field) => {
    const wanted = field.value.toLowerCase();
    for (const label of field.closest('.chooser').querySelectorAll('fieldset label')) label.hidden = !label.textContent.toLowerCase().includes(wanted);
  });
  saker.on('[data-narrow]', 'keydown', event => { if (event.key === 'Enter') event.preventDefault(); });
  saker.on('[data-check]', 'click', (_, button) => {
    for (const label of button.closest('.chooser').querySelectorAll('fieldset label:not([hidden])')) label.querySelector('input').checked = button.dataset.check === 'all';
  });

  // What a page proposed and nobody changed is not chosen: it may propose others when there are others.
  document.addEventListener('formdata', ({ target, formData }) => {
    const boxes = target.querySelectorAll('.chooser[data-proposed] input[name=c]');
    if (boxes.length > 0 && [...boxes].every(box => box.checked === box.defaultChecked)) for (const name of ['chosen', 'c']) formData.delete(name);
  });

  // ---- curves ----

  const exact = one => String(Number(one.toPrecision(6)));
  const controls = () => document.querySelector('[data-curve-controls]')?.elements;

  function drawn() {
    const fields = controls();
    return { axis: fields?.x.value ?? 'step', isLog: fields?.log.checked ?? false, smoothing: Number(fields?.smooth.value ?? 0) };
  }

  // An exponential moving average, without the pull of its beginning at zero.
  function smoothed(points, amount) {
    let last = 0, weight = 0;
    return points.map(([x, value]) => {
      if (value == null) return [x, null];
      last = last * amount + (1 - amount) * value;
      weight = weight * amount + (1 - amount);
      return [x, last / weight];
    });
  }

  const span = seconds => seconds < 120 ? exact(seconds) + ' s' : seconds < 7200 ? exact(Math.round(seconds / 6) / 10) + ' min' : exact(Math.round(seconds / 360) / 10) + ' h';

  saker.chart('metric-lines', (message, element) => {
    const own = message.metrics ? message.metrics[element.dataset.key] : message;
    if (!own) return null;
    const { muted, line, series: colours } = saker.style(), { axis, isLog, smoothing } = drawn();
    const look = i => ({ color: colours[i % colours.length], type: ['solid', 'dashed', 'dotted'][Math.floor(i / colours.length) % 3] });
    const x = (step, elapsed, start) => axis === 'time' ? start + elapsed : axis === 'relative' ? elapsed / 1000 : step;
    const several = own.series.length > 1;
    const lines = own.series.flatMap((one, i) => {
      // Names may repeat, and the chart tells lines apart by them.
      const name = own.series.findIndex(other => other.name === one.name) === i ? one.name : `${one.name} (${i + 1})`;
      const points = one.points.map(([step, elapsed, value]) => [x(step, elapsed, one.start), isLog && value <= 0 ? null : value]);
      const base = { name, type: 'line', symbol: 'circle', symbolSize: 4, connectNulls: false, itemStyle: { color: look(i).color } };
      const raw = { ...base, data: points, showSymbol: points.length < 40 && smoothing === 0, lineStyle: { width: 1.5, ...look(i), opacity: smoothing > 0 ? .25 : 1 } };
      return smoothing > 0 ? [{ ...raw, silent: true, tooltip: { show: false } }, { ...base, data: smoothed(points, smoothing), showSymbol: false, lineStyle: { width: 2, ...look(i) } }] : [raw];
    });
    return {
      grid: { left: 62, right: 16, top: several ? 40 : 12, bottom: 40 },
      legend: { show: several, type: 'scroll', top: 0, left: 0, right: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: muted, width: 120, overflow: 'truncate' }, pageTextStyle: { color: muted }, pageIconColor: muted },
      tooltip: { ...saker.tooltip(exact), trigger: own.series.length > 12 ? 'item' : 'axis' },
      xAxis: {
        type: axis === 'time' ? 'time' : 'value', name: { step: 'step', time: 'wall time', relative: 'time since the start' }[axis], nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: muted },
        min: 'dataMin', max: 'dataMax', splitNumber: 4, axisLabel: { color: muted, hideOverlap: true, ...axis === 'relative' ? { formatter: span } : {} }, splitLine: { show: false }, axisLine: { lineStyle: { color: line } },
      },
      yAxis: { type: isLog ? 'log' : 'value', scale: true, splitNumber: 4, axisLabel: { color: muted, formatter: exact, hideOverlap: true }, splitLine: { lineStyle: { color: line } } },
      series: lines,
    };
  });

  saker.on('[data-curve-controls] input, [data-curve-controls] select', 'input', (_, field) => {
    saker.redraw();
    const address = new URL(location), form = field.form.elements;
    for (const [name, value] of [['x', form.x.value === 'step' ? '' : form.x.value], ['log', form.log.checked ? '1' : ''], ['smooth', form.smooth.value === '0' ? '' : form.smooth.value]]) {
      if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
    }
    history.replaceState(null, '', address);
  });
  saker.on('[data-curve-controls]', 'submit', event => event.preventDefault());

  // A metric whose second value has just come gets a chart.
  saker.sink('curves', ({ metrics }) => {
    const section = document.querySelector('[data-curves]');
    for (const key of Object.keys(metrics)) {
      if ([...document.querySelectorAll('[data-chart=metric-lines]')].some(element => element.dataset.key === key)) continue;
      const group = key.startsWith('system/') ? 'system' : 'metrics';
      const figure = document.createElement('figure'), caption = document.createElement('figcaption'), area = document.createElement('div');
      figure.className = 'panel chart';
      caption.className = 'mono';
      caption.textContent = key;
      area.className = 'chart-area tall';
      Object.assign(area.dataset, { chart: 'metric-lines', key, feed: 'curves' });
      area.setAttribute('role', 'img');
      area.setAttribute('aria-label', key + ' as it comes; the latest values stand in the table of metrics');
      figure.append(caption, area);
      document.querySelector(`[data-curve-grid=${group}]`).append(figure);
      if (group === 'system') document.querySelector('[data-curve-group=system]').hidden = false;
      section.hidden = false;
    }
  });
})();
