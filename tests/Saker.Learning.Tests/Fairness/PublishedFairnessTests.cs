using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Fairness;
using Saker.Learning.Scores;
using Saker.Testing;

namespace Saker.Learning.Tests.Fairness;

/// <summary>Figures that others have published of public data.</summary>
public sealed class PublishedFairnessTests
{
    [Fact]
    public async Task Error_rates_of_compas_are_those_that_propublica_published()
    {
        var rows = await ReadAsync("fairness_compas", "compas_two_years.csv");
        var labelled = LabelledRows.Read(rows, "two_year_recid", "1");
        var high = rows.Get("decile_score").ToFloat64().Select(score => score >= 5 ? 1f : 0f).ToArray();

        var report = FairnessAudit.OfPredictions(new FairnessPlan { Protected = [ProtectedAttribute.Of("race")] }, rows, labelled.Target, high, labelled.Labels);

        var groups = report.Attributes[0].Groups;
        Assert.Equal([("African-American", 3696), ("Caucasian", 2454)], groups.Take(2).Select(group => (group.Name, group.RowCount)));
        Assert.Equal([0.4485, 0.2345], groups.Take(2).Select(group => Math.Round(group.FalsePositiveRate!.Value, 4)));
        Assert.Equal([0.2799, 0.4772], groups.Take(2).Select(group => Math.Round(group.FalseNegativeRate!.Value, 4)));
        Assert.Equal([0.6297, 0.5913], groups.Take(2).Select(group => Math.Round(group.PositivePredictiveValue!.Value, 4)));
        Assert.Equal([0.5882, 0.3480], groups.Take(2).Select(group => Math.Round(group.SelectionRate.Value, 4)));
        // The six groups that ProPublica had; two of them are small and stay in sight.
        Assert.Equal(["Asian", "Native American"], groups.Skip(4).Select(group => group.Name));
        Assert.True(groups[5] is { RowCount: 18, IsSmall: true });
    }

    [Fact]
    public async Task The_labels_of_german_credit_favour_those_over_25_as_published()
    {
        var rows = await ReadAsync("credit_german", "german_credit.csv");
        var labelled = LabelledRows.Read(rows, "default", "1");

        var report = FairnessAudit.OfLabels(new FairnessPlan { Protected = [ProtectedAttribute.Of("age", over: 25)] }, rows, labelled.Target, labelled.Labels);

        var age = report.Attributes[0];
        Assert.Equal("over 25", age.Privileged);
        Assert.Equal(-0.1494, Math.Round(age.Find(MeasureName.StatisticalParityDifference)!.Value, 4));
        Assert.Equal(0.7948, Math.Round(age.Find(MeasureName.DisparateImpact)!.Value, 4));
        Assert.Null(age.Find(MeasureName.EqualOpportunityDifference));
        // The same from the other side: what is unwished for is the positive class there.
        var bad = LabelledRows.Read(rows, "default", "2");
        var turned = FairnessAudit.OfLabels(new FairnessPlan { Protected = [ProtectedAttribute.Of("age", over: 25)], Favourable = "1" }, rows, bad.Target, bad.Labels);
        Assert.Equal(age.Together.Measures.Select(measure => measure.Value), turned.Attributes[0].Together.Measures.Select(measure => measure.Value));
    }

    private static async Task<Table> ReadAsync(string set, string file)
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        return await DataSources.Open(RealData.FullPath(set, file)).ReadAllAsync(TestContext.Current.CancellationToken);
    }
}
