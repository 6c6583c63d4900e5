using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

/// <summary>What sessions compute on.</summary>
public sealed class ExecutionDeviceTests
{
    [Theory]
    [InlineData("cpu", null, "cpu")]
    [InlineData("cuda", 0, "cuda:0")]
    [InlineData("cuda:3", 3, "cuda:3")]
    public void Devices_are_read_and_written(string text, int? index, string written)
    {
        var device = ExecutionDevice.Parse(text);
        Assert.Equal((index, written), (device.CudaIndex, device.ToString()));
        Assert.Equal(device, ExecutionDevice.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("CPU")]
    public void What_is_no_device_is_told(string text) => Assert.Contains("cpu, cuda or", Assert.Throws<OnnxException>(() => ExecutionDevice.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_processor_is_always_there() => Assert.Contains("CPUExecutionProvider", ExecutionDevice.Providers);

    [Fact]
    public void Without_the_provider_nobody_gets_what_they_did_not_ask_for()
    {
        Assert.SkipWhen(ExecutionDevice.HasCuda, "The engine beside the tests has the CUDA provider.");
        var refused = Assert.Throws<OnnxException>(() => new OnnxSession(Doubling(), new SessionSettings { Device = ExecutionDevice.Cuda(1) }));
        Assert.Contains("cannot compute on cuda:1; it has", refused.Message, StringComparison.Ordinal);
        Assert.Contains("libonnxruntime_providers_cuda", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_gives_the_same_on_the_GPU()
    {
        Assert.SkipUnless(ExecutionDevice.HasCuda, "The engine beside the tests has no CUDA provider; put one that was built for CUDA beside them to run this.");
        using var session = new OnnxSession(Doubling(), new SessionSettings { Device = ExecutionDevice.Cuda() });
        Assert.Equal([2f, 4f, -6f], session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1f, 2f, -3f) }, TestContext.Current.CancellationToken)[0].Span<float>().ToArray());
    }

    private static OnnxModel Doubling()
    {
        var graph = new GraphBuilder("doubling");
        var x = graph.Input("x", ElementType.Float32, 3);
        graph.Output("y", graph.Multiply(x, graph.Constant(Tensor.Scalar(2f))), 3);
        return graph.Build();
    }
}
