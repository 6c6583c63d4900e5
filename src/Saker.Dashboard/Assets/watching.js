// Watching: how far a column moved over time, scores over time, and arrows in the heat map. All of it is decoration.
(() => {
  'use strict';

  const percent = one => `${Math.round(one * 1000) / 10}%`;
  const exact = one => String(Number(one.toPrecision(4)));
  const pairs = (at, values) => at.map((time, i) => [time, values[i]]);

  function frame(format, names) {
    const { muted, line, series } = saker.style();
    return {
      look: { muted, line, series },
      grid: { left: 52, right: 16, top: names.length > 1 ? 34 : 14, bottom: 28 },
      legend: names.length > 1 ? { data: names, top: 0, left: 0, itemWidth: 16, itemHeight: 8, textStyle: { color: muted } } : undefined,
      tooltip: saker.tooltip(format),
      xAxis: { type: 'time', axisLabel: { color: muted, hideOverlap: true }, axisLine: { lineStyle: { color: line } }, splitNumber: 4 },
      yAxis: { type: 'value', scale: true, splitNumber: 3, axisLabel: { color: muted, formatter: format }, splitLine: { lineStyle: { color: line } } },
    };
  }

  const mark = (value, name, colour) => value == null ? undefined : {
    silent: true, symbol: 'none', lineStyle: { color: colour, type: 'dashed', width: 1 }, label: { formatter: name, color: colour, position: 'insideEndTop', fontSize: 11 }, data: [{ yAxis: value }],
  };

  saker.chart('effect', ({ at, effect, moved, least }) => {
    const { look, ...rest } = frame(percent, ['rows elsewhere']);
    const { bad, busy } = saker.style();
    return {
      ...rest,
      yAxis: { ...rest.yAxis, scale: false, min: 0 },
      series: [{
        name: 'rows elsewhere', type: 'line', data: at.map((time, i) => ({ value: [time, effect[i]], itemStyle: { color: moved[i] ? bad : look.series[0] }, symbolSize: moved[i] ? 8 : 4, symbol: moved[i] ? 'diamond' : 'circle' })),
        lineStyle: { width: 1.5, color: look.series[0] }, showSymbol: true, connectNulls: false, markLine: mark(least, 'matters from here', busy),
      }],
    };
  });

  saker.chart('score', ({ at, measured, low, high, estimated, decayed, evaluation, threshold }) => {
    const { look, ...rest } = frame(exact, ['measured', 'estimated']);
    const { bad, muted } = saker.style();
    // The 95% interval of each window, as a bar with ends.
    const interval = {
      name: '95% interval', type: 'custom', z: 1, silent: true, tooltip: { show: false },
      data: at.map((time, i) => [time, low[i], high[i]]).filter(one => one[1] != null && one[2] != null),
      encode: { x: 0, y: [1, 2] },
      renderItem: (_, api) => {
        const [x, from] = api.coord([api.value(0), api.value(1)]);
        const [, to] = api.coord([api.value(0), api.value(2)]);
        const stroke = { stroke: look.series[0], opacity: .6, lineWidth: 1 };
        const bar = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke });
        return { type: 'group', children: [bar(x, from, x, to), bar(x - 3, from, x + 3, from), bar(x - 3, to, x + 3, to)] };
      },
    };
    return {
      ...rest,
      series: [
        interval,
        {
          name: 'measured', type: 'line', z: 3, connectNulls: false, showSymbol: true, lineStyle: { width: 1.5, color: look.series[0] }, itemStyle: { color: look.series[0] },
          data: at.map((time, i) => ({ value: [time, measured[i]], symbol: decayed[i] ? 'diamond' : 'circle', symbolSize: decayed[i] ? 9 : 5, itemStyle: decayed[i] ? { color: bad } : undefined })),
          markLine: mark(evaluation, 'evaluation', muted),
        },
        {
          name: 'estimated', type: 'line', z: 2, connectNulls: false, showSymbol: true, symbol: 'emptyCircle', symbolSize: 5, lineStyle: { width: 1.5, type: 'dashed', color: look.series[1] }, itemStyle: { color: look.series[1] },
          data: pairs(at, estimated), markLine: mark(threshold, 'estimate worse than expected', bad),
        },
      ],
    };
  });

  // Labels over the heat map in the reader's zone; days are of UTC, whoever reads.
  const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  const moment = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  function shorten() {
    for (const time of document.querySelectorAll('time[data-short]')) {
      const at = new Date(time.dateTime);
      time.textContent = (time.dataset.short === 'day' ? day : hour).format(at);
      time.removeAttribute('data-short');
    }
    for (const link of document.querySelectorAll('table[data-heat] a[data-at]')) {
      const cell = link.closest('td, th'), at = moment.format(new Date(link.dataset.at));
      // A cell's begins with its column, in which anything may stand.
      const start = cell.tagName === 'TD' ? cell.parentElement.cells[0].querySelector('a').textContent.length : 0;
      link.title = link.title.slice(0, start) + link.title.slice(start).replace(/\d{1,2} \w{3} \d\d:\d\d UTC/, () => at);
      for (const time of link.querySelectorAll('time')) time.title = at;
      link.removeAttribute('data-at');
    }
  }

  // One stop for the tabulator; from there, arrows go from cell to cell.
  const cells = table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.querySelector('a')));
  function rove(root) {
    for (const table of root.querySelectorAll('table[data-heat]:not([data-roving])')) {
      table.dataset.roving = '';
      let first = true;
      for (const one of table.querySelectorAll('td > a')) {
        one.tabIndex = first ? 0 : -1;
        first = false;
      }
    }
  }

  saker.on('table[data-heat] td > a', 'keydown', (event, link) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -1e6], End: [0, 1e6] }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const grid = cells(link.closest('table'));
    const at = grid.findIndex(row => row.includes(link));
    let row = at, column = grid[at].indexOf(link), next = null;
    if (Math.abs(step[1]) > 1) next = step[1] < 0 ? grid[at].slice(1).find(Boolean) : grid[at].slice(1).findLast(Boolean);
    // Over holes, where no window had the column.
    else do next = grid[row += step[0]]?.[column += step[1]]; while (!next && grid[row] && column > 0 && column < grid[row].length);
    if (!next) return;
    link.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  const ready = () => { shorten(); rove(document); };
  document.addEventListener('DOMContentLoaded', ready);
  document.addEventListener('htmx:sseMessage', ready);
})();
