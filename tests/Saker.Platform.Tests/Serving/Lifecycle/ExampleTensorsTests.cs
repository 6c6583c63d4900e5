using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Graphs;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Tests.Serving.Lifecycle;

public sealed class ExampleTensorsTests
{
    [Fact]
    public void Lists_that_only_begin_large_take_no_memory_for_what_they_do_not_hold()
    {
        var first = string.Join(',', Enumerable.Repeat("1", 20_000));
        var failure = Fail($$$"""{"inputs":{"x":[[{{{first}}}]{{{string.Concat(Enumerable.Repeat(",[]", 20_000))}}}]}}""", new TensorSpec("x", ElementType.Float32, [-1, -1]), out var bytes);
        Assert.Contains("lists of different lengths", Assert.Single(failure.Problems).Message, StringComparison.Ordinal);
        Assert.InRange(bytes, 0, 1 << 20);
    }

    [Fact]
    public void Half_of_a_pair_of_surrogates_is_refused() =>
        Assert.Equal(ErrorKind.InvalidInput, Fail("""{"inputs":{"x":["\ud800"]}}""", new TensorSpec("x", ElementType.Text, [-1]), out _).Kind);

    [Fact]
    public async Task What_cannot_be_used_keeps_no_version_from_its_warm_up()
    {
        var graph = new GraphBuilder("negated");
        graph.Output("y", graph.Negate(graph.Input("x", ElementType.Float32, -1, 2)), -1, 2);
        using var model = new OnnxTensorModel(graph.Build().ToBytes());
        using var runner = model.NewRunner(1);
        var odd = await WarmUp.RunAsync(model, model.Signature, Fill, async (tensors, token) => await runner.RunAsync(new[] { tensors }, token), runCount: 1, TestContext.Current.CancellationToken);
        Assert.Contains("zeros were taken instead", odd, StringComparison.Ordinal);
        Assert.Contains("has the shape [1, 3]; the model takes [-1, 2]", odd, StringComparison.Ordinal);

        bool Fill(TensorSet into) => RecordedExample.TryFill("""{"inputs":{"x":[[1,2,3]]}}"""u8.ToArray(), model.Signature, model.Inputs, into);
    }

    [Fact]
    public void An_input_that_says_nothing_of_its_shape_takes_any_and_whole_numbers_go_as_far_as_their_type()
    {
        var spec = new TensorSpec("x", ElementType.UInt64, []);
        var into = new TensorSet([spec], []);
        ExampleTensors.Fill(Encoding.UTF8.GetBytes("""{"inputs":{"x":[[18446744073709551615,1]]}}"""), [spec], into);
        Assert.Equal([1L, 2L], into.Inputs[0].Shape.ToArray());
        Assert.Equal([ulong.MaxValue, 1UL], into.Inputs[0].Elements<ulong>().ToArray());
    }

    private static SakerException Fail(string json, TensorSpec spec, out long bytes)
    {
        var into = new TensorSet([spec], []);
        var failure = Assert.Throws<SakerException>(() => ExampleTensors.Fill(Encoding.UTF8.GetBytes(json), [spec], into));
        bytes = into.Inputs[0].KeptBytes;
        return failure;
    }
}
