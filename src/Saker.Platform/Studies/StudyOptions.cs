using Saker.Data;

namespace Saker.Platform.Studies;

/// <summary>Limits of studies.</summary>
public sealed record StudyOptions
{
    /// <summary>A trial that a client elsewhere runs is given up when nothing was heard of it for so long; above zero.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Studies that are kept in memory between calls; the one not used for longest goes. At least 1.</summary>
    public int MaxOpen { get; init; } = 64;

    /// <summary>The most trials of one study. At least 1.</summary>
    public int MaxTrials { get; init; } = 100_000;

    /// <summary>The most steps that one trial reports. At least 1.</summary>
    public int MaxReports { get; init; } = 10_000;

    /// <exception cref="SakerException">An option is not possible.</exception>
    public void Validate()
    {
        if (MaxSilence <= TimeSpan.Zero)
            throw new SakerException(ErrorKind.InvalidInput, $"The longest silence of a trial must be above zero; got {MaxSilence}.", nameof(MaxSilence));
        if (MaxOpen < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"At least one study must be kept open; got {MaxOpen}.", nameof(MaxOpen));
        if (MaxTrials < 1 || MaxReports < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"A study has at least one trial, and a trial one report; got {MaxTrials} and {MaxReports}.", nameof(MaxTrials));
    }
}
