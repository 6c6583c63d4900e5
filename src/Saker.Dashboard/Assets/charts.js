// Charts that several areas show: traffic, curves over steps, and runs and trials as points.
(() => {
  'use strict';

  const line = (name, data, colour, axis) => ({
    name, data, yAxisIndex: axis, type: 'line', showSymbol: true, symbol: 'circle', symbolSize: 4, smooth: false, connectNulls: false,
    lineStyle: { width: 1.5, color: colour }, itemStyle: { color: colour },
  });

  saker.chart('traffic', ({ chart }) => {
    const { muted: text, line: grid, series } = saker.style();
    const clock = at => new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    const tidy = one => String(Math.round(one * 100) / 100);
    const value = (name, extra) => ({
      type: 'value', name, min: 0, splitNumber: 3, nameTextStyle: { color: text, ...extra },
      axisLabel: { color: text, formatter: tidy }, splitLine: { lineStyle: { color: grid } },
    });
    const pair = name => chart[name].map((one, i) => [chart.at[i], one]);
    return {
      grid: { left: 44, right: 48, top: 46, bottom: 24 },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: text } },
      tooltip: saker.tooltip(tidy),
      xAxis: {
        type: 'time', axisLabel: { color: text, hideOverlap: true, formatter: clock },
        axisLine: { lineStyle: { color: grid } }, splitNumber: 3,
      },
      yAxis: [value('requests/s', { align: 'left', padding: [0, 0, 0, -36] }), { ...value('ms', { align: 'right', padding: [0, -30, 0, 0] }), splitLine: { show: false } }],
      series: [
        { name: 'requests/s', type: 'bar', data: pair('requests'), yAxisIndex: 0, barCategoryGap: '20%', itemStyle: { color: series[0], opacity: .55 } },
        line('p95 ms', pair('p95'), series[1], 1),
      ],
    };
  });

  // Numbers and chart of the same message.
  saker.sink('traffic', message => {
    for (const list of document.querySelectorAll('[data-endpoint]')) {
      const stats = message.stats[list.dataset.endpoint];
      if (!stats) continue;
      for (const cell of list.querySelectorAll('[data-stat]')) {
        const text = stats[cell.dataset.stat];
        if (text !== undefined && cell.textContent !== text) cell.textContent = text;
      }
    }
  });

  saker.chart('curves', ({ series: curves }) => {
    const { muted: text, line: grid, series: colours } = saker.style();
    // A colour and, once those are used up, a way of drawing it.
    const look = i => ({ color: colours[i % colours.length], type: ['solid', 'dashed', 'dotted'][Math.floor(i / colours.length) % 3] });
    const exact = one => String(Number(one.toPrecision(6)));
    const lines = curves.map((one, i) => ({
      // Names may repeat, and the chart tells lines apart by them.
      name: curves.findIndex(other => other.name === one.name) === i ? one.name : `${one.name} (${i + 1})`,
      data: one.points, type: 'line', symbol: 'circle', symbolSize: 4, showSymbol: one.points.length < 40, connectNulls: false,
      lineStyle: { width: 1.5, ...look(i) }, itemStyle: { color: look(i).color },
    }));
    return {
      grid: { left: 56, right: 16, top: 40, bottom: 40 },
      legend: { type: 'scroll', top: 0, left: 0, right: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: text, width: 120, overflow: 'truncate' }, pageTextStyle: { color: text }, pageIconColor: text },
      tooltip: saker.tooltip(exact),
      xAxis: { type: 'value', name: 'step', nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: text }, min: 'dataMin', max: 'dataMax', axisLabel: { color: text, hideOverlap: true }, splitLine: { show: false }, axisLine: { lineStyle: { color: grid } } },
      yAxis: { type: 'value', scale: true, splitNumber: 4, axisLabel: { color: text, formatter: exact }, splitLine: { lineStyle: { color: grid } } },
      series: lines,
    };
  });
})();

(() => {
  'use strict';

  const exact = one => String(Number(one.toPrecision(6)));

  // ---- runs and trials as points of a space ----

  const open = (chart, id) => chart.on('click', event => { const to = id(event); if (to) location.assign('/runs/' + encodeURIComponent(to)); });
  const short = (text, length) => text.length > length ? text.slice(0, length - 1) + '\u2026' : text;
  const value = one => one == null ? '\u2014' : typeof one === 'number' ? exact(one) : one;

  // From one colour to another by a column of numbers.
  function byNumber(rows, dimension, at) {
    const { series, muted } = saker.style();
    const numbers = rows.map(row => row.values[at]).filter(one => typeof one === 'number');
    if (numbers.length === 0) return undefined;
    return { show: true, type: 'continuous', dimension, min: Math.min(...numbers), max: Math.max(...numbers), text: [exact(Math.max(...numbers)), exact(Math.min(...numbers))], calculable: false, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 10, itemHeight: 120, textStyle: { color: muted }, formatter: exact, inRange: { color: [series[5], series[0], series[1]] } };
  }

  saker.chart('run-lines', ({ columns, rows }, element) => {
    const { muted, text, line, series } = saker.style();
    const at = element.dataset.colour ? Number(element.dataset.colour) : columns.length - 1;
    // On a phone the axes lie below one another.
    const isNarrow = element.clientWidth < columns.length * 70;
    const colour = columns[at].values ? undefined : byNumber(rows, at, at);
    return {
      tooltip: { ...saker.tooltip(), trigger: 'item', formatter: ({ data }) => [data.name, ...columns.map((one, i) => `${one.name}: ${value(rows[data.row].values[i])}`)].join('\n') },
      ...colour ? { visualMap: colour } : {},
      parallel: { left: isNarrow ? 16 : 40, right: isNarrow ? 32 : 60, top: isNarrow ? 40 : 36, bottom: 56, layout: isNarrow ? 'vertical' : 'horizontal', parallelAxisDefault: {} },
      parallelAxis: columns.map((one, dim) => ({
        dim, name: short(one.name, isNarrow ? 22 : 18), nameTextStyle: { color: text }, nameLocation: isNarrow ? 'start' : 'end', nameGap: 10,
        ...isNarrow ? { nameTextStyle: { color: text, align: 'left', verticalAlign: 'bottom', padding: [0, 0, 12, 0] } } : {},
        ...one.values ? { type: 'category', data: one.values } : { type: 'value', scale: true, splitNumber: 4 },
        axisLabel: { color: muted, hideOverlap: true, formatter: label => short(typeof label === 'number' ? exact(label) : String(label), 12) }, axisLine: { lineStyle: { color: line } }, axisTick: { lineStyle: { color: line } },
      })),
      series: [{ type: 'parallel', inactiveOpacity: .06, activeOpacity: .85, lineStyle: { width: rows.length > 60 ? 1 : 1.6, opacity: .7, ...colour ? {} : { color: series[0] } }, emphasis: { lineStyle: { width: 3, opacity: 1 } },
        data: rows.map((row, i) => ({ name: row.name, row: i, id: row.id, value: row.values.map(one => one ?? '-') })) }],
    };
  }, chart => open(chart, event => event.data?.id));

  saker.chart('run-points', ({ columns, rows }) => {
    const { muted, line, series } = saker.style();
    const axis = (one, more) => ({
      name: short(one.name, 40), nameLocation: 'middle', nameTextStyle: { color: muted }, ...one.values ? { type: 'category', data: one.values } : { type: 'value', scale: true },
      axisLabel: { color: muted, hideOverlap: true, formatter: label => short(typeof label === 'number' ? exact(label) : String(label), 14) }, axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } }, ...more,
    });
    const third = columns[2];
    const colour = third && !third.values ? byNumber(rows, 2, 2) : undefined;
    const paint = one => third?.values ? series[third.values.indexOf(one) % series.length] : series[0];
    return {
      grid: { left: 76, right: 24, top: 20, bottom: colour ? 92 : 56 },
      tooltip: { ...saker.tooltip(), trigger: 'item', formatter: ({ data }) => [data.name, ...columns.map((one, i) => `${one.name}: ${value(data.value[i])}`)].join('\n') },
      ...colour ? { visualMap: colour } : {},
      xAxis: axis(columns[0], { nameGap: 28 }),
      yAxis: axis(columns[1], { nameGap: 60 }),
      series: [{ type: 'scatter', symbolSize: 9, data: rows.filter(row => row.values[0] != null && row.values[1] != null).map(row => ({ name: row.name, id: row.id, value: row.values, itemStyle: colour ? {} : { color: paint(row.values[2]), opacity: .8 } })) }],
    };
  }, chart => open(chart, event => event.data?.id));

  saker.chart('trials', ({ trials }) => {
    const { muted, line, series, bad } = saker.style();
    const points = state => trials.filter(one => one.state === state && one.value != null).map(one => ({ value: [one.number, one.value], id: one.run }));
    const dots = (name, state, color, symbol) => ({ name, type: 'scatter', symbol, symbolSize: 7, data: points(state), itemStyle: { color, opacity: .8 } });
    return {
      grid: { left: 62, right: 16, top: 36, bottom: 40 },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: muted } },
      tooltip: { ...saker.tooltip(exact), trigger: 'item', formatter: ({ seriesName, value: [number, one] }) => `trial ${number}, ${seriesName}: ${exact(one)}` },
      xAxis: { type: 'value', name: 'trial', nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: muted }, min: 0, minInterval: 1, axisLabel: { color: muted, hideOverlap: true }, splitLine: { show: false }, axisLine: { lineStyle: { color: line } } },
      yAxis: { type: 'value', scale: true, splitNumber: 4, axisLabel: { color: muted, formatter: exact }, splitLine: { lineStyle: { color: line } } },
      series: [
        dots('complete', 'complete', series[0], 'circle'),
        dots('pruned at', 'pruned', series[1], 'triangle'),
        dots('failed', 'failed', bad, 'rect'),
        { name: 'best so far', type: 'line', step: 'end', showSymbol: false, data: trials.filter(one => one.best != null).map(one => [one.number, one.best]), lineStyle: { width: 2, color: series[3] }, itemStyle: { color: series[3] } },
      ],
    };
  }, chart => open(chart, event => event.data?.id));
})();
