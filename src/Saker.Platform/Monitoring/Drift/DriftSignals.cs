using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>What the last closed window of every version says, as signals.</summary>
internal sealed class DriftSignals(IDriftStore store, EvaluationLimits limits) : ISignalSource
{
    private static readonly (string Kind, string Signal)[] s_quality = [("nulls", "quality.nulls"), ("new_values", "quality.new_values"), ("out_of_range", "quality.range")];

    public string Name => "drift";

    public IReadOnlyList<SignalDefinition> Definitions { get; } =
    [
        new("drift.share", "share", "The share of input columns that moved in the last closed window; its verdict says whether the traffic as a whole drifted."),
        new("drift.column", "share", "By how large a share of its rows, at least, an input (the label) moved in the last closed window; its verdict says whether that is drift."),
        new("drift.prediction", "share", "By how large a share of its rows, at least, an output (the label) moved in the last closed window; its verdict says whether that is drift."),
        new("drift.dataset", "flag", "1 when the traffic of the last closed window as a whole drifted."),
        new("drift.detector", "flag", "1 when a detector (the label) found a change within the last closed window."),
        new("quality.nulls", "share", "The share of missing values of an input (the label) in the last closed window, where it changed by more than chance."),
        new("quality.new_values", "share", "The share of values that the reference does not have, of an input (the label) in the last closed window, where there are more than chance explains."),
        new("quality.range", "share", "The share of numbers outside the reference, of an input (the label) in the last closed window, where there are more than chance explains."),
        new("quality.schema", "flag", "1 when an input (the label) has another type than the reference, is gone or is new."),
    ];

    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await store.ListLatestAsync(cancellationToken)).Where(report => now - report.To <= limits.SignalAge).SelectMany(Of)];

    private IEnumerable<Signal> Of(DriftEvaluation report)
    {
        var context = new SignalContext
        {
            Summary = DriftText.Sentence(report),
            MovedColumns = [.. report.Moved.Take(limits.MaxMovedColumns).Select(column => new MovedColumn(column.Column, column.Measure, column.Statistic ?? double.NaN))],
        };
        yield return Signal(report, "drift.share", "", report.Share, report.Drifted, context);
        yield return Signal(report, "drift.dataset", "", report.Drifted ? 1 : 0, report.Drifted, context);
        foreach (var column in report.Columns.Where(column => column.Effect is not null))
            yield return Signal(report, "drift.column", column.Column, column.Effect!.Value, column.Drifted, column.Drifted ? context with { Summary = $"{column.Column}: {column.Summary}" } : SignalContext.None);
        foreach (var output in report.Predictions.Where(output => output.Effect is not null))
            yield return Signal(report, "drift.prediction", output.Column, output.Effect!.Value, output.Drifted, output.Drifted ? context with { Summary = $"{output.Column}: {output.Summary}" } : SignalContext.None);
        foreach (var detector in report.Detectors)
            yield return Signal(report, "drift.detector", detector.Name, detector.Fired ? 1 : 0, detector.Fired, SignalContext.None);
        foreach (var finding in report.Quality)
        {
            var signal = s_quality.FirstOrDefault(known => known.Kind == finding.Kind).Signal;
            var told = context with { Summary = $"{finding.Column}: {finding.Detail}" };
            yield return signal is null
                ? Signal(report, "quality.schema", finding.Column, 1, verdict: true, told)
                : Signal(report, signal, finding.Column, finding.CurrentShare ?? double.NaN, verdict: true, told);
        }
    }

    private static Signal Signal(DriftEvaluation report, string name, string label, double value, bool verdict, SignalContext context) => new()
    {
        Name = name,
        Endpoint = report.Endpoint,
        Version = report.Version,
        Label = label,
        Value = value,
        At = report.To,
        Count = report.RowCount,
        Verdict = verdict,
        Context = context,
    };
}
