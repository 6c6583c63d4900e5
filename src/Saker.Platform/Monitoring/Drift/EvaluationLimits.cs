namespace Saker.Platform.Monitoring.Drift;

/// <summary>Limits of the evaluation of drift in one process. What differs by endpoint is in <see cref="DriftSettings"/>.</summary>
public sealed record EvaluationLimits
{
    /// <summary>How long after its end a minute counts as complete: replicas write what they saw a little later.</summary>
    public TimeSpan SettleDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How far back traffic is looked for of a version that was never looked at.</summary>
    public TimeSpan MaxFirstLook { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long a window may stay open, and how far back windows that nobody was there to evaluate are made up for.</summary>
    public TimeSpan MaxOpen { get; init; } = TimeSpan.FromDays(31);

    /// <summary>The longest stretch of traffic that is compared when asked for.</summary>
    public TimeSpan MaxAsked { get; init; } = TimeSpan.FromDays(366);

    /// <summary>The most windows of one version that one run evaluates; the next run goes on.</summary>
    public int MaxWindowsPerRun { get; init; } = 24;

    /// <summary>How many moved columns a signal carries along.</summary>
    public int MaxMovedColumns { get; init; } = 5;

    /// <summary>How long after its end a window's report still tells how an endpoint fares.</summary>
    public TimeSpan SignalAge { get; init; } = TimeSpan.FromDays(1);
}
