using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Trainers;
using Saker.Testing;

namespace Saker.Learning.Tests.Fairness.Mitigation;

/// <summary>Each mitigation, on real people: it moves its measure inside the usual band and says what that costs.</summary>
public sealed class MitigatorTests(ITestOutputHelper output)
{
    private const double Band = 0.1;

    public static TheoryData<string, MitigationMethod, FairnessConstraint, string> Cases => new()
    {
        { "compas", MitigationMethod.Reweighing, FairnessConstraint.DemographicParity, "logistic_regression" },
        { "compas", MitigationMethod.Thresholds, FairnessConstraint.DemographicParity, "logistic_regression" },
        { "compas", MitigationMethod.Thresholds, FairnessConstraint.EqualOpportunity, "gradient_boosting" },
        { "compas", MitigationMethod.Thresholds, FairnessConstraint.EqualizedOdds, "logistic_regression" },
        { "compas", MitigationMethod.ExponentiatedGradient, FairnessConstraint.DemographicParity, "logistic_regression" },
        { "compas", MitigationMethod.ExponentiatedGradient, FairnessConstraint.EqualizedOdds, "logistic_regression" },
        { "compas", MitigationMethod.ExponentiatedGradient, FairnessConstraint.EqualOpportunity, "gradient_boosting" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_moves_its_measure_inside_the_band_and_states_the_price(string set, MitigationMethod method, FairnessConstraint constraint, string trainer)
    {
        var context = await ContextAsync(set, method, constraint, trainer, 7);

        var mitigated = Mitigator.Apply(context, Token);

        var price = mitigated.Price;
        output.WriteLine($"{set} {method} {constraint} {trainer}: {price.Summary()}");
        foreach (var point in price.Points)
            output.WriteLine(FormattableString.Invariant($"  {point.Setting}: {point.Find(price.Measure)!.Value:0.0000}, accuracy {point.Accuracy.Value:0.0000}, balanced {point.BalancedAccuracy:0.0000}{(point.IsTaken ? " <" : "")}"));
        var (before, after) = (Math.Abs(price.Without.Find(price.Measure)!.Value), Math.Abs(price.Taken.Find(price.Measure)!.Value));
        Assert.True(before > Band, $"There is nothing to mitigate: {price.Summary()}");
        Assert.True(after <= Band, price.Summary());
        Assert.InRange(price.AccuracyLoss, -0.03, 0.06);
        Assert.True(price.Points.Count >= 5);
    }

    /// <summary>A test part of German credit has about 76 people of 25 and under, so that one split says little: the mean over twenty does.</summary>
    [Theory]
    [InlineData(MitigationMethod.Reweighing)]
    [InlineData(MitigationMethod.Thresholds)]
    [InlineData(MitigationMethod.ExponentiatedGradient)]
    public async Task On_german_credit_it_does_so_in_the_mean_over_splits(MitigationMethod method)
    {
        double before = 0, after = 0, loss = 0;
        const int splits = 20;
        for (var seed = 1; seed <= splits; seed++)
        {
            var context = await ContextAsync("german", method, FairnessConstraint.DemographicParity, "logistic_regression", seed);
            var price = Mitigator.Apply(context with { Plan = context.Plan with { Curve = false } }, Token).Price;
            before += price.Without.Find(price.Measure)!.Value / splits;
            after += price.Taken.Find(price.Measure)!.Value / splits;
            loss += price.AccuracyLoss / splits;
        }
        output.WriteLine(FormattableString.Invariant($"german {method}: {before:0.0000} -> {after:0.0000}, accuracy given up {loss:0.0000}"));
        Assert.True(before < -Band && Math.Abs(after) <= Band, FormattableString.Invariant($"{before} -> {after}"));
        Assert.InRange(loss, -0.01, 0.03);
    }

    private static async Task<MitigationContext> ContextAsync(string set, MitigationMethod method, FairnessConstraint constraint, string trainerName, int seed)
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        Trainer trainer = trainerName == "gradient_boosting" ? new GradientBoosting { Trees = 60, LearningRate = 0.1 } : new LogisticRegression();
        var (rows, attribute) = set == "compas" ? (await CompasAsync(), ProtectedAttribute.Of("race")) : (await GermanAsync(), ProtectedAttribute.Of("age", over: 25));
        var split = StratifiedSplit.Create(rows.Target, 0.4, seed);
        var (train, test) = (rows.Take([.. split.Train]), rows.Take([.. split.Test]));
        var preparation = PreparationPlan.Default.Fit(train.Rows, [.. rows.Rows.Schema.Select(column => column.Name).Where(name => name != rows.TargetColumn)], Token);
        var features = preparation.Apply(train.Rows);
        return new MitigationContext
        {
            Plan = new MitigationPlan { Method = method, Attribute = attribute, Constraint = constraint, Slack = 0.02 },
            Trainer = trainer,
            Seed = 1,
            Labels = rows.Labels,
            Favourable = set == "compas" ? "0" : null,
            Threshold = 0.5,
            TrainRows = train.Rows,
            Train = features,
            TrainTarget = train.Target,
            OutOfFold = OutOfFold(trainer, features, train.Target),
            TestRows = test.Rows,
            Test = preparation.Apply(test.Rows),
            TestTarget = test.Target,
        };
    }

    private static float[] OutOfFold(Trainer trainer, FeatureMatrix features, float[] target)
    {
        var found = new float[target.Length];
        foreach (var fold in StratifiedFolds.Create(target, 5, 1))
        {
            int[] train = [.. fold.Train];
            int[] validation = [.. fold.Validation];
            var probability = trainer.Fit(features.Take(train), [.. train.Select(row => target[row])], 1, Token).PredictProbability(features.Take(validation));
            for (var i = 0; i < validation.Length; i++)
                found[validation[i]] = probability[i];
        }
        return found;
    }

    /// <summary>The two largest groups, and what was known at the time of the decision.</summary>
    private static async Task<LabelledRows> CompasAsync()
    {
        var all = await DataSources.Open(RealData.FullPath("fairness_compas", "compas_two_years.csv")).ReadAllAsync(Token);
        var race = ColumnTexts.Of(all.Get("race"));
        int[] kept = [.. Enumerable.Range(0, all.RowCount).Where(row => race[row] is "African-American" or "Caucasian")];
        return LabelledRows.Read(all.Take(kept).Select(["sex", "age", "race", "juv_fel_count", "juv_misd_count", "juv_other_count", "priors_count", "c_charge_degree", "two_year_recid"]), "two_year_recid", "1");
    }

    private static async Task<LabelledRows> GermanAsync() =>
        LabelledRows.Read(await DataSources.Open(RealData.FullPath("credit_german", "german_credit.csv")).ReadAllAsync(Token), "default", "1");
}
