// Charts that several areas show: traffic, and curves over steps.
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
