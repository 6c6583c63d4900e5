using Saker.Learning.Neural.Building;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Neural.Building;

/// <summary>Runs networks as they are served, and draws what goes in.</summary>
internal static class Served
{
    public static float[] Values(int count, long seed = 1)
    {
        var chance = Xoshiro256.Of(seed, count);
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = (float)chance.NextNormal();
        return values;
    }

    public static Tensor Numbers(params long[] shape) => Tensor.Of(Values((int)shape.Aggregate(1L, (product, extent) => product * extent)), shape);

    /// <summary>What a small network, built here, gives for one input.</summary>
    public static (float[] Output, Network Network) Run(Func<NetworkValue, NetworkValue> layers, Tensor input)
    {
        var network = Of(layers, input);
        return (Run(network, input), network);
    }

    /// <summary>What a network gives first.</summary>
    public static float[] Run(Network network, params Tensor[] inputs)
    {
        network.Model.Validate();
        using var session = new OnnxSession(network.Model);
        return session.Run(session.Inputs.Zip(inputs).ToDictionary(pair => pair.First.Name, pair => pair.Second))[0].Span<float>().ToArray();
    }

    /// <summary>A network of one input and layers over it, whose weights are moved away from zeros and ones.</summary>
    public static Network Of(Func<NetworkValue, NetworkValue> layers, Tensor input)
    {
        var builder = new NetworkBuilder("tried", 3);
        long[] shape = [.. input.Shape.Skip(1)];
        builder.Output("out", layers(input.Type == ElementType.Int64 ? builder.Codes("in", shape) : builder.Input("in", shape)));
        var network = builder.Build();
        var editor = new Onnx.Editing.ModelEditor(network.Model);
        foreach (var name in network.Undecayed)
        {
            var before = editor.Constant(name);
            editor.SetConstant(name, Tensor.Of(before.Span<float>().ToArray().Zip(Values(before.Count, 9), (was, more) => was + 0.3f * more).ToArray(), [.. before.Shape]));
        }
        return network with { Model = editor.Build() };
    }

    public static float[] Weight(this Network network, string name) => network.Model.Graph.FindInitializer(name)!.Read().Span<float>().ToArray();

    public static void AssertNear(float[] expected, float[] given, float tolerance = 2e-5f)
    {
        Assert.Equal(expected.Length, given.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - given[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"Element {i} is {given[i]}; {expected[i]} was expected.");
    }
}
