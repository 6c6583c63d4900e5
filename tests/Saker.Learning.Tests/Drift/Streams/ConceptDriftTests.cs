using Saker.Data.Sources;
using Saker.Learning.Drift.Streams;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Testing;

namespace Saker.Learning.Tests.Drift.Streams;

/// <summary>The errors of a model of real customers, who from a row on do the opposite of what they did.</summary>
public sealed class ConceptDriftTests
{
    private const int Train = 3_000;
    private const int Flip = 2_000;
    private const int MaxDelay = 100;

    [Theory]
    [InlineData("adwin")]
    [InlineData("ddm")]
    [InlineData("page_hinkley")]
    [InlineData("cusum")]
    public async Task A_change_planted_in_Telco_is_found_within_a_hundred_rows_and_nothing_before(string name)
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        var token = TestContext.Current.CancellationToken;
        var table = await DataSources.Open(RealData.FullPath("churn_telco", "telco_churn.csv")).ReadAllAsync(token);
        var rows = LabelledRows.Read(table.Without(["customerID"]), "Churn", "Yes");
        int[] first = [.. Enumerable.Range(0, Train)];
        var preparation = PreparationPlan.Default.Fit(rows.Rows.Take(first), [.. rows.Rows.Columns.Select(column => column.Name).Where(column => column != "Churn")], token);
        var features = preparation.Apply(rows.Rows);
        var said = new LogisticRegression().Fit(features.Take(first), rows.Target.AsSpan(0, Train), 7, token).PredictProbability(features);
        var detector = StreamDetectors.Create(name);
        var found = new List<int>();
        for (var row = Train; row < rows.RowCount; row++)
        {
            var isRight = (said[row] >= 0.5f) == (rows.Target[row] == 1) == (row - Train < Flip);
            if (detector.Update(isRight ? 0 : 1) == DetectorState.Drift)
                found.Add(row - Train);
        }
        Assert.InRange(found[0], Flip, Flip + MaxDelay);
    }
}
