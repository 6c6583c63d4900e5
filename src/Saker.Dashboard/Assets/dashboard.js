// Times in the reader's zone, numbers and charts kept live. All of it is decoration: pages are whole without it.
(() => {
  'use strict';

  const parts = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  const thisYear = new Date().getFullYear();
  const recent = new Intl.DateTimeFormat(undefined, parts);
  const older = new Intl.DateTimeFormat(undefined, { year: 'numeric', ...parts });
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

  function localise(root) {
    for (const time of root.querySelectorAll('time[datetime]:not([title])')) {
      const at = new Date(time.dateTime);
      time.textContent = (at.getFullYear() === thisYear ? recent : older).format(at);
      time.title = full.format(at);
    }
  }

  function property(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  const charts = [];
  const line = (name, data, colour, axis) => ({
    name, data, yAxisIndex: axis, type: 'line', showSymbol: true, symbol: 'circle', symbolSize: 4, smooth: false, connectNulls: false,
    lineStyle: { width: 1.5, color: colour }, itemStyle: { color: colour },
  });

  // Rich text: an HTML tooltip would need inline styles, which the page's policy forbids.
  const tooltip = format => ({
    trigger: 'axis', renderMode: 'richText', confine: true,
    backgroundColor: property('--panel'), borderColor: property('--line-strong'), textStyle: { color: property('--text') },
    valueFormatter: one => one == null ? '\u2014' : format(one),
  });

  function trafficOption({ chart }) {
    const text = property('--muted'), grid = property('--line');
    const clock = at => new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    const tidy = one => String(Math.round(one * 100) / 100);
    const value = (name, extra) => ({
      type: 'value', name, min: 0, splitNumber: 3, nameTextStyle: { color: text, ...extra },
      axisLabel: { color: text, formatter: tidy }, splitLine: { lineStyle: { color: grid } },
    });
    const pair = name => chart[name].map((one, i) => [chart.at[i], one]);
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 44, right: 48, top: 46, bottom: 24 },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: text } },
      tooltip: tooltip(tidy),
      xAxis: {
        type: 'time', axisLabel: { color: text, hideOverlap: true, formatter: clock },
        axisLine: { lineStyle: { color: grid } }, splitNumber: 3,
      },
      yAxis: [value('requests/s', { align: 'left', padding: [0, 0, 0, -36] }), { ...value('ms', { align: 'right', padding: [0, -30, 0, 0] }), splitLine: { show: false } }],
      series: [
        { name: 'requests/s', type: 'bar', data: pair('requests'), yAxisIndex: 0, barCategoryGap: '20%', itemStyle: { color: property('--series-1'), opacity: .55 } },
        line('p95 ms', pair('p95'), property('--series-2'), 1),
      ],
    };
  }

  // A colour and, once those are used up, a way of drawing it.
  const look = i => ({ color: property('--series-' + (i % 6 + 1)), type: ['solid', 'dashed', 'dotted'][Math.floor(i / 6) % 3] });

  function curvesOption({ series }) {
    const text = property('--muted'), grid = property('--line');
    const exact = one => String(Number(one.toPrecision(6)));
    const lines = series.map((one, i) => ({
      // Names may repeat, and the chart tells lines apart by them.
      name: series.findIndex(other => other.name === one.name) === i ? one.name : `${one.name} (${i + 1})`,
      data: one.points, type: 'line', symbol: 'circle', symbolSize: 4, showSymbol: one.points.length < 40, connectNulls: false,
      lineStyle: { width: 1.5, ...look(i) }, itemStyle: { color: look(i).color },
    }));
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 56, right: 16, top: 40, bottom: 40 },
      legend: { type: 'scroll', top: 0, left: 0, right: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: text, width: 120, overflow: 'truncate' }, pageTextStyle: { color: text }, pageIconColor: text },
      tooltip: tooltip(exact),
      xAxis: { type: 'value', name: 'step', nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: text }, min: 'dataMin', max: 'dataMax', axisLabel: { color: text, hideOverlap: true }, splitLine: { show: false }, axisLine: { lineStyle: { color: grid } } },
      yAxis: { type: 'value', scale: true, splitNumber: 4, axisLabel: { color: text, formatter: exact }, splitLine: { lineStyle: { color: grid } } },
      series: lines,
    };
  }

  const options = { traffic: trafficOption, curves: curvesOption };

  function draw(element, message) {
    if (typeof echarts === 'undefined') return;
    let entry = charts.find(one => one.element === element);
    if (!entry) {
      entry = { element, chart: echarts.init(element, null, { renderer: 'canvas' }) };
      charts.push(entry);
      new ResizeObserver(() => entry.chart.resize()).observe(element);
    }
    entry.last = message;
    entry.chart.setOption(options[element.dataset.chart](message));
  }

  function traffic(message) {
    for (const list of document.querySelectorAll('[data-endpoint]')) {
      const stats = message.stats[list.dataset.endpoint];
      if (!stats) continue;
      for (const cell of list.querySelectorAll('[data-stat]')) {
        const text = stats[cell.dataset.stat];
        if (text !== undefined && cell.textContent !== text) cell.textContent = text;
      }
    }
    for (const element of document.querySelectorAll('[data-chart=traffic]')) draw(element, message);
  }

  function state(name, text) {
    const live = document.getElementById('live');
    if (!live || live.dataset.state === name) return;
    live.dataset.state = name;
    live.querySelector('.live-text').textContent = text;
  }

  document.addEventListener('DOMContentLoaded', () => {
    localise(document);
    for (const element of document.querySelectorAll('[data-chart]')) draw(element, JSON.parse(element.dataset.first));
  });
  document.addEventListener('htmx:sseBeforeMessage', event => {
    state('live', 'Live');
    if (event.target.dataset.sink !== 'traffic') return;
    event.preventDefault();
    traffic(JSON.parse(event.detail.data));
  });
  document.addEventListener('htmx:sseMessage', event => localise(event.target));
  document.addEventListener('htmx:sseOpen', () => state('live', 'Live'));
  document.addEventListener('htmx:sseError', () => state('lost', 'Connection lost'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const entry of charts) if (entry.last) entry.chart.setOption(options[entry.element.dataset.chart](entry.last));
  });
})();
