using Saker.Data;
using Saker.Data.Sources;
using Saker.Platform.Datasets;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Retraining;
using Saker.Platform.Tests.Pipelines;

namespace Saker.Platform.Tests.Retraining;

public sealed partial class RetrainingTests
{
    private const string Masked = "{columns: {id: mask}, others: keep}";

    [Fact]
    public async Task Rows_that_a_pipeline_protected_train_again_without_the_checks_that_they_cannot_pass()
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{data: {dataset: toy}, max_per_day: 9}", privacy: Masked);

        var attempt = await RunAsync(toy);

        // The same rows give the same model.
        Assert.Equal(RetrainingState.Unchanged, attempt.State);
    }

    [Theory]
    [InlineData("else", "drop note")]
    [InlineData("toy", "mask note")]
    [InlineData("else", "mask id")]
    public async Task Rows_of_a_dataset_that_were_changed_otherwise_are_protected(string pipeline, string transform)
    {
        await using var toy = await ToyRetraining.CreateAsync(retrain: "{data: {dataset: other}, max_per_day: 9}", privacy: Masked);
        toy.WriteRows(420, 5);
        var plain = await new CsvSource { Path = Path.Combine(toy.SourceFolder, "customers.csv") }.ReadAllAsync(Token);
        await toy.Saker.Datasets.AddAsync(NewDataset.Of("other", plain, "test") with { Lineage = new DatasetLineage { Pipeline = pipeline, Transforms = [transform] } }, Token);

        var attempt = await RunAsync(toy);

        Assert.Equal((RetrainingState.Proposed, null), (attempt.State, attempt.Error));
        var learned = (await toy.Saker.Datasets.FindAsync(new DatasetReference("toy", null), Token))!;
        Assert.Equal((420, "mask id"), (learned.RowCount, Assert.Single(learned.Lineage.Transforms)));
        var rows = await toy.Saker.Datasets.ReadAsync(learned.Name, learned.Version, Token);
        Assert.All(Enumerable.Range(0, rows.RowCount), row => Assert.Equal("****"[..((string)plain.Get("id").GetValue(row)!).Length], rows.Get("id").GetValue(row)));
    }

    [Fact]
    public void Outcomes_do_not_train_what_parts_its_rows_by_a_protected_column()
    {
        const string File = """
            pipeline: toy
            source: {csv: customers.csv}
            target: {column: left, positive: "yes"}
            split: {by: group, column: id}
            privacy: {columns: {id: mask}, others: keep}
            candidates: [{trainer: logistic_regression}]
            register: {model: toy}
            """;
        var pipeline = PipelineFile.Parse(File, ".");

        var problem = Assert.Single(PolicyCheck.Check(new RetrainingPolicy { Data = new FreshData(FreshDataKind.Outcomes) }, pipeline));
        Assert.Equal("data", problem.Field);
        Assert.Contains("parts its rows by 'id'", problem.Message, StringComparison.Ordinal);
        Assert.Empty(PolicyCheck.Check(new RetrainingPolicy(), pipeline));
        Assert.Empty(PolicyCheck.Check(new RetrainingPolicy { Data = new FreshData(FreshDataKind.Outcomes) }, pipeline with { Privacy = null }));
        var refused = Failures.Of(ErrorKind.InvalidInput, () => PipelineFile.Parse($"{File}\ndeploy: {{endpoint: toy, retrain: {{data: outcomes}}}}", "."));
        Assert.Contains(refused.Problems, found => found.Field.EndsWith("deploy.retrain.data", StringComparison.Ordinal));
    }

    private static async Task<RetrainingAttempt> RunAsync(ToyRetraining toy) =>
        await toy.Saker.Retraining.CompleteAsync((await toy.Saker.Retraining.RequestAsync("toy", null, null, Token)).Id, Token);
}
