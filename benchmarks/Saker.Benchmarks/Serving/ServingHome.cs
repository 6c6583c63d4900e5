using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Serving;

/// <summary>A home in a temporary folder with the churn example trained and deployed as endpoint <c>churn</c> and a network of plain numbers as <see cref="Numbers"/>, gone at the end.</summary>
internal sealed class ServingHome : IAsyncDisposable
{
    /// <summary>The endpoint of a small network: <see cref="NumberColumns"/> floats a row in, one out.</summary>
    public const string Numbers = "numbers";

    public const int NumberColumns = 20;

    /// <summary>Of the churn model, from 1; each has its files on disk.</summary>
    public const int ChurnVersions = 3;

    private ServingHome(string folder) => Folder = folder;

    public string Folder { get; }

    public required string Csv { get; init; }

    public required Table Rows { get; init; }

    public required Signature Signature { get; init; }

    public required ModelVersion Version { get; init; }

    /// <summary>Trains the example's boosting alone: the model that wins, without the time of those that lose.</summary>
    public static async Task<ServingHome> CreateAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("saker-bench-").FullName;
        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder }, cancellationToken);
        var pipeline = await PipelineFile.LoadAsync(Checkout.FullPath("examples/churn/churn.yaml"), cancellationToken);
        pipeline = pipeline with { Candidates = [.. pipeline.Candidates.Where(trainer => trainer.Name == "gradient_boosting")] };
        var result = await saker.Pipelines.RunAsync(pipeline, progress: null, cancellationToken);
        // Versions to swap with: one of other trees, and one of the same.
        var other = pipeline with { Split = pipeline.Split with { Seed = pipeline.Split.Seed + 1 }, Endpoint = null };
        await saker.Pipelines.RunAsync(other, progress: null, cancellationToken);
        result.Version!.RequireFiles();
        await saker.Registry.RegisterAsync(new Registration { Model = result.Version.Model, Folder = result.Version.Folder }, cancellationToken);
        var numbers = await saker.Import.ImportAsync(new ModelImportRequest { Model = Numbers, Graph = Networks.OfRows(NumberColumns) }, cancellationToken);
        await saker.Endpoints.DeployAsync(Numbers, Numbers, numbers.Version, cancellationToken);
        var model = await ModelFolder.ReadAsync(result.Version.Folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        return new ServingHome(folder)
        {
            Csv = pipeline.Source.Name,
            Rows = await pipeline.Source.ReadAllAsync(cancellationToken),
            Signature = model.Contents.Signature,
            Version = result.Version,
        };
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
