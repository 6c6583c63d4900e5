using System.Globalization;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts;

/// <summary>A rollout as it is at a moment, with what is known of its arms.</summary>
public sealed record RolloutLook
{
    public required Rollout Rollout { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was known when anything was decided last.</summary>
    public EvidenceReading Evidence { get; init; } = EvidenceReading.None;

    /// <summary>How that came to be, the oldest first; empty where many are listed.</summary>
    public IReadOnlyList<TrailPoint> Trail { get; init; } = [];

    /// <summary>What was decided, the oldest first, as much of it as <see cref="RolloutReader.MaxDecisions"/>; empty where many are listed.</summary>
    public IReadOnlyList<RolloutDecision> Decisions { get; init; } = [];

    /// <summary>How the shares of its arms went from its beginning until now, the oldest first, thinned to <see cref="RolloutReader.MaxShares"/>; empty where many are listed.</summary>
    public IReadOnlyList<ShareMoment> Shares { get; init; } = [];

    /// <summary>The latest rows that candidates in the shadow answered otherwise, as the process that is asked saw them since it started; empty for others, and where many are listed.</summary>
    public IReadOnlyList<ShadowExample> Examples { get; init; } = [];

    /// <summary>What keeps a candidate that is being warmed, or was switched to, from being loaded; null when nothing is known to.</summary>
    public string? LoadFault { get; init; }

    /// <summary>How much longer the step lasts at least; null where there is none.</summary>
    public TimeSpan? TimeLeft => HasStep && Rollout.StepStartedAt is { } since ? Max(TimeSpan.Zero, Rollout.Settings.MinTimeOf(Rollout.Step) - (At - since)) : null;

    /// <summary>How many more requests the candidate that has the fewest answers in the step at least; null where there is no step.</summary>
    public long? RequestsLeft => HasStep ? Rollout.Candidates.Where(arm => !arm.IsOut).Select(arm => Math.Max(0, Rollout.Settings.MinRequestsOf(Rollout.Step) - CountInStep(arm))).DefaultIfEmpty(0).Max() : null;

    /// <summary>How it stands, in a sentence.</summary>
    public string Sentence => Rollout.State switch
    {
        RolloutState.Waiting => string.Create(CultureInfo.InvariantCulture, $"It waits for approval{(Rollout.ApprovalRole is { } role ? $" by {Rollout.ApprovalCount - Rollout.Approvals.Count} more with the role {role.Word()}" : "")}."),
        RolloutState.Warming => Warming(),
        RolloutState.Running => Running(),
        RolloutState.Held => $"It is held: {Rollout.Note}",
        _ => Rollout.Note ?? "",
    };

    private bool HasStep => Rollout.State is RolloutState.Running or RolloutState.Held && !Rollout.Strategy.SwitchesAtOnce();

    /// <summary>Whether it began because an alias was moved so, and brings the version to an endpoint that follows it.</summary>
    public bool IsBroughtBy(AliasChange change) =>
        Rollout.Cause == RolloutCause.Alias && Rollout.Follows == change.Alias && (Rollout.Candidate.Model, (int?)Rollout.Candidate.Version) == (change.Model, change.Version);

    /// <summary>Requests that an arm answered in the present step.</summary>
    public long CountInStep(RolloutArm arm) => Math.Max(0, Evidence.RequestsOf(arm.Number) - arm.BaseRequests);

    /// <summary>How a guard came to what it says of a candidate, the oldest first.</summary>
    public IEnumerable<(DateTimeOffset At, GuardPoint Point)> TrailOf(GuardVerdict verdict) => TrailOf(verdict.Guard, verdict.Arm);

    /// <summary>How much better an arm was than the control by what is decided by, the oldest first; empty where nothing is.</summary>
    public IEnumerable<(DateTimeOffset At, GuardPoint Point)> RewardTrailOf(int arm) => TrailOf(RewardComparison.AdvantageTrail, arm);

    /// <summary>What an arm yielded on average by what is decided by, the oldest first; empty where nothing is.</summary>
    public IEnumerable<(DateTimeOffset At, GuardPoint Point)> YieldTrailOf(int arm) => TrailOf(RewardComparison.YieldTrail, arm);

    private IEnumerable<(DateTimeOffset At, GuardPoint Point)> TrailOf(string guard, int arm) =>
        from moment in Trail
        from point in moment.Guards
        where point.Guard == guard && point.Arm == arm
        select (moment.At, point);

    private string Warming()
    {
        var candidates = $"{string.Join(", ", Rollout.Candidates.Select(arm => arm.Reference))} {(Rollout.Candidates.Count() == 1 ? "is" : "are")}";
        var answers = Rollout.Control is { } control ? $"; {control.Reference} answers until then" : "";
        if (LoadFault is null)
            return $"{candidates} being loaded{answers}.";
        var end = Rollout.Control is null ? "" : $", and rolled back when {(Rollout.Candidates.Count() == 1 ? "it is" : "they are")} not in memory within {DurationText.Write(Rollout.Settings.MaxWarmUp)}";
        return $"{candidates} not loaded: {LoadFault.TrimEnd('.', ' ')}. It is tried again{end}{answers}.";
    }

    private string Running()
    {
        if (Rollout.Strategy.SwitchesAtOnce() && LoadFault is not null)
            return $"{Rollout.Candidate.Reference} is to serve, and is not loaded: {LoadFault.TrimEnd('.', ' ')}. It is tried again.";
        if (Rollout.Strategy.SwitchesAtOnce())
            return $"{Rollout.Candidate.Reference} serves{(Rollout.Control is { } control ? $"; {control.Reference} stays in memory for {DurationText.Write(Rollout.Settings.KeepWarm)} from the switch on" : "")}.";
        if (Rollout.Proposal is { } proposal)
            return $"It waits for a person: {proposal.Reason}";
        List<string> left = [];
        if (TimeLeft > TimeSpan.Zero)
            left.Add(Words(TimeLeft.Value));
        if (RequestsLeft > 0)
            left.Add(string.Create(CultureInfo.InvariantCulture, $"{RequestsLeft:N0} request{(RequestsLeft == 1 ? "" : "s")} of {(Rollout.Candidates.Count() == 1 ? "the candidate" : "each candidate")}"));
        var all = Rollout.HasAll ? "The candidate has all requests, so that there is no control to compare it with. " : "";
        return all + (left.Count > 0 ? $"At least {string.Join(" and ", left)} to go{(Rollout.StepCount > 1 ? " in this step" : "")}."
            : Rollout.HasAll ? "Its time and sample are over."
            : "Its time and sample are over: what the guards say decides.");
    }

    // Whole seconds, and of long times whole minutes that are left in full: it is at least so much.
    private static string Words(TimeSpan left) => left switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds)} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalMinutes)} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{left.TotalDays:0.#} days"),
    };

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
