using Saker.Learning.Tuning;

namespace Saker.Platform.Studies;

/// <summary>A report as its table holds it.</summary>
internal sealed record ReportRow
{
    public long Number { get; init; }

    public long Step { get; init; }

    public double? Value { get; init; }

    public TrialReport ToReport() => new(Step, Value ?? double.NaN);
}
