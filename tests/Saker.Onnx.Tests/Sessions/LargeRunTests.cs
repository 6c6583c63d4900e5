using Saker.Onnx.Batches;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

/// <summary>Graphs that give or take as much as a value of their inputs says. No other test takes memory meanwhile, for that of the process is measured.</summary>
[Collection(nameof(LargeRunTests))]
[CollectionDefinition(nameof(LargeRunTests), DisableParallelization = true)]
public sealed class LargeRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(1_000_000_000_000_000L)]
    public void More_than_there_is_memory_for_is_too_large_and_the_next_run_works(long count)
    {
        using var session = Filled(1 << 20);
        var failure = Assert.Throws<OnnxException>(() => Run(session, count));
        Assert.True(failure.IsTooLarge, failure.Message);
        Assert.Contains("more memory than can be had", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, Run(session, 3));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Outputs_have_as_many_bytes_as_they_may(long count, bool may)
    {
        using var session = Filled(1024);
        if (may)
        {
            Assert.Equal(count, Run(session, count));
            return;
        }
        var failure = Assert.Throws<OnnxException>(() => Run(session, count));
        Assert.True(failure.IsTooLarge);
        Assert.Equal("The outputs would be larger than the 1024 bytes that they may have: output 'y' has the shape [257], which makes 1028 bytes. Ask for less at once, or have the limit raised.", failure.Message);
    }

    [Fact]
    public void Values_that_make_no_size_are_at_fault_once_the_graph_ran()
    {
        using var session = Filled(1024);
        Assert.Equal(2, Run(session, 2));
        var failure = Assert.Throws<OnnxException>(() => Run(session, -2));
        Assert.True(failure.IsInputFault, failure.Message);
    }

    [Fact]
    public void Memory_of_a_large_run_is_given_back()
    {
        using var session = Filled(1024);
        Run(session, 1);
        var before = Resident();
        for (var i = 0; i < 2; i++)
            Assert.True(Assert.Throws<OnnxException>(() => Run(session, 100_000_000)).IsTooLarge);
        Assert.InRange(Resident() - before, long.MinValue, 250L << 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_have_outputs_of_as_many_bytes_as_they_may(bool usesPlan)
    {
        var graph = new GraphBuilder("rows");
        graph.Output("y", graph.Negate(graph.Input("x", ElementType.Float32, -1, 4)), -1, 4);
        using var session = new OnnxSession(graph.Build(), new SessionSettings { MaxOutputBytes = 64, UsesRowPlans = usesPlan });
        Assert.Equal(usesPlan, session.WhyNoRowPlan is null);
        using var runner = OnnxBatches.NewRunner(session, 2);
        Assert.Null(await FailureOf(4));
        Assert.True((await FailureOf(5))!.IsTooLarge);

        async Task<OnnxException?> FailureOf(int rows)
        {
            var part = new TensorSet(session.Inputs, session.Outputs);
            part.Inputs[0].Reset([rows, 4]);
            part.Inputs[0].Bytes.Clear();
            return await Record.ExceptionAsync(async () => await runner.RunAsync(new[] { part }, Cancellation)) as OnnxException;
        }
    }

    [Fact]
    public void A_bound_output_of_open_extents_has_as_many_bytes_as_it_may()
    {
        var graph = new GraphBuilder("open");
        graph.Output("y", graph.Node("NonZero", [graph.Input("x", ElementType.Float32, -1)], ElementType.Int64), 1, -1);
        using var session = new OnnxSession(graph.Build(), new SessionSettings { MaxOutputBytes = 16 });
        using var binding = session.Bind(3);
        binding.Input<float>("x").Fill(1);
        Assert.True(Assert.Throws<OnnxException>(() => binding.Run(Cancellation)).IsTooLarge);
        binding.Input<float>("x")[0] = 0;
        binding.Run(Cancellation);
        Assert.Equal([1L, 2L], binding.Output<long>("y").ToArray());
    }

    private static OnnxSession Filled(long maxOutputBytes)
    {
        var graph = new GraphBuilder("filled");
        graph.Output("y", graph.Node("ConstantOfShape", [graph.Input("s", ElementType.Int64, 1)], ElementType.Float32), -1);
        return new OnnxSession(graph.Build(), new SessionSettings { MaxOutputBytes = maxOutputBytes });
    }

    private static int Run(OnnxSession session, long count) =>
        session.Run(new Dictionary<string, Tensor> { ["s"] = Tensor.Vector(count) }, Cancellation)[0].Span<float>().Length;

    private static long Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
