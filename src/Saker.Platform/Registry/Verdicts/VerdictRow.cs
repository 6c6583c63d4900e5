using System.Text.Json;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>A verdict as its table has it.</summary>
internal sealed record VerdictRow
{
    /// <summary>All columns but the report.</summary>
    public const string Fields = "id, model, version, passed, suite, target, positive, dataset, failed, judged_by AS JudgedBy, judged_at AS JudgedAt, override_reason AS OverrideReason";

    public required string Id { get; init; }

    public required string Model { get; init; }

    public long Version { get; init; }

    public long Passed { get; init; }

    public required string Suite { get; init; }

    public string? Target { get; init; }

    public string? Positive { get; init; }

    public string? Dataset { get; init; }

    public required string Failed { get; init; }

    public required string JudgedBy { get; init; }

    public long JudgedAt { get; init; }

    public string? OverrideReason { get; init; }

    public string? Report { get; init; }

    public GateVerdict ToVerdict() => new()
    {
        Id = Id,
        Model = Model,
        Version = (int)Version,
        Passed = Passed != 0,
        Suite = Suite,
        Target = Target,
        Positive = Positive,
        Dataset = Dataset,
        Failed = JsonSerializer.Deserialize<List<string>>(Failed) ?? [],
        By = JudgedBy,
        At = DateTimeOffset.FromUnixTimeMilliseconds(JudgedAt),
        Override = OverrideReason,
        Report = Report,
    };
}
