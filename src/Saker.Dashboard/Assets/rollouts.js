// Pictures of rollouts: evidence as it grew, shares and yields of arms.
(() => {
  'use strict';

  const axisText = () => { const { muted, line } = saker.style(); return { axisLabel: { color: muted, hideOverlap: true }, axisLine: { lineStyle: { color: line } } }; };
  const number = one => one == null ? '\u2014' : String(Number(one.toPrecision(4)));
  const finite = values => values.filter(one => one != null && Number.isFinite(one));
  const clamp = (one, [low, high]) => one == null ? null : Math.min(high, Math.max(low, one));

  // The first looks know so little that they would press the rest together: what they reach beyond the picture is cut off.
  function range(points, more) {
    const late = points.slice(Math.floor(points.length / 3));
    const all = finite([...late.flatMap(([, effect, low, high]) => [effect, low, high]), ...more]);
    if (all.length === 0) return [0, 1];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const room = (high - low || Math.abs(high) || 1) * .06;
    return [low - room, high + room];
  }

  // Of a single look a minute around it.
  const span = points => points.length > 1 ? [points[0][0], points.at(-1)[0]] : points.length === 1 ? [points[0][0] - 30000, points[0][0] + 30000] : [undefined, undefined];

  // Decisions as lines across; of many only the last have names, and of those at about the same time the last.
  function marks(all, [from, to]) {
    const { muted, lineStrong } = saker.style();
    const room = (to - from) / 12;
    const inside = all.filter(([at]) => !(at < from || at > to));
    const list = inside.map(([at, name], i) => [at, inside[i + 1]?.[0] - at < room ? '' : name]);
    return {
      symbol: 'none', silent: true, animation: false, lineStyle: { color: lineStrong, type: 'solid', width: 1 },
      label: { show: list.length <= 8, color: muted, fontSize: 10, position: 'end', formatter: one => one.name },
      data: list.map(([at, name]) => ({ xAxis: at, name })),
    };
  }

  const across = (value, name, color, position = 'insideStartTop') => ({
    symbol: 'none', silent: true, lineStyle: { color, type: 'dashed', width: 1.2 }, label: { show: Boolean(name), position, color, fontSize: 10, formatter: name },
    data: [{ yAxis: value }],
  });

  saker.chart('guard', ({ parts, marks: decided }, element) => {
    const part = parts[element.dataset.part];
    if (!part) return { series: [] };
    const { muted, line, series, bad } = saker.style();
    const points = part.points;
    const ends = range(points, [part.none, ...part.bounds]);
    const hasEvidence = part.threshold != null;
    const time = { type: 'time', ...axisText(), splitLine: { show: false }, min: span(points)[0], max: span(points)[1] };
    const pair = pick => points.map(point => [point[0], pick(point)]);
    const curve = (name, data, extra) => ({ name, data, type: 'line', symbol: 'none', connectNulls: false, ...extra });
    const most = Math.max(part.threshold ?? 0, ...finite(points.map(point => point[4])));
    const band = { lineStyle: { opacity: 0 }, stack: 'band', stackStrategy: 'all', silent: true, tooltip: { show: false } };
    const tip = saker.tooltip(number);
    return {
      grid: hasEvidence
        ? [{ left: 56, right: 16, top: 34, height: '46%' }, { left: 56, right: 16, bottom: 26, height: '22%' }]
        : [{ left: 56, right: 16, top: 34, bottom: 26 }],
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: {
        ...tip,
        formatter: rows => {
          const point = points[rows[0]?.dataIndex];
          if (!point) return '';
          const [at, effect, low, high, evidence, count] = point;
          const lines = [new Date(at).toLocaleString(), `${part.unit}: ${number(effect)}`, `at all times ${number(low)} to ${number(high)}`];
          if (hasEvidence) lines.push(`e-value 10^${number(evidence)}, acts from 10^${number(part.threshold)}`);
          return [...lines, `${count.toLocaleString()} of the candidate`].join('\n');
        },
      },
      xAxis: [{ ...time, axisLabel: { ...time.axisLabel, show: !hasEvidence } }, ...hasEvidence ? [{ ...time, gridIndex: 1 }] : []],
      yAxis: [
        { type: 'value', name: part.unit, nameTextStyle: { color: muted, align: 'left', padding: [0, 0, 0, -44] }, min: ends[0], max: ends[1], splitNumber: 3, axisLabel: { color: muted, formatter: number, showMinLabel: false, showMaxLabel: false }, splitLine: { lineStyle: { color: line } } },
        ...hasEvidence ? [{ gridIndex: 1, type: 'value', name: 'evidence of harm (log\u2081\u2080 e)', nameTextStyle: { color: muted, align: 'left', padding: [0, 0, 0, -44] }, min: -2, max: Math.ceil(most * 1.15), splitNumber: 2, axisLabel: { color: muted, formatter: number }, splitLine: { lineStyle: { color: line } } }] : [],
      ],
      series: [
        curve('low', pair(([, , low]) => clamp(low ?? ends[0], ends)), band),
        curve('high', points.map(([at, , low, high]) => [at, clamp(high ?? ends[1], ends) - clamp(low ?? ends[0], ends)]), { ...band, areaStyle: { color: series[0], opacity: .16 } }),
        curve('effect', pair(([, effect]) => clamp(effect, ends)), { lineStyle: { width: 1.8, color: series[0] }, itemStyle: { color: series[0] }, showSymbol: points.length < 3, symbol: 'circle', symbolSize: 5, markLine: marks(decided, span(points)) }),
        curve('no difference', [], { markLine: across(part.none, part.bounds.includes(part.none) ? '' : 'no difference', muted, 'insideEndBottom') }),
        ...part.bounds.map((bound, i) => curve(`tolerated ${i}`, [], { markLine: across(bound, i === 0 ? 'tolerated' : '', bad) })),
        ...hasEvidence ? [
          curve('evidence', pair(([, , , , evidence]) => Math.max(evidence, -2)), { xAxisIndex: 1, yAxisIndex: 1, lineStyle: { width: 1.5, color: series[1] }, itemStyle: { color: series[1] }, showSymbol: points.length < 3, symbol: 'circle', symbolSize: 5 }),
          curve('acts', [], { xAxisIndex: 1, yAxisIndex: 1, markLine: across(part.threshold, 'acts from here', bad) }),
        ] : [],
      ],
    };
  });

  const lines = (unit, step, area) => ({ parts, marks: decided }, element) => {
    const arms = parts[element.dataset.part] ?? [];
    const { muted, line, series } = saker.style();
    const ends = span(arms.flatMap(arm => arm.points).sort(([one], [other]) => one - other));
    return {
      grid: { left: 56, right: 16, top: 46, bottom: 26 },
      legend: { type: 'scroll', top: 0, left: 0, right: 0, itemWidth: 16, itemHeight: 8, textStyle: { color: muted }, pageTextStyle: { color: muted }, pageIconColor: muted },
      tooltip: saker.tooltip(one => number(one) + unit),
      xAxis: { type: 'time', ...axisText(), splitLine: { show: false }, min: area ? undefined : ends[0], max: area ? undefined : ends[1] },
      yAxis: { type: 'value', scale: !area, min: area ? 0 : undefined, max: area ? 100 : undefined, interval: area ? 25 : undefined, splitNumber: 4, axisLabel: { color: muted, formatter: one => number(one) + unit }, splitLine: { lineStyle: { color: line } } },
      series: arms.map((arm, i) => ({
        name: arm.name, data: arm.points, type: 'line', step, stack: area ? 'shares' : undefined, symbol: arm.points.length < 3 ? 'circle' : 'none', symbolSize: 5,
        lineStyle: { width: 1.5, color: series[i % series.length] }, itemStyle: { color: series[i % series.length] },
        areaStyle: area ? { color: series[i % series.length], opacity: .25 } : undefined,
        markLine: i === 0 && !area ? marks(decided, span(arm.points)) : undefined,
      })),
    };
  };

  saker.chart('shares', lines('%', 'end', true));
  saker.chart('yields', lines('', false, false));

  // Fields that a strategy does not have are out of the way; without script they are all there.
  const sort = form => {
    const strategy = form.elements.strategy?.value;
    for (const one of form.querySelectorAll('[data-for]')) one.hidden = Boolean(strategy) && !one.dataset.for.split(' ').includes(strategy);
  };
  saker.on('form.rollout-start select[name=strategy]', 'change', (event, field) => sort(field.form));
  const first = document.querySelector('form.rollout-start');
  if (first) sort(first);
})();
