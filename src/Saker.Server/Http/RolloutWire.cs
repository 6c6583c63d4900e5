using System.Globalization;
using System.Text.Json;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Server.Http;

/// <summary>Rollouts as wire records.</summary>
public static class RolloutWire
{
    /// <summary>A rollout as lists have it.</summary>
    public static RolloutInfo ToInfo(this RolloutLook look)
    {
        var rollout = look.Rollout;
        return new()
        {
            Id = rollout.Id,
            Endpoint = rollout.Endpoint,
            Strategy = RolloutWords.Of(rollout.Strategy),
            State = WordOf(rollout.State),
            Revision = rollout.Revision,
            Cause = JsonNamingPolicy.CamelCase.ConvertName(rollout.Cause.ToString()),
            Arms = [.. rollout.Arms.Select(arm => Arm(look, arm))],
            Step = Step(look),
            Words = look.Sentence,
            Reason = rollout.Reason,
            CreatedBy = rollout.CreatedBy,
            CreatedAt = rollout.CreatedAt,
            StartedAt = rollout.StartedAt,
            DeadlineAt = rollout.IsOpen ? rollout.DeadlineAt : null,
            EndedAt = rollout.EndedAt,
            Note = rollout.Note,
            Winner = rollout.Winner is { } winner ? rollout.Arms.FirstOrDefault(arm => arm.Number == winner)?.Name : null,
            Proposal = rollout.Proposal is { } proposal
                ? new RolloutProposalInfo { Kind = WordOf(proposal.Kind), Arm = proposal.Arm is { } number ? NameOf(rollout, number) : null, Reason = proposal.Reason, At = proposal.At }
                : null,
        };
    }

    /// <summary>A rollout with its guards, its timeline and its settings.</summary>
    public static RolloutInfo ToWholeInfo(this RolloutLook look) => look.ToInfo() with
    {
        Guards = [.. look.Evidence.Verdicts.Select(verdict => Guard(look.Rollout, verdict) with { Trail = Trail(look, verdict) })],
        Comparisons = look.Evidence.Rewards.Count == 0 ? null : [.. look.Evidence.Comparisons.Select(one => Comparison(look.Rollout, one))],
        DroppedCopies = look.Rollout.Strategy == RolloutKind.Shadow ? look.Evidence.DroppedCopies : null,
        Decisions = [.. look.Decisions.Select(decision => Decision(look.Rollout, decision))],
        Settings = JsonSerializer.Deserialize(RolloutSettingsText.WriteJson(look.Rollout.Settings), SakerJson.Default.JsonObject),
    };

    /// <summary>What the audit says of an act upon a rollout.</summary>
    public static string Note(Rollout rollout, string? reason) => string.Join(
        "; ",
        new[] { $"rollout {rollout.Id}, {rollout.Describe()}{(string.IsNullOrWhiteSpace(reason) ? "" : $": {reason.Trim()}")}", rollout.Retry is { } retry ? $"tried again: {retry}" : null, AuditDetails.Overridden(rollout.Override) }.OfType<string>());

    /// <summary>As <c>rolled-back</c>.</summary>
    internal static string WordOf(RolloutState state) => RolloutWords.Of(state).Replace(' ', '-');

    internal static string WordOf(RolloutDecisionKind kind) => RolloutWords.Of(kind).Replace(' ', '-');

    private static string NameOf(Rollout rollout, int number) => rollout.Arms.FirstOrDefault(arm => arm.Number == number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);

    private static RolloutArmInfo Arm(RolloutLook look, RolloutArm arm)
    {
        var counts = arm.Number < look.Evidence.Arms.Count ? look.Evidence.Arms[arm.Number] : null;
        return new()
        {
            Name = arm.Name,
            Version = arm.Reference,
            Share = arm.Weight / (double)RolloutArm.WholeWeight,
            RequestCount = counts is null ? null : look.Evidence.RequestsOf(arm.Number),
            ErrorCount = counts?.ErrorCount,
            RefusalCount = counts?.RefusalCount,
            FallbackCount = counts?.FallbackCount,
            UnavailableCount = counts?.UnavailableCount,
            Reward = arm.Number < look.Evidence.Rewards.Count ? Value(look.Evidence.Rewards[arm.Number]) : null,
            OutReason = arm.OutReason,
        };
    }

    private static RolloutStepInfo? Step(RolloutLook look)
    {
        if (look is not { TimeLeft: { } time, RequestsLeft: { } requests })
            return null;
        var (rollout, settings) = (look.Rollout, look.Rollout.Settings);
        return new()
        {
            Number = rollout.Step + 1,
            Count = rollout.StepCount,
            Share = rollout.Candidates.Sum(arm => arm.Weight) / (double)RolloutArm.WholeWeight,
            StartedAt = rollout.StepStartedAt,
            MinTime = DurationText.Write(settings.MinTimeOf(rollout.Step)),
            MinRequests = settings.MinRequestsOf(rollout.Step),
            RequestCount = look.CountInStep(rollout.Candidate),
            TimeLeft = DurationText.Write(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds))),
            RequestsLeft = requests,
        };
    }

    internal static RolloutDecisionInfo Decision(Rollout rollout, RolloutDecision decision) => new()
    {
        Revision = decision.Revision,
        At = decision.At,
        Kind = WordOf(decision.Kind),
        By = decision.By,
        Automatic = decision.IsAutomatic,
        Reason = decision.Reason,
        State = WordOf(decision.State),
        Shares = rollout.Arms.Zip(decision.Weights).ToDictionary(pair => pair.First.Name, pair => pair.Second / (double)RolloutArm.WholeWeight, StringComparer.Ordinal),
        Evidence = decision.Evidence is { } evidence ? [.. evidence.Verdicts.Select(verdict => Guard(rollout, verdict))] : null,
        Comparisons = decision.Evidence is { Rewards.Count: > 0 } known ? [.. known.Comparisons.Select(one => Comparison(rollout, one))] : null,
    };

    internal static RolloutGuardInfo Guard(Rollout rollout, GuardVerdict verdict) => new()
    {
        Name = verdict.Guard,
        Arm = NameOf(rollout, verdict.Arm),
        Outcome = Wire.Word(verdict.Outcome),
        Words = verdict.Text,
        Kind = RolloutWords.Of(verdict.Kind),
        Unit = RolloutWords.Of(verdict.Unit),
        Control = Value(verdict.Control),
        Candidate = Value(verdict.Candidate),
        Effect = verdict.Effect,
        Low = verdict.Low,
        High = verdict.High,
        Tolerances = verdict.Tolerances,
        Least = verdict.Least,
        LogEvidence = verdict.LogEvidence,
        Threshold = verdict.Threshold,
        Risk = verdict.Risk,
    };

    private static RolloutComparisonInfo Comparison(Rollout rollout, ArmComparison comparison) => new()
    {
        Arm = NameOf(rollout, comparison.Arm),
        Other = NameOf(rollout, comparison.Other),
        Effect = comparison.Effect,
        Low = comparison.Low,
        High = comparison.High,
        OneLookPValue = comparison.LookedAtOnce?.PValue,
    };

    private static RolloutArmValueInfo Value(ArmValue value) => new() { Count = value.Count, Hits = value.Hits, Value = value.Value };

    private static List<RolloutPointInfo> Trail(RolloutLook look, GuardVerdict verdict) =>
    [
        .. look.TrailOf(verdict).Select(one => new RolloutPointInfo { At = one.At, Count = one.Point.CandidateCount, Effect = one.Point.Effect, Low = one.Point.Low, High = one.Point.High, LogEvidence = one.Point.LogEvidence }),
    ];
}
