using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores;
using Saker.Platform.Registry;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Monitoring.Performance;

public sealed partial class PerformanceTests
{
    [Fact]
    public async Task The_first_window_is_estimated_for_its_own_rows_where_the_dataset_of_the_training_is_here()
    {
        await RegisterHeldOutAsync(withDataset: true);
        var truth = ServeTwoYears();
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));

        var estimate = Assert.Single((await GetAsync()).Versions.Single(version => version.Version == 2).Windows).Estimate!;

        Assert.Equal("pape", estimate.Method);
        Assert.InRange(Math.Abs(estimate.Find("accuracy")!.Value - truth), 0, 0.03);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "Contract")]
    public async Task Without_the_columns_of_held_out_rows_confidence_is_calibrated_for_all_rows_alike(bool withDataset, string? redacted)
    {
        await RegisterHeldOutAsync(withDataset);
        if (redacted is not null)
            await _saker.Monitors.ChangeAsync("churn", settings => settings with { Log = settings.Log with { Redact = new Dictionary<string, object?> { ["columns"] = new Dictionary<string, object?> { [redacted] = "hash" }, ["others"] = "keep" } } }, Cancellation);
        var truth = ServeTwoYears();
        await JudgeAsync(Start.AddDays(1).AddMinutes(1));

        var estimate = Assert.Single((await GetAsync()).Versions.Single(version => version.Version == 2).Windows).Estimate!;

        Assert.Equal("cbpe", estimate.Method);
        Assert.InRange(Math.Abs(estimate.Find("accuracy")!.Value - truth), 0.05, 1);
    }

    /// <summary>A model that is right about contracts of one year, and too sure of those of two.</summary>
    private async Task RegisterHeldOutAsync(bool withDataset)
    {
        var chance = new Random(9);
        var contracts = Enumerable.Range(0, 4_000).Select(row => row % 2 == 0 ? "One year" : "Two year").ToArray();
        var probability = contracts.Select(_ => Drawn(chance)).ToArray();
        var target = probability.Select((value, row) => IsPositive(chance, value, contracts[row]) ? 1f : 0f).ToArray();
        var table = new Table([Column.OfText("Contract", [.. contracts.Reverse()]), Column.OfText("Churn", [.. target.Reverse().Select(value => value == 1 ? "Yes" : "No")])]);
        var dataset = withDataset ? await _saker.Datasets.AddAsync("churn", table, Profile.Of(table), "made up", Cancellation) : null;
        var folder = Path.Combine(_backend.Folder, "held-out");
        await ModelFolder.WriteAsync(
            folder,
            new ModelFolderContents
            {
                Model = ToyChurn.Graph().ToBytes(),
                Signature = ToyChurn.Signature,
                Evaluation = Evaluated(3_000, seed: 50).ToJson(),
                // The dataset has them in another order.
                Reference = HeldOutPredictions.Of(
                    new BinaryPredictions(target, probability, 0.5), new ClassLabels("No", "Yes"), new HeldOutRows { Dataset = dataset?.Hash ?? "gone", Places = [.. Enumerable.Range(0, target.Length).Reverse()] }).ToJson(),
            },
            Cancellation);
        var version = await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = folder, Dataset = dataset?.Reference }, Cancellation);
        await _saker.Endpoints.DeployAsync("churn", "churn", version.Version, Cancellation);
    }

    /// <returns>The accuracy.</returns>
    private double ServeTwoYears()
    {
        var chance = new Random(11);
        var right = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var probability = Drawn(chance);
            _log.Add($"two-{i}", Start + (TimeSpan.FromDays(1) * i / 3_000), [probability], version: 2, contract: ["Two year"]);
            right += probability >= 0.5f == IsPositive(chance, probability, "Two year") ? 1 : 0;
        }
        _time.Advance(TimeSpan.FromDays(1));
        return right / 3_000.0;
    }

    private static bool IsPositive(Random chance, float probability, string contract) => chance.NextDouble() < (contract == "Two year" ? 0.3 : 1) * probability;
}
