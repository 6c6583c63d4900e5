using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Training;
using Saker.Data.Sources;
using Saker.Learning.Explanation;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Judgement;

/// <summary>How long it takes to explain one answer of the churn model: features by the graph, attributions, raw columns, and the check of their sum.</summary>
internal static class ChurnExplanations
{
    private const int DistinctRows = 200;

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("saker-bench-explain-");
        try
        {
            await using var platform = await SakerPlatform.OpenAsync(new HomeOptions { Folder = home.FullName }, cancellationToken);
            var example = Path.Combine(Checkout.Root, "examples", "churn");
            settings.Log.WriteLine("  training the churn model");
            await platform.Pipelines.RunAsync(await PipelineFile.LoadAsync(Path.Combine(example, "churn.yaml"), cancellationToken), progress: null, cancellationToken);
            using var version = await platform.Explanations.OpenAsync("churn@champion", cancellationToken);
            using var explainer = version.Explainer(new ExplainerOptions(), reference: null);
            var all = await new CsvSource { Path = Path.Combine(example, "data", "telco_churn.csv"), Columns = version.Model.Signature.Inputs.ToDictionary(input => input.Name, input => input.Type) }.ReadAllAsync(cancellationToken);
            var rows = Enumerable.Range(0, DistinctRows).Select(row => all.Take([row])).ToArray();
            var times = new double[settings.Quick ? 400 : 4_000];
            for (var call = -DistinctRows; call < times.Length; call++)
            {
                var start = Stopwatch.GetTimestamp();
                await explainer.ExplainAsync(rows[(call + DistinctRows) % DistinctRows], cancellationToken);
                if (call >= 0)
                    times[call] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
            }
            var latency = Latency.Of(times);
            return
            [
                Demand.AtMost("one explained answer of the churn model, p50", "us", latency.P50, 1_000),
                Demand.AtMost("one explained answer of the churn model, p99", "us", latency.P99, 1_000),
            ];
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
