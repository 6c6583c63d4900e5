using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Server.Tests.Dashboard;

/// <summary>Pages of models and data where there are many: what a page reads does not grow with what there is.</summary>
public sealed class ModelScaleTests(ITestOutputHelper output)
{
    private const int ModelCount = 200;
    private const int VersionCount = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_of_models_come_within_a_second_with_200_models_of_20_versions()
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: true);
        await Parallel.ForEachAsync(Enumerable.Range(0, ModelCount), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token }, async (number, token) =>
        {
            var model = string.Create(CultureInfo.InvariantCulture, $"model-{number:000}");
            for (var version = 0; version < VersionCount; version++)
                await server.Registry.RegisterAsync(new Registration { Model = model, Folder = null, FilesReason = "Only a record.", Aliases = ["champion"], Dataset = "rows/1" }, token);
        });
        var datasets = server.Server.Services.GetRequiredService<IDatasetStore>();
        for (var version = 0; version < 12; version++)
            await datasets.AddAsync(NewDataset.Of("rows", new Table([Column.Of<long>("id", Enumerable.Range(version, 2_000).Select(i => (long)i).ToArray())]), "rows.csv"), Token);

        foreach (var path in new[] { "/models", "/models?q=9&sort=updated", "/models/model-100", "/models/model-100/20", "/models/model-100/compare?v=20&v=1", "/models/model-100/20/lineage", "/datasets", "/datasets/rows", "/datasets/rows/1", "/datasets/rows/1/lineage", "/datasets/rows/compare?before=1&after=2" })
        {
            await server.Http.GetStringAsync(path, Token);
            var best = TimeSpan.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                var start = TimeProvider.System.GetTimestamp();
                await server.Http.GetStringAsync(path, Token);
                var took = TimeProvider.System.GetElapsedTime(start);
                best = took < best ? took : best;
            }
            output.WriteLine($"{path}: {best.TotalMilliseconds:0.0} ms");
            Assert.True(best < TimeSpan.FromSeconds(1), $"{path} took {best.TotalMilliseconds:0} ms.");
        }
    }
}
