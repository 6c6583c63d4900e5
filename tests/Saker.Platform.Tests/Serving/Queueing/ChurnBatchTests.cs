using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Pipelines;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>The example's own boosting: what shares a run must not change an answer.</summary>
public sealed class ChurnBatchTests : IAsyncLifetime
{
    private const int RowCount = 400;
    private readonly EmbeddedBackend _backend = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Rows_of_a_trained_model_are_answered_bit_for_bit_the_same_in_any_company()
    {
        var saker = await _backend.OpenAsync();
        var pipeline = await PipelineFile.LoadAsync(Path.Combine(Checkout.Examples, "churn", "churn.yaml"), Cancellation);
        pipeline = pipeline with { Candidates = [.. pipeline.Candidates.Where(trainer => trainer.Name == "gradient_boosting")] };
        await saker.Pipelines.RunAsync(pipeline, progress: null, Cancellation);
        var rows = (await pipeline.Source.ReadAllAsync(Cancellation)).Take([.. Enumerable.Range(0, RowCount)]);
        using var held = await saker.Host.BeginAsync("churn", version: null, Cancellation);
        var model = held.Model.Tensors;
        using var runner = model.NewRunner(64);
        var alone = Parts(model, rows, [.. Enumerable.Repeat(1, RowCount)]);
        foreach (var part in alone)
            await runner.RunAsync(new[] { part }, Cancellation);
        Assert.True(alone.Select(part => part.Outputs[1].Elements<float>()[0]).Distinct().Count() > RowCount / 2);
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            // Requests of one to five rows, in runs of any size, also beyond what is usual.
            var sizes = new List<int>();
            while (sizes.Sum() < RowCount)
                sizes.Add(Math.Min(random.Next(1, 6), RowCount - sizes.Sum()));
            var parts = Parts(model, rows, sizes);
            for (var at = 0; at < parts.Length;)
            {
                var count = Math.Min(random.Next(1, 40), parts.Length - at);
                await runner.RunAsync(parts.AsMemory(at, count), Cancellation);
                at += count;
            }
            Assert.Equal(Bits(alone, 1), Bits(parts, 1));
            Assert.Equal(Labels(alone), Labels(parts));
        }
    }

    private static TensorSet[] Parts(ITensorModel model, Table rows, IReadOnlyList<int> sizes)
    {
        var parts = new TensorSet[sizes.Count];
        var first = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new TensorSet(model.Inputs, model.Outputs);
            TensorColumns.Fill(rows.Take([.. Enumerable.Range(first, sizes[i])]), model.Inputs, parts[i].Inputs);
            first += sizes[i];
        }
        return parts;
    }

    private static List<byte> Bits(IEnumerable<TensorSet> parts, int output) => [.. parts.SelectMany(part => part.Outputs[output].Bytes.ToArray())];

    private static List<string> Labels(IEnumerable<TensorSet> parts) =>
        [.. parts.SelectMany(part => Enumerable.Range(0, part.Outputs[0].Count).Select(i => System.Text.Encoding.UTF8.GetString(part.Outputs[0].Text(i))))];
}
