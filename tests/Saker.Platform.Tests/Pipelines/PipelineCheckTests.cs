using Saker.Data.Checks;
using Saker.Learning.Preparation;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

public sealed class PipelineCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-check-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_can_be_trained_passes()
    {
        var report = await PipelineCheck.RunAsync(ToyPipeline.Over(ToyPipeline.WriteData(_folder)), Token);

        Assert.True(report.Passed);
        Assert.Equal(["target", "prepare", "leakage"], report.Results.Select(result => result.Name).TakeLast(3));
    }

    [Theory]
    [InlineData(",yes\n", ",\n", "missing values")]
    [InlineData(",yes\n", ",no\n", "exactly two values")]
    public async Task A_target_that_cannot_be_learnt_fails(string old, string broken, string complaint)
    {
        var csv = ToyPipeline.WriteData(_folder);
        await File.WriteAllTextAsync(csv, (await File.ReadAllTextAsync(csv, Token)).Replace(old, broken, StringComparison.Ordinal), Token);

        var report = await PipelineCheck.RunAsync(ToyPipeline.Over(csv), Token);

        var failed = Assert.Single(report.Results, result => result.Outcome == CheckOutcome.Failed);
        Assert.Equal("target", failed.Name);
        Assert.Contains(complaint, Assert.Single(failed.Violations).Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_that_name_a_column_that_is_not_there_fail_beside_the_checks()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(_folder)) with
        {
            Checks = new CheckSuite { Checks = [new RangeCheck("age") { Min = 0, Max = 1 }] },
            Preparation = new() { Steps = [new Drop { Columns = ColumnSelector.Of("ID") }] },
        };

        var report = await PipelineCheck.RunAsync(pipeline, Token);

        Assert.Equal(["range", "prepare"], report.Results.Where(result => result.Outcome == CheckOutcome.Failed).Select(result => result.Name));
        Assert.Contains("Did you mean 'id'", report.Results[^1].Violations[0].Complaint, StringComparison.Ordinal);
    }
}
