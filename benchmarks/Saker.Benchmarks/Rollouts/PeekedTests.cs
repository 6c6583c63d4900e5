using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Tests for one look, looked at after every block as many people do; each at the same share of the risk as the guard beside it.</summary>
internal sealed class PeekedTests
{
    private const int MinSample = 100;

    private HitCounts _control;
    private HitCounts _candidate;
    private Moments _controlScores;
    private Moments _candidateScores;

    /// <summary>The p-value of more errors of the candidate, one-sided.</summary>
    public double Errors { get; private set; } = 1;

    /// <summary>The p-value of other scores of the candidate.</summary>
    public double Scores { get; private set; } = 1;

    public void Add(TrafficBlock block)
    {
        (_control, _candidate) = (_control + new HitCounts(block.Counts[0], block.Errors[0]), _candidate + new HitCounts(block.Counts[1], block.Errors[1]));
        (_controlScores, _candidateScores) = (_controlScores.Add(MomentsOf(block.Scores[0])), _candidateScores.Add(MomentsOf(block.Scores[1])));
        if (_candidate.Count < MinSample)
            return;
        var answer = FixedSample.TwoShares(_control, _candidate);
        Errors = answer.Statistic > 0 ? answer.PValue / 2 : 1;
        Scores = FixedSample.Welch(_controlScores, _candidateScores).PValue;
    }

    private static Moments MomentsOf(long[] counts)
    {
        var (count, sum, squares) = (0L, 0.0, 0.0);
        for (var bin = 0; bin < counts.Length; bin++)
            (count, sum) = (count + counts[bin], sum + (counts[bin] * TrafficSource.ScoreCentres[bin]));
        if (count == 0)
            return default;
        for (var bin = 0; bin < counts.Length; bin++)
            squares += counts[bin] * Math.Pow(TrafficSource.ScoreCentres[bin] - (sum / count), 2);
        return new Moments(count, sum / count, squares);
    }
}
