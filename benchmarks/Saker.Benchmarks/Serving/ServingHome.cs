using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Serving;

/// <summary>A home in a temporary folder with the churn example trained and deployed as endpoint <c>churn</c>, gone at the end.</summary>
internal sealed class ServingHome : IAsyncDisposable
{
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
        // A second version to swap with.
        await saker.Registry.RegisterAsync(new Registration { Model = result.Version!.Model, Folder = result.Version.Folder }, cancellationToken);
        var model = await ModelFolder.ReadAsync(result.Version.Folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        return new ServingHome(folder)
        {
            Csv = pipeline.Source.Path,
            Rows = await pipeline.Source.ReadAllAsync(cancellationToken),
            Signature = model.Contents.Signature,
            Version = result.Version,
        };
    }

    /// <summary>A small dense network over rows of plain numbers: float32 [N, <paramref name="columns"/>] to float32 [N, 1].</summary>
    public static byte[] Network(int columns, int hidden)
    {
        var graph = new GraphBuilder("network");
        var rows = graph.Input("x", ElementType.Float32, -1, columns);
        var first = graph.Node("Relu", [graph.Node("MatMul", [rows, graph.Constant(Weights(columns, hidden))], ElementType.Float32)], ElementType.Float32);
        var second = graph.Node("MatMul", [first, graph.Constant(Weights(hidden, 1))], ElementType.Float32);
        graph.Output("y", second, -1, 1);
        return graph.Build().ToBytes();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Tensor Weights(int rows, int columns) =>
        Tensor.Of([.. Enumerable.Range(0, rows * columns).Select(i => (float)Math.Sin(i) / rows)], rows, columns);
}
