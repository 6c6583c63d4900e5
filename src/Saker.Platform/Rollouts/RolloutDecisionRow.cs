using System.Globalization;
using System.Text.Json;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>A decision as its table holds it.</summary>
internal sealed record RolloutDecisionRow
{
    public const string Select =
        """
        SELECT id, rollout, revision, kind, state, step, weights, is_automatic AS IsAutomatic, decided_by AS DecidedBy, reason, arm, evidence, decided_at AS DecidedAt FROM rollout_decisions
        """;

    public required string Id { get; init; }

    public required string Rollout { get; init; }

    public long Revision { get; init; }

    public required string Kind { get; init; }

    public required string State { get; init; }

    public long Step { get; init; }

    public required string Weights { get; init; }

    public long IsAutomatic { get; init; }

    public required string DecidedBy { get; init; }

    public required string Reason { get; init; }

    public long? Arm { get; init; }

    public string? Evidence { get; init; }

    public long DecidedAt { get; init; }

    public static RolloutDecisionRow Of(RolloutDecision decision) => new()
    {
        Id = decision.Id,
        Rollout = decision.Rollout,
        Revision = decision.Revision,
        Kind = EnumText.Write(decision.Kind),
        State = EnumText.Write(decision.State),
        Step = decision.Step,
        Weights = string.Join(',', decision.Weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture))),
        IsAutomatic = decision.IsAutomatic ? 1 : 0,
        DecidedBy = decision.By,
        Reason = decision.Reason,
        Arm = decision.Arm,
        Evidence = decision.Evidence is { } evidence ? JsonSerializer.Serialize(evidence, RolloutJson.Default.EvidenceReading) : null,
        DecidedAt = decision.At.ToUnixTimeMilliseconds(),
    };

    /// <summary>Shares as the table holds them.</summary>
    public static IReadOnlyList<int> ReadWeights(string weights) => [.. weights.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(weight => int.Parse(weight, CultureInfo.InvariantCulture))];

    public RolloutDecision ToDecision() => new()
    {
        Id = Id,
        Rollout = Rollout,
        Revision = Revision,
        Kind = EnumText.Find<RolloutDecisionKind>(Kind)!.Value,
        State = EnumText.Find<RolloutState>(State)!.Value,
        Step = (int)Step,
        Weights = ReadWeights(Weights),
        IsAutomatic = IsAutomatic != 0,
        By = DecidedBy,
        Reason = Reason,
        Arm = (int?)Arm,
        Evidence = Evidence is { } evidence ? JsonSerializer.Deserialize(evidence, RolloutJson.Default.EvidenceReading) : null,
        At = DateTimeOffset.FromUnixTimeMilliseconds(DecidedAt),
    };
}
