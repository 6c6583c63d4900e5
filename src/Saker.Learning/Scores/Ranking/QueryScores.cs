using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores.Ranking;

/// <summary>The scores of ordered rows, each the mean over queries.</summary>
public static class QueryScores
{
    internal static IReadOnlyList<QueryScore> PerQuery { get; } =
    [
        new("ndcg", "NDCG", list => list.Ndcg(int.MaxValue)),
        new("ndcg_5", "NDCG at 5", list => list.Ndcg(5)),
        new("ndcg_10", "NDCG at 10", list => list.Ndcg(10)),
        new("map", "Mean average precision", list => list.AveragePrecision()),
        new("mrr", "Mean reciprocal rank", list => list.ReciprocalRank()),
        new("precision_5", "Precision at 5", list => list.Hits(5) / 5),
        new("precision_10", "Precision at 10", list => list.Hits(10) / 10),
        new("recall_5", "Recall at 5", list => list.RelevantCount == 0 ? 0 : list.Hits(5) / list.RelevantCount),
        new("recall_10", "Recall at 10", list => list.RelevantCount == 0 ? 0 : list.Hits(10) / list.RelevantCount),
    ];

    /// <summary>In the order to show them.</summary>
    public static IReadOnlyList<TaskScore<RankingPredictions>> All { get; } =
        [.. PerQuery.Select((own, i) => new TaskScore<RankingPredictions>(own.Name, own.Title, true, rows => rows.Values(i).Average(), "student", (rows, level) => Cut(MeanInterval.Of(rows.Values(i), level))))];

    private static Interval Cut(Interval interval) => interval with { Low = Math.Max(0, interval.Low), High = Math.Min(1, interval.High) };
}
