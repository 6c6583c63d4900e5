// What pages of endpoints draw, and the address of a row that was tried.
(() => {
  'use strict';

  const clock = (at, piece) => new Date(at).toLocaleTimeString(undefined, piece < 60 ? { hour: '2-digit', minute: '2-digit', second: '2-digit' } : { hour: '2-digit', minute: '2-digit' });
  const tidy = one => String(Number(one.toPrecision(3)));

  function axes({ at, piece }, unit) {
    const { muted, line } = saker.style();
    return {
      grid: { left: 50, right: 14, top: 34, bottom: 24 },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: muted } },
      tooltip: { ...saker.tooltip(one => `${tidy(one)} ${unit}`) },
      xAxis: { type: 'category', data: at.map(one => clock(one, piece)), axisLabel: { color: muted, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } },
      yAxis: { type: 'value', min: 0, splitNumber: 3, axisLabel: { color: muted, formatter: tidy }, splitLine: { lineStyle: { color: line } } },
    };
  }

  saker.chart('endpoint-load', message => {
    // It was removed meanwhile.
    if (!message.at) return null;
    const { series, bad } = saker.style();
    const bar = (name, data, color) => ({ name, data, type: 'bar', stack: 'requests', barCategoryGap: '15%', itemStyle: { color } });
    return { ...axes(message, '/s'), series: [bar('answered', message.answered, series[0]), bar('failed', message.failed, bad)] };
  });

  saker.chart('endpoint-latency', message => {
    if (!message.at) return null;
    const { series } = saker.style();
    const line = (name, i) => ({ name, data: message[name], type: 'line', symbol: 'circle', symbolSize: 4, connectNulls: false, lineStyle: { width: 1.5, color: series[i] }, itemStyle: { color: series[i] } });
    return { ...axes(message, 'ms'), series: [line('p50', 0), line('p95', 1), line('p99', 2)] };
  });

  // What was asked stands in the address, so that it can be shared and comes back with a reload.
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.getElementById('try');
    if (form?.dataset.share && document.querySelector('#answer .panel')) history.replaceState(null, '', form.dataset.share);
  });

  // The link to this row follows what is typed.
  saker.on('#try', 'input', (_, form) => {
    const link = form.querySelector('[data-share-link]');
    if (!link) return;
    const fields = [...new FormData(form)].filter(([name]) => name.startsWith('in.'));
    link.href = `${new URL(form.action).pathname}?${new URLSearchParams(fields)}`;
  });
})();
