using Saker.Learning.Tuning;

namespace Saker.Platform.Studies;

/// <summary>A running trial that nobody runs any more.</summary>
internal sealed record LostRow
{
    public required string Study { get; init; }

    public long Number { get; init; }

    public long Attempt { get; init; }

    /// <summary>What becomes of it: it waits for its next attempt, or has failed after the last.</summary>
    public Trial GivenUp()
    {
        const string reason = "Whoever ran it is gone.";
        var isLast = Attempt >= Learning.Tuning.Study.MaxAttempts;
        return new Trial
        {
            Number = (int)Number,
            State = isLast ? TrialState.Failed : TrialState.Waiting,
            Attempt = (int)Attempt,
            Parameters = new Dictionary<string, object>(),
            Reason = isLast ? $"{reason} It was tried {Attempt} times." : reason,
        };
    }
}
