using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;

namespace Saker.Platform.Gates;

/// <summary>Measures one score of a candidate, on all rows or on some of them.</summary>
internal static class RowScores
{
    public static IReadOnlyList<string> Names { get; } = [.. BinaryScores.All.Select(score => score.Name)];

    public static TaskScore<BinaryPredictions>? Find(string name) => BinaryScores.All.FirstOrDefault(score => score.Name == name);

    /// <summary>With its interval; NaN, and a finding that says why, where the score is not defined on the rows.</summary>
    public static (MeasuredScore Score, string? Finding) Measure(TaskScore<BinaryPredictions> score, BinaryPredictions rows, long seed, CancellationToken cancellationToken)
    {
        var findings = new List<Problem>();
        var measured = Measurement.Measure(rows, [score], new Bootstrap { Seed = seed }, findings, cancellationToken)[0];
        return (measured, findings.Count > 0 ? findings[0].Message : null);
    }
}
