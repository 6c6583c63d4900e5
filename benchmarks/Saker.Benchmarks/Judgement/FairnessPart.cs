using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Testing;

namespace Saker.Benchmarks.Judgement;

/// <summary>Published figures of COMPAS and German credit beside ours, what each mitigation leaves and costs on COMPAS, and how long a million rows take.</summary>
internal sealed class FairnessPart : IAreaPart
{
    // Published figures have four digits.
    private const double HalfADigit = 5e-5;

    private const double Band = 0.1;
    private const double MaxPrice = 0.05;
    private const int Seed = 7;
    private const int RowCount = 1_000_000;

    public string Name => "fairness";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("fairness of COMPAS and German credit", reason)];
        var compas = await ReadAsync("fairness_compas", "compas_two_years.csv", cancellationToken);
        var german = await ReadAsync("credit_german", "german_credit.csv", cancellationToken);
        List<Demand> demands = [.. Published(compas, german)];
        foreach (var method in Enum.GetValues<MitigationMethod>())
            demands.AddRange(Mitigate(method, compas, settings, cancellationToken));
        demands.Add(Million(settings));
        return demands;
    }

    private static IEnumerable<Demand> Published(Table compas, Table german)
    {
        var judged = LabelledRows.Read(compas, "two_year_recid", "1");
        var high = compas.Get("decile_score").ToFloat64().Select(score => score >= 5 ? 1f : 0f).ToArray();
        var groups = FairnessAudit.OfPredictions(new FairnessPlan { Protected = [ProtectedAttribute.Of("race")] }, compas, judged.Target, high, judged.Labels).Attributes[0].Groups;
        yield return Bound("COMPAS, African-American: FPR", groups[0].FalsePositiveRate!.Value, 0.4485);
        yield return Bound("COMPAS, Caucasian: FPR", groups[1].FalsePositiveRate!.Value, 0.2345);
        yield return Bound("COMPAS, African-American: FNR", groups[0].FalseNegativeRate!.Value, 0.2799);
        yield return Bound("COMPAS, Caucasian: FNR", groups[1].FalseNegativeRate!.Value, 0.4772);
        var credit = LabelledRows.Read(german, "default", "1");
        var age = FairnessAudit.OfLabels(new FairnessPlan { Protected = [ProtectedAttribute.Of("age", over: 25)] }, german, credit.Target, credit.Labels).Attributes[0];
        yield return Bound("German credit, age over 25: statistical parity difference", age.Find(MeasureName.StatisticalParityDifference)!.Value, -0.1494);
        yield return Bound("German credit, age over 25: disparate impact", age.Find(MeasureName.DisparateImpact)!.Value, 0.7948);
    }

    private static Demand Bound(string measure, double value, double published) => Demand.Bound($"{measure}, away from the published figure", Math.Abs(value - published), HalfADigit);

    private static IEnumerable<Demand> Mitigate(MitigationMethod method, Table compas, AreaSettings settings, CancellationToken cancellationToken)
    {
        var race = ColumnTexts.Of(compas.Get("race"));
        int[] kept = [.. Enumerable.Range(0, compas.RowCount).Where(row => race[row] is "African-American" or "Caucasian")];
        string[] columns = ["sex", "age", "race", "juv_fel_count", "juv_misd_count", "juv_other_count", "priors_count", "c_charge_degree", "two_year_recid"];
        var rows = LabelledRows.Read(compas.Take(kept).Select(columns), "two_year_recid", "1");
        var split = StratifiedSplit.Create(rows.Target, 0.4, Seed);
        var (train, test) = (rows.Take([.. split.Train]), rows.Take([.. split.Test]));
        var preparation = PreparationPlan.Default.Fit(train.Rows, columns[..^1], cancellationToken);
        var features = preparation.Apply(train.Rows);
        var trainer = new LogisticRegression();
        var price = Mitigator.Apply(new MitigationContext
        {
            Plan = new MitigationPlan { Method = method, Attribute = ProtectedAttribute.Of("race"), Slack = 0.02 },
            Trainer = trainer,
            Seed = Seed,
            Labels = rows.Labels,
            Favourable = rows.Labels.Negative,
            Threshold = 0.5,
            TrainRows = train.Rows,
            Train = features,
            TrainTarget = train.Target,
            OutOfFold = OutOfFold(trainer, features, train.Target, cancellationToken),
            TestRows = test.Rows,
            Test = preparation.Apply(test.Rows),
            TestTarget = test.Target,
        }, cancellationToken).Price;
        settings.Log.WriteLine($"  {method}: {price.Summary()}");
        yield return Demand.AtMost($"COMPAS, {method}: size of the {price.Measure.Replace('_', ' ')} that is left", "", Math.Abs(price.Taken.Find(price.Measure)!.Value), Band);
        yield return Demand.AtMost($"COMPAS, {method}: accuracy given up", "", price.AccuracyLoss, MaxPrice);
    }

    private static float[] OutOfFold(Trainer trainer, FeatureMatrix features, float[] target, CancellationToken cancellationToken)
    {
        var comparison = new CrossValidation { Score = ScoreCatalogue.Get("roc_auc"), Seed = Seed, MaxDegree = 1 };
        return comparison.Run([new Candidate("only", trainer)], StratifiedFolds.Create(target, 5, Seed), (fold, _) => new PreparedFold
        {
            Train = features.Take([.. fold.Train]),
            TrainTarget = [.. fold.Train.Select(row => target[row])],
            Validation = features.Take([.. fold.Validation]),
            ValidationTarget = [.. fold.Validation.Select(row => target[row])],
        }, null, cancellationToken).Best.OutOfFold;
    }

    private static Demand Million(AreaSettings settings)
    {
        var count = settings.Quick ? RowCount / 10 : RowCount;
        var rows = new Table([Column.OfText("sex", [.. Enumerable.Range(0, count).Select(row => row % 3 == 0 ? "f" : "m")]), Column.OfNumbers("age", [.. Enumerable.Range(0, count).Select(row => 18.0 + row % 60)])]);
        float[] target = [.. Enumerable.Range(0, count).Select(row => row % 5 < 2 ? 1f : 0f)];
        float[] said = [.. Enumerable.Range(0, count).Select(row => row % 7 < 3 ? 1f : 0f)];
        var plan = new FairnessPlan { Protected = [ProtectedAttribute.Of("sex"), ProtectedAttribute.Of("age", over: 25)] };
        var started = Stopwatch.GetTimestamp();
        FairnessAudit.OfPredictions(plan, rows, target, said, new ClassLabels("no", "yes"));
        return Demand.AtMost(FormattableString.Invariant($"{count:N0} rows, two attributes and both together"), "s", Stopwatch.GetElapsedTime(started).TotalSeconds, 5);
    }

    private static async Task<Table> ReadAsync(string set, string file, CancellationToken cancellationToken) => await DataSources.Open(RealData.FullPath(set, file)).ReadAllAsync(cancellationToken);
}
