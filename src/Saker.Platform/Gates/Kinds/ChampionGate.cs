using System.Globalization;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates.Kinds;

/// <summary>Better than the current champion, or not worse than it by more than a margin, on the same rows.</summary>
internal sealed record ChampionGate(string Alias, Score Score, bool IsBetter, double Margin, double Level) : Gate
{
    public override string Name => $"champion.{Score.Name}";

    public override string Asked => IsBetter
        ? string.Create(CultureInfo.InvariantCulture, $"{Score.Title} is better than that of @{Alias}{(Margin > 0 ? $" by more than {Margin:0.######}" : "")} on the same rows, by a paired test at {Level * 100:0.#}%")
        : string.Create(CultureInfo.InvariantCulture, $"{Score.Title} is not worse than that of @{Alias}{(Margin > 0 ? $" by {Margin:0.######} or more" : "")} on the same rows, by a paired test at {Level * 100:0.#}%");

    public override string Terms => string.Create(CultureInfo.InvariantCulture, $"alias={Alias};better={IsBetter};margin={Margin:R};level={Level:R}");

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        using var champion = await evidence.FindChampionAsync(Alias, cancellationToken);
        if (champion is null)
            return Result(GateOutcome.Passed, $"there is no @{Alias} yet to be compared with");
        if (champion.Hash == evidence.Candidate.Hash)
            return Result(GateOutcome.Passed, $"it is the model that @{Alias} points at, {champion.Reference}");
        var (own, its) = (await evidence.GetProbabilityAsync(cancellationToken), await evidence.GetProbabilityAsync(champion, cancellationToken));
        var scores = new RowScores(evidence.Rows.Target, evidence.Candidate.Threshold, evidence.Seed);
        var difference = scores.MeasureDifference(Score, own, its, champion.Threshold);
        var interval = scores.EstimateDifference(Score, own, its, champion.Threshold, Level, cancellationToken);
        var finding = $"{Bound.Show(difference.Own)} against {Bound.Show(difference.Its)} of {champion.Reference}: better by {Bound.Show(difference.By, interval)}";
        if (!interval.IsKnown)
            return Result(GateOutcome.NotMeasurable, finding + ": no interval can be had from these rows", difference.By);
        var least = IsBetter ? Margin : -Margin;
        return Result(interval.Low > least || (!IsBetter && interval.Low >= least) ? GateOutcome.Passed : GateOutcome.Failed, finding, difference.By, interval);
    }
}
