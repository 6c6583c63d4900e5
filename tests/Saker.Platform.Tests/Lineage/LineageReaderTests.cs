using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Lineage;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Datasets;
using Saker.Platform.Tests.Monitoring.Windows;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Lineage;

public sealed class LineageReaderTests() : StoreConformance(new EmbeddedBackend())
{
    private LineageReader Reader => Saker.Services.GetRequiredService<LineageReader>();

    [Fact]
    public async Task A_version_leads_back_to_its_source_and_on_to_todays_predictions()
    {
        await PrepareAsync();
        var graph = await Reader.OfVersionAsync("churn", 2, Cancellation);
        Assert.Equal("version:churn/2", graph.Focus);
        Assert.Null(graph.LeftOut);
        Assert.Equal(
            [LineageKind.Source, LineageKind.Source, LineageKind.Dataset, LineageKind.Dataset, LineageKind.Run, LineageKind.Version, LineageKind.Version, LineageKind.Endpoint, LineageKind.Predictions],
            graph.Nodes.Select(node => node.Kind));
        Assert.Equal(
            ["customers.csv>raw/1", "telco.csv>telco/1", "raw/1>telco/1", "telco/1>train", "train>churn/2", "churn/1>churn/2", "churn/2>churn", "churn>12 predictions today"],
            Edges(graph).OrderBy(edge => Array.IndexOf(["customers.csv>raw/1", "telco.csv>telco/1", "raw/1>telco/1", "telco/1>train", "train>churn/2", "churn/1>churn/2", "churn/2>churn", "churn>12 predictions today"], edge)));
        Assert.Equal("champion", graph.Nodes.Single(node => node.Text == "churn/2").Detail?.Split(", ")[^1]);
    }

    [Fact]
    public async Task A_dataset_and_an_endpoint_tell_the_same_story()
    {
        await PrepareAsync();
        var ofDataset = await Reader.OfDatasetAsync("telco", 1, Cancellation);
        Assert.Equal("dataset:telco/1", ofDataset.Focus);
        Assert.Contains("churn/2>churn", Edges(ofDataset));
        var ofEndpoint = await Reader.OfEndpointAsync("churn", Cancellation);
        Assert.Equal("endpoint:churn", ofEndpoint.Focus);
        Assert.Contains("telco/1>train", Edges(ofEndpoint));
        Assert.Contains("churn>12 predictions today", Edges(ofEndpoint));
    }

    [Fact]
    public async Task What_is_gone_is_named_and_has_no_page()
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Dataset = "lost/3" }, Cancellation);
        var lost = (await Reader.OfVersionAsync("churn", 1, Cancellation)).Nodes.Single(node => node.Kind == LineageKind.Dataset);
        Assert.Equal(("lost/3", "not here any more", null), (lost.Text, lost.Detail, lost.Key));
        await Failures.OfAsync(ErrorKind.NotFound, () => Reader.OfVersionAsync("churn", 7, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Reader.OfDatasetAsync("lost", 3, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Reader.OfEndpointAsync("churn", Cancellation));
    }

    [Fact]
    public async Task Of_much_that_came_of_one_dataset_the_newest_is_shown_and_the_rest_counted()
    {
        await Saker.Datasets.AddAsync("telco", ToyRows.Make(), Profile.Of(ToyRows.Make()), "telco.csv", Cancellation);
        using var source = new ModelSource();
        for (var i = 0; i < LineageReader.MaxVersions + 3; i++)
            await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Dataset = "telco/1" }, Cancellation);
        var graph = await Reader.OfDatasetAsync("telco", 1, Cancellation);
        Assert.Equal(LineageReader.MaxVersions, graph.Nodes.Count(node => node.Kind == LineageKind.Version));
        Assert.Contains("3 more model versions", graph.LeftOut, StringComparison.Ordinal);
    }

    private static List<string> Edges(LineageGraph graph)
    {
        var texts = graph.Nodes.ToDictionary(node => node.Id, node => node.Text, StringComparer.Ordinal);
        return [.. graph.Edges.Select(edge => $"{texts[edge.From]}>{texts[edge.To]}")];
    }

    private async Task PrepareAsync()
    {
        await Saker.Datasets.AddAsync("raw", ToyRows.Make(5), Profile.Of(ToyRows.Make(5)), "customers.csv", Cancellation);
        await Saker.Datasets.AddAsync(ToyRows.Stream("telco", ToyRows.Make()) with { Lineage = new DatasetLineage { Parent = "raw/1" } }, Cancellation);
        var experiment = await Saker.Experiments.GetOrCreateAsync("churn", Cancellation);
        var run = await Saker.Experiments.StartRunAsync(experiment.Id, "train", parent: null, Cancellation);
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Run = run.Id, Dataset = "telco/1", Parent = new ParentVersion("churn", 1), Aliases = ["champion"] }, Cancellation);
        await Saker.Endpoints.DeployAsync("churn", "churn", 2, Cancellation);
        var now = Saker.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await Saker.Windows.WriteAsync([WindowParts.Of(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)), 12, version: 2) with { Endpoint = "churn" }], Cancellation);
    }
}
