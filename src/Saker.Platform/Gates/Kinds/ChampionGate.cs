using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Comparing;

namespace Saker.Platform.Gates.Kinds;

/// <summary>
/// Against the current champion on the same rows, by a paired test: really better, by more than a margin if there is one; or surely not worse by
/// the margin; or, where neither is asked, not really worse.
/// </summary>
internal sealed record ChampionGate(string Alias, Score Score, bool IsBetter, double Margin, double Level) : Gate
{
    public override string Name => $"champion.{Score.Name}";

    public override string Asked => (IsBetter, Margin > 0) switch
    {
        (true, true) => $"{Score.Title} is better than that of @{Alias} by more than {Bound.Show(Margin)}, {How}",
        (true, false) => $"{Score.Title} is better than that of @{Alias}, {How}",
        (false, true) => $"{Score.Title} is surely not worse than that of @{Alias} by {Bound.Show(Margin)} or more, {How}",
        _ => $"{Score.Title} is not really worse than that of @{Alias}, {How}",
    };

    public override string Terms => string.Create(CultureInfo.InvariantCulture, $"alias={Alias};better={IsBetter};margin={Margin:R};level={Level:R}");

    private string How => string.Create(CultureInfo.InvariantCulture, $"by a paired test on the same rows at {Level * 100:0.#}%");

    public override bool Judges(ScoreTask task) => Score.Task == task;

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        using var champion = await evidence.FindChampionAsync(Alias, cancellationToken);
        if (champion is null)
            return Result(GateOutcome.Passed, $"there is no @{Alias} yet to be compared with");
        if (champion.Hash == evidence.Candidate.Hash)
            return Result(GateOutcome.Passed, $"it is the model that @{Alias} points at, {champion.Reference}");
        var comparison = await CompareAsync(evidence, champion, cancellationToken);
        var finding = $"{Bound.Show(comparison.Candidate)} against {Bound.Show(comparison.Champion)} of {champion.Reference}: {Difference(comparison)}, p = {Bound.Show(comparison.PValue)}";
        if (double.IsNaN(comparison.PValue) || !comparison.Interval.IsKnown)
            return Result(GateOutcome.NotMeasurable, finding + ": the test cannot tell on these rows", comparison.Gain);
        return Result(IsMet(comparison) ? GateOutcome.Passed : GateOutcome.Failed, finding, comparison.Gain, comparison.GainInterval);
    }

    private async Task<ModelComparison> CompareAsync(GateEvidence evidence, GateCandidate champion, CancellationToken cancellationToken)
    {
        var options = new ComparisonOptions { Level = Level, Seed = (int)evidence.Seed };
        if (Score.Task == ScoreTask.Binary)
            return ModelComparer.Compare(Score, await evidence.GetPredictionsAsync(cancellationToken), await evidence.GetPredictionsAsync(champion, cancellationToken), options, cancellationToken);
        var (own, its) = (await evidence.GetAnswersAsync(cancellationToken), await evidence.GetAnswersAsync(champion, cancellationToken));
        // What is not defined on all rows is told with its reason; a resample on which a score is not defined is left out.
        int[] all = [.. Enumerable.Range(0, own.UnitCount)];
        own.Compute(Score.Name, all);
        its.Compute(Score.Name, all);
        int[]? strata = Score.Task == ScoreTask.Multiclass ? Array.ConvertAll(evidence.Rows.Target, value => (int)value) : null;
        return ModelComparer.ByBootstrap(Score.Name, Score.HigherIsBetter, own.UnitCount, rows => ComputeOrNone(own, rows), rows => ComputeOrNone(its, rows), strata, options, cancellationToken);
    }

    private double ComputeOrNone(TaskAnswers answers, ReadOnlySpan<int> rows)
    {
        try
        {
            return answers.Compute(Score.Name, rows);
        }
        catch (SakerException)
        {
            return double.NaN;
        }
    }

    private static string Difference(ModelComparison comparison) => comparison is { Gain: < 0, GainInterval: var interval }
        ? $"worse by {Bound.Show(-comparison.Gain, new Interval(-interval.High, -interval.Low, interval.Level))}"
        : $"better by {Bound.Show(comparison.Gain, comparison.GainInterval)}";

    private bool IsMet(ModelComparison comparison) => (IsBetter, Margin > 0) switch
    {
        (true, true) => comparison.GainInterval.Low > Margin,
        (true, false) => comparison.IsBetter,
        (false, true) => comparison.IsWithin(Margin),
        _ => !comparison.IsWorse,
    };
}
