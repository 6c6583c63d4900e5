using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Learning.Selection.Comparing;

/// <summary>Compares two models by their predictions for the same rows. Rows must be independent of each other and unseen by both.</summary>
public static class ModelComparer
{
    /// <summary>Compares by the test that fits the score: ROC AUC by DeLong's, accuracy by McNemar's, every other by a paired bootstrap.</summary>
    /// <param name="score">What counts.</param>
    /// <param name="target">1 for the positive class, 0 for the other.</param>
    /// <param name="candidate">The candidate's probabilities of the positive class, one per row.</param>
    /// <param name="champion">The champion's.</param>
    /// <param name="options">Level, thresholds, resamples.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    /// <exception cref="SakerException">The inputs do not fit each other, the score is not defined on them, or an option is out of range.</exception>
    public static ModelComparison Compare(Score score, ReadOnlyMemory<float> target, ReadOnlyMemory<float> candidate, ReadOnlyMemory<float> champion, ComparisonOptions options, CancellationToken cancellationToken) => Compare(
        score,
        new BinaryPredictions(target.Span, candidate.Span, options.CandidateThreshold),
        new BinaryPredictions(target.Span, champion.Span, options.ChampionThreshold),
        options,
        cancellationToken);

    /// <summary>The same of rows that both have labelled already: the thresholds of the options are not used.</summary>
    /// <inheritdoc cref="Compare(Score, ReadOnlyMemory{float}, ReadOnlyMemory{float}, ReadOnlyMemory{float}, ComparisonOptions, CancellationToken)"/>
    public static ModelComparison Compare(Score score, BinaryPredictions candidate, BinaryPredictions champion, ComparisonOptions options, CancellationToken cancellationToken)
    {
        if (!candidate.Target.SequenceEqual(champion.Target))
            throw new SakerException(ErrorKind.InvalidInput, $"Both models must be compared on the same rows; got {candidate.UnitCount} and {champion.UnitCount} rows, or other answers.", "champion");
        return score.Name switch
        {
            "roc_auc" => ByDeLong(candidate.Target, candidate.Probability, champion.Probability, options),
            "accuracy" => ByMcNemar(candidate, champion, options),
            _ => ByBootstrap(score, candidate, champion, options, cancellationToken),
        };
    }

    /// <summary>Compares areas under the ROC curve; the difference of two areas on the same rows is normal about the true one (DeLong et al. 1988).</summary>
    /// <exception cref="SakerException">The inputs do not fit each other, or only one class is there.</exception>
    public static ModelComparison ByDeLong(ReadOnlySpan<float> target, ReadOnlySpan<float> candidate, ReadOnlySpan<float> champion, ComparisonOptions options)
    {
        Differences.RequireLevel(options.Level);
        var (first, second) = (RankingScores.RocAuc(target, candidate), RankingScores.RocAuc(target, champion));
        var (positives, negatives) = ScoreInputs.CountBothClasses(target, "ROC AUC");
        var error = DeLong.DifferenceError(target, candidate, champion, positives, negatives);
        var reach = Normal.InvCDF(0, 1, (1 + options.Level) / 2) * error;
        var difference = first - second;
        return new ModelComparison
        {
            Score = "roc_auc",
            HigherIsBetter = true,
            Test = ComparisonTest.DeLong,
            RowCount = target.Length,
            Candidate = first,
            Champion = second,
            Interval = new Interval(difference - reach, difference + reach, options.Level),
            PValue = error == 0 ? (difference == 0 ? 1 : 0) : SpecialFunctions.Erfc(Math.Abs(difference) / error / Math.Sqrt(2)),
        };
    }

    /// <summary>
    /// Compares accuracies by the rows that one model labels right and the other wrong: were the models equal, either would be as likely
    /// (McNemar 1947; the p-value is the exact binomial one). The interval is the adjusted one of Bonett and Price (2012).
    /// </summary>
    /// <exception cref="SakerException">The inputs do not fit each other.</exception>
    public static ModelComparison ByMcNemar(ReadOnlySpan<float> target, ReadOnlySpan<float> candidate, ReadOnlySpan<float> champion, ComparisonOptions options) =>
        ByMcNemar(new BinaryPredictions(target, candidate, options.CandidateThreshold), new BinaryPredictions(target, champion, options.ChampionThreshold), options);

    private static ModelComparison ByMcNemar(BinaryPredictions candidate, BinaryPredictions champion, ComparisonOptions options)
    {
        Differences.RequireLevel(options.Level);
        var target = candidate.Target;
        int both = 0, onlyCandidate = 0, onlyChampion = 0;
        for (var i = 0; i < target.Length; i++)
        {
            var candidateRight = candidate.Said[i] == (target[i] == 1f);
            var championRight = champion.Said[i] == (target[i] == 1f);
            both += candidateRight && championRight ? 1 : 0;
            onlyCandidate += candidateRight && !championRight ? 1 : 0;
            onlyChampion += !candidateRight && championRight ? 1 : 0;
        }
        return new ModelComparison
        {
            Score = "accuracy",
            HigherIsBetter = true,
            Test = ComparisonTest.McNemar,
            RowCount = target.Length,
            Candidate = (both + onlyCandidate) / (double)target.Length,
            Champion = (both + onlyChampion) / (double)target.Length,
            Interval = McNemar.IntervalOf(onlyCandidate, onlyChampion, target.Length, options.Level),
            PValue = McNemar.PValueOf(onlyCandidate, onlyChampion),
        };
    }

    /// <summary>Compares any score of binary probabilities by a paired bootstrap that keeps the number of rows of each class.</summary>
    /// <inheritdoc cref="Compare(Score, ReadOnlyMemory{float}, ReadOnlyMemory{float}, ReadOnlyMemory{float}, ComparisonOptions, CancellationToken)"/>
    public static ModelComparison ByBootstrap(Score score, ReadOnlyMemory<float> target, ReadOnlyMemory<float> candidate, ReadOnlyMemory<float> champion, ComparisonOptions options, CancellationToken cancellationToken) => ByBootstrap(
        score,
        new BinaryPredictions(target.Span, candidate.Span, options.CandidateThreshold),
        new BinaryPredictions(target.Span, champion.Span, options.ChampionThreshold),
        options,
        cancellationToken);

    private static ModelComparison ByBootstrap(Score score, BinaryPredictions candidate, BinaryPredictions champion, ComparisonOptions options, CancellationToken cancellationToken)
    {
        int[] strata = [.. candidate.Target.ToArray().Select(value => (int)value)];
        return ByBootstrap(score.Name, score.HigherIsBetter, candidate.UnitCount,
            rows => score.Compute(candidate.Take(rows)),
            rows => score.Compute(champion.Take(rows)),
            strata, options, cancellationToken);
    }

    /// <summary>Compares by anything that can be computed of rows, for any task: each resample draws the same rows for both (Efron and Tibshirani 1993); percentile interval, and the p-value that goes with it.</summary>
    /// <param name="score">The score's name.</param>
    /// <param name="higherIsBetter">False for a loss.</param>
    /// <param name="rowCount">Rows that are drawn from.</param>
    /// <param name="candidate">The candidate's score on these rows, a row as often as it was drawn; called on several threads at once.</param>
    /// <param name="champion">The champion's.</param>
    /// <param name="strata">The stratum of each row when every resample shall have as many rows of each; null draws from all alike.</param>
    /// <param name="options">Level, resamples, seed.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    /// <exception cref="SakerException">There are no rows, or an option is out of range.</exception>
    public static ModelComparison ByBootstrap(string score, bool higherIsBetter, int rowCount, Func<ReadOnlySpan<int>, double> candidate, Func<ReadOnlySpan<int>, double> champion,
        IReadOnlyList<int>? strata, ComparisonOptions options, CancellationToken cancellationToken)
    {
        Differences.RequireLevel(options.Level);
        int[] all = [.. Enumerable.Range(0, rowCount)];
        var (first, second) = (candidate(all), champion(all));
        var resamples = PairedBootstrap.Differences(rowCount, candidate, champion, strata, options, cancellationToken);
        return new ModelComparison
        {
            Score = score,
            HigherIsBetter = higherIsBetter,
            Test = ComparisonTest.Bootstrap,
            RowCount = rowCount,
            Candidate = first,
            Champion = second,
            Interval = PairedBootstrap.IntervalOf(resamples, options),
            PValue = PairedBootstrap.PValueOf(resamples, options),
        };
    }
}
