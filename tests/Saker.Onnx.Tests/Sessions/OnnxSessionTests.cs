using System.Diagnostics;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Tests.Graphs;

namespace Saker.Onnx.Tests.Sessions;

public sealed class OnnxSessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ElementType> Types => [.. ElementTypes.OfValues];

    [Theory]
    [MemberData(nameof(Types))]
    public void Tensors_of_every_type_pass_through_unchanged(ElementType type)
    {
        var given = Sample(type);
        var graph = new GraphBuilder("g");
        graph.Output("out", graph.Input("in", type, -1, 2), -1, 2);
        using var session = new OnnxSession(graph.Build());

        var result = Assert.Single(session.Run(Feed("in", given), Cancellation));

        Assert.Equal(type, result.Type);
        Assert.Equal([2L, 2L], result.Shape);
        Assert.Equal(given.Data, result.Data);
    }

    [Fact]
    public void No_rows_give_no_rows()
    {
        using var session = Doubling();

        Assert.Equal([0L, 2L], Assert.Single(session.Run(Feed("x", Tensor.Of(Array.Empty<float>(), 0, 2)), Cancellation)).Shape);
    }

    [Fact]
    public void A_missing_input_is_named_with_what_is_wanted()
    {
        using var session = Doubling();

        var exception = Assert.Throws<OnnxException>(() => session.Run(new Dictionary<string, Tensor>(), Cancellation));

        Assert.Equal("Input 'x' is missing; the graph takes x: Float32[-1, 2].", exception.Message);
    }

    [Fact]
    public void An_input_of_another_type_or_shape_is_named_with_both()
    {
        using var session = Doubling();

        Assert.Equal("Input 'x' holds Float64[1, 2]; the graph takes x: Float32[-1, 2].", Refuse(Tensor.Of([1.0, 2], 1, 2)));
        Assert.Equal("Input 'x' has the shape of Float32[1, 3]; the graph takes x: Float32[-1, 2].", Refuse(Tensor.Of([1f, 2, 3], 1, 3)));
        Assert.Equal("Input 'x' has the shape of Float32[2]; the graph takes x: Float32[-1, 2].", Refuse(Tensor.Of([1f, 2], 2)));

        string Refuse(Tensor tensor) => Assert.Throws<OnnxException>(() => session.Run(Feed("x", tensor), Cancellation)).Message;
    }

    [Fact]
    public void A_failure_of_the_engine_names_inputs_with_type_and_shape()
    {
        var graph = new GraphBuilder("g");
        graph.Output("number", graph.Cast(graph.Input("text", ElementType.Text, -1), ElementType.Float64), -1);
        using var session = new OnnxSession(graph.Build());

        var exception = Assert.Throws<OnnxException>(() => session.Run(Feed("text", Tensor.Vector("twelve")), Cancellation));

        Assert.StartsWith("The graph failed on 'text' Text[1]: ", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.InnerException);
    }

    [Fact]
    public void A_failure_of_the_engine_is_told_without_its_source_lines()
    {
        var graph = new GraphBuilder("g");
        var features = graph.Input("features", ElementType.Float32, -1, RandomTrees.Features);
        graph.Output("score", graph.TreeEnsembleRegressor(features, RandomTrees.Make(1, 3, 3, TreeNodeMode.Less)), -1, 1);
        var model = graph.Build();
        model.Proto.Graph.Node[0].Attribute.Single(attribute => attribute.Name == "nodes_truenodeids").Ints[0] = 99;

        var message = Assert.Throws<OnnxException>(() => new OnnxSession(model)).Message;

        Assert.Contains("node_id", message, StringComparison.Ordinal);
        Assert.DoesNotContain("onnxruntime_src", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_the_engine_cannot_run_is_refused_with_its_reason()
    {
        var graph = new GraphBuilder("g");
        graph.Output("y", graph.Node("NoSuchOperator", [graph.Input("x", ElementType.Float32, -1)], ElementType.Float32), -1);

        Assert.Contains("NoSuchOperator", Assert.Throws<OnnxException>(() => new OnnxSession(graph.Build())).Message, StringComparison.Ordinal);
        Assert.Throws<OnnxException>(() => new OnnxSession([1, 2, 3]));
        Assert.Throws<OnnxException>(() => new OnnxSession(graph.Build(), new SessionSettings { ThreadCount = 0 }));
    }

    [Fact]
    public void A_cancelled_token_stops_a_run_before_it_begins()
    {
        using var session = Doubling();

        Assert.Throws<OperationCanceledException>(() => session.Run(Feed("x", Tensor.Of([1f, 2f], 1, 2)), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Cancelling_ends_a_long_run_and_leaves_the_session_usable()
    {
        using var session = SlowGraph.Start(out var feed);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        source.CancelAfter(TimeSpan.FromMilliseconds(50));
        var watch = Stopwatch.StartNew();

        Assert.Throws<OperationCanceledException>(() => session.Run(feed, source.Token));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        using var small = Doubling();
        Assert.Equal([2f, 4f], small.Run(Feed("x", Tensor.Of([1f, 2f], 1, 2)), Cancellation)[0].Span<float>().ToArray());
    }

    [Fact]
    public void Cancelling_one_run_does_not_end_another()
    {
        using var session = Doubling();
        Parallel.For(0, 400, i =>
        {
            using var source = new CancellationTokenSource();
            if (i % 2 == 0)
                source.Cancel();
            var feed = Feed("x", Tensor.Of<float>([i, 1], 1, 2));
            if (i % 2 == 0)
                Assert.Throws<OperationCanceledException>(() => session.Run(feed, source.Token));
            else
                Assert.Equal(2f * i, session.Run(feed, source.Token)[0].Span<float>()[0]);
        });
    }

    [Fact]
    public void Runs_in_parallel_do_not_mix_their_rows()
    {
        using var session = Doubling();
        Parallel.For(0, 2_000, i => Assert.Equal([2f * i, -2f * i], session.Run(Feed("x", Tensor.Of<float>([i, -i], 1, 2)))[0].Span<float>().ToArray()));
    }

    internal static OnnxSession Doubling()
    {
        var graph = new GraphBuilder("doubling");
        var x = graph.Input("x", ElementType.Float32, -1, 2);
        graph.Output("y", graph.Multiply(x, graph.Scalar(ElementType.Float32, 2)), -1, 2);
        return new OnnxSession(graph.Build());
    }

    private static Dictionary<string, Tensor> Feed(string name, Tensor tensor) => new() { [name] = tensor };

    private static Tensor Sample(ElementType type) => type switch
    {
        ElementType.Float32 => Tensor.Of([1f, -0f, float.NaN, float.MaxValue], 2, 2),
        ElementType.Float64 => Tensor.Of([1d, -0d, double.NaN, double.MaxValue], 2, 2),
        ElementType.Int64 => Tensor.Of<long>([1, 2, long.MinValue, long.MaxValue], 2, 2),
        ElementType.Int32 => Tensor.Of([1, 2, int.MinValue, int.MaxValue], 2, 2),
        ElementType.Int16 => Tensor.Of<short>([1, 2, short.MinValue, short.MaxValue], 2, 2),
        ElementType.Int8 => Tensor.Of<sbyte>([1, 2, sbyte.MinValue, sbyte.MaxValue], 2, 2),
        ElementType.UInt64 => Tensor.Of<ulong>([1, 2, 3, ulong.MaxValue], 2, 2),
        ElementType.UInt32 => Tensor.Of<uint>([1, 2, 3, uint.MaxValue], 2, 2),
        ElementType.UInt16 => Tensor.Of<ushort>([1, 2, 3, ushort.MaxValue], 2, 2),
        ElementType.UInt8 => Tensor.Of<byte>([1, 2, 3, byte.MaxValue], 2, 2),
        ElementType.Boolean => Tensor.Of([true, false, false, true], 2, 2),
        ElementType.Float16 => Tensor.Of([(Half)1, Half.NaN, Half.MaxValue, Half.Epsilon], 2, 2),
        ElementType.BFloat16 => Tensor.OfBFloat16([0x3F80, 0x7FC0, 0, 0x8000], 2, 2),
        ElementType.Text => Tensor.Of(["", "大阪 🦅", "a\0b", new string('x', 10_000)], 2, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
