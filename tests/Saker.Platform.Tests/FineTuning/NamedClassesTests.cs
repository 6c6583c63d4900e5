using System.Globalization;
using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;
using Saker.Platform.FineTuning;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Pipelines;
using Saker.Testing;

namespace Saker.Platform.Tests.FineTuning;

/// <summary>A network that a pipeline trained learns on: its classes have names, and it decides at a threshold of its own.</summary>
public sealed class NamedClassesTests : EmbeddedTests
{
    private static readonly FineTuneRequest s_request = new() { Version = "toy", Target = "left", Phases = [new FineTunePhase { EpochCount = 2, Rate = 1e-6 }], MaxLoss = 0.05 };

    [Fact]
    public async Task Classes_with_names_are_learned_and_judged_by_these_and_the_threshold_stays()
    {
        var pipeline = ToyPipeline.Over(ToyPipeline.WriteData(Backend.Folder)) with
        {
            Candidates = [new NeuralNetwork { Members = 1, Epochs = 5, Patience = 4 }], Endpoint = null,
            // Texts go through no gradients: what prepares them is frozen.
            Preparation = new() { Steps = [new Drop { Columns = ColumnSelector.Of("id") }, .. PreparationPlan.Default.Steps] },
        };
        await Saker.Pipelines.RunAsync(pipeline, null, Cancellation);
        var before = await VersionEvaluator.FindAsync((await Saker.Registry.FindVersionAsync("toy", 1, Cancellation))!, Cancellation);
        var named = await Saker.FineTuning.TuneAsync(s_request, Rows("yes", "no"), Cancellation);
        Assert.InRange(named.Report.Before!.Value, 0.5, 1);
        Assert.Equal(named.Report.Before.Value, named.Report.After, 0.05);
        Assert.Equal(before!.Threshold, (await VersionEvaluator.FindAsync(named.Version, Cancellation))!.Threshold);

        var placed = await Saker.FineTuning.TuneAsync(s_request with { Version = "toy/1" }, Rows("1", "0"), Cancellation);
        Assert.Equal(named.Report.Before, placed.Report.Before);
        var refused = await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request, Rows("yes", "maybe"), Cancellation));
        Assert.Equal("target", refused.Field);
        Assert.Contains("'no' (0) from 'yes' (1)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'maybe'", refused.Message, StringComparison.Ordinal);
    }

    private Table Rows(string positive, string negative)
    {
        var lines = File.ReadLines(Path.Combine(Backend.Folder, "customers.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        return new Table([
            Column.OfNumbers("age", Numbers(1)), Column.OfNumbers("spend", Numbers(2)), Column.Of<string>("payment", lines.Select(line => line[3]).ToArray()),
            Column.Of<string>("left", lines.Select(line => line[4] == "yes" ? positive : negative).ToArray())]);

        double[] Numbers(int place) => [.. lines.Select(line => line[place].Length == 0 ? double.NaN : double.Parse(line[place], CultureInfo.InvariantCulture))];
    }
}
