using Saker.Data;

namespace Saker.Learning.Scores.Ranking;

/// <summary>
/// Ordered rows of queries beside how relevant they are. Queries are the units: a score is the mean over them, and an interval says
/// how it would vary over other queries.
/// </summary>
public sealed class RankingPredictions : IScoredRows<RankingPredictions>
{
    private readonly double[][] _byScore;

    /// <param name="query">The query that each row belongs to.</param>
    /// <param name="relevance">How relevant each row is, 0 and up; above 0 counts as relevant where a score knows only yes and no.</param>
    /// <param name="score">Rows of a query are shown from the highest down.</param>
    /// <exception cref="SakerException">The lengths differ, there is no row, or a number is not finite or a relevance below 0.</exception>
    public RankingPredictions(IReadOnlyList<string> query, ReadOnlySpan<double> relevance, ReadOnlySpan<double> score)
    {
        TaskRows.RequireLengths(query.Count, relevance.Length, "relevance");
        TaskRows.RequireLengths(query.Count, score.Length, "score");
        TaskRows.RequireFinite(relevance, 1, "relevance");
        TaskRows.RequireFinite(score, 1, "score");
        for (var row = 0; row < relevance.Length; row++)
            if (relevance[row] < 0)
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A relevance must be at least 0; row {row + 1} has {relevance[row]}."), "relevance");
        var lists = RankedList.Of(query, relevance, score);
        UnitCount = lists.Count;
        IrrelevantCount = lists.Count(list => list.RelevantCount == 0);
        _byScore = [.. QueryScores.PerQuery.Select(own => lists.Select(list => own.Compute(list)).ToArray())];
    }

    private RankingPredictions(double[][] byScore, int irrelevantCount)
    {
        _byScore = byScore;
        UnitCount = byScore[0].Length;
        IrrelevantCount = irrelevantCount;
    }

    /// <summary>How many queries there are.</summary>
    public int UnitCount { get; }

    /// <summary>Queries of which no row is relevant; they count 0 in every score.</summary>
    public int IrrelevantCount { get; }

    public RankingPredictions Take(ReadOnlySpan<int> units)
    {
        var taken = new double[_byScore.Length][];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = TaskRows.Pick(_byScore[i], units);
        return new RankingPredictions(taken, IrrelevantCount);
    }

    /// <summary>The values of a score, one per query.</summary>
    internal double[] Values(int score) => _byScore[score];
}
