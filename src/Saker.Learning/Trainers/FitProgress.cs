namespace Saker.Learning.Trainers;

/// <summary>Said by a trainer that learns round by round, after each round.</summary>
/// <param name="Part">Which of several networks or the like, from 0.</param>
/// <param name="Round">Rounds of this part that are done.</param>
/// <param name="RoundCount">The most that there will be.</param>
/// <param name="Metrics">What is known, such as <c>train_loss</c>.</param>
/// <param name="Remaining">Time that the fit still takes at most at this speed, with the parts that are to come.</param>
public sealed record FitProgress(int Part, int Round, int RoundCount, IReadOnlyDictionary<string, double> Metrics, TimeSpan Remaining)
{
    /// <summary>How many parts there are.</summary>
    public int PartCount { get; init; } = 1;

    /// <summary>The share of the fit that is done, 0 to 1, where every part takes all its rounds.</summary>
    public double Share => (Part + (double)Round / RoundCount) / PartCount;
}
