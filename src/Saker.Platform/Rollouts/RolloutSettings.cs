using Saker.Data;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts;

/// <summary>How versions come to an endpoint: the <c>rollout:</c> block. Every part has a default.</summary>
public sealed record RolloutSettings
{
    /// <summary>Null for immediate where nothing serves, and blue-green where something does.</summary>
    public RolloutKind? Strategy { get; init; }

    /// <summary>The steps of a canary: 1 to 100 of them, with shares that grow.</summary>
    public IReadOnlyList<RolloutStep> Steps { get; init; } = [new(1), new(5), new(10), new(25), new(50), new(100)];

    /// <summary>What tells callers apart, each of whom stays with one arm.</summary>
    public SplitKey Key { get; init; } = SplitKey.Request;

    /// <summary>How long a step, a shadow, an A/B test or a bandit lasts at least; from 0 to 365 days.</summary>
    public TimeSpan MinTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many requests each candidate answers in a step, a shadow, an A/B test or a bandit at least; from 0 to 1,000,000,000.</summary>
    public int MinRequests { get; init; } = 500;

    /// <summary>After how long it is held for a person when it has not ended by then; from 1 s to 365 days.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromDays(7);

    /// <summary>After how long it is rolled back when the candidate could not be loaded; from 1 s to 1 day.</summary>
    public TimeSpan MaxWarmUp { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the version before stays in memory after a blue-green switch; from 0 to 7 days.</summary>
    public TimeSpan KeepWarm { get; init; } = TimeSpan.FromMinutes(30);

    public RolloutDeciding Decide { get; init; }

    /// <summary>Whether somebody else than who asks for it must approve before the candidate gets anything.</summary>
    public bool Approval { get; init; }

    /// <summary>After how long a rollout that nobody has approved is cancelled; from 1 min to 365 days.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether a caller gets the control's answer where the candidate fails; the failure counts against the candidate all the same.</summary>
    public bool Shield { get; init; } = true;

    /// <summary>The probability of rolling back a candidate that is no worse, for all guards together and however often one looks; from 0.000001 to 0.5.</summary>
    public double Risk { get; init; } = 0.05;

    /// <summary>What a candidate must not do worse than the control.</summary>
    public RolloutGuards Guards { get; init; } = RolloutGuards.Default;

    /// <summary>Whether a candidate is promoted at the end only when every guard has shown it to be within its tolerance, and not merely shown no harm.</summary>
    public bool RequireWithin { get; init; }

    /// <summary>The share of each candidate of an A/B test, in percent; the control has the rest. Empty for the same share for all, the control's too.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    public ShadowRollout Shadow { get; init; } = new();

    /// <summary>What an A/B test or a bandit decides by: <c>outcome</c>, or the name of a business metric; null for the guards alone.</summary>
    public string? Metric { get; init; }

    /// <summary>How sure a bandit or an A/B test must be of the best arm to end with it; from 0.5 to 0.999999.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How often at most a bandit changes its shares; from 1 s to 1 day.</summary>
    public TimeSpan ReweighEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a step lasts at least.</summary>
    public TimeSpan MinTimeOf(int step) => StepAt(step)?.MinTime ?? MinTime;

    /// <summary>How many requests each candidate answers in a step at least.</summary>
    public int MinRequestsOf(int step) => StepAt(step)?.MinRequests ?? MinRequests;

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public void Validate() => RolloutSettingsText.Format.Require(this);

    private RolloutStep? StepAt(int step) => Strategy == RolloutKind.Canary && step >= 0 && step < Steps.Count ? Steps[step] : null;
}
