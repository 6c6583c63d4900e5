using System.Text;
using Saker.Learning.Tuning;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Platform.Studies;

/// <summary>A trial as its table holds it.</summary>
internal sealed record TrialRow
{
    public const string Columns = "number, state, attempt, parameters, value, reason, run_id AS RunId, started_at AS StartedAt, ended_at AS EndedAt, change";

    public long Number { get; init; }

    public required string State { get; init; }

    public long Attempt { get; init; }

    public required string Parameters { get; init; }

    public double? Value { get; init; }

    public string? Reason { get; init; }

    public required string RunId { get; init; }

    public long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public long Change { get; init; }

    public static string TextOf(TrialState state) => state.ToString().ToLowerInvariant();

    public static string TextOf(IReadOnlyDictionary<string, object> parameters) =>
        Encoding.UTF8.GetString(JsonValues.Write(parameters.ToDictionary(pair => pair.Key, object? (pair) => pair.Value, StringComparer.Ordinal)));

    public StoredTrial ToTrial(IEnumerable<TrialReport> reports) => new()
    {
        Trial = new Trial
        {
            Number = (int)Number,
            State = Enum.Parse<TrialState>(State, ignoreCase: true),
            Attempt = (int)Attempt,
            Parameters = JsonValues.Read(Encoding.UTF8.GetBytes(Parameters), "The trial's parameters are").ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
            Value = Value,
            Reason = Reason,
            Reports = [.. reports],
        },
        Run = new RunId(RunId),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        EndedAt = EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        Change = Change,
    };
}
