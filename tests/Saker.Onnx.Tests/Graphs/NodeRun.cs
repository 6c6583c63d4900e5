using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Graphs;

/// <summary>Computes a small graph of nodes on given tensors.</summary>
internal static class NodeRun
{
    /// <param name="rank">The number of extents of the result.</param>
    /// <param name="nodes">Makes the nodes from the inputs.</param>
    /// <param name="inputs">What the inputs hold.</param>
    public static Tensor Compute(int rank, Func<GraphBuilder, Value[], Value> nodes, params Tensor[] inputs)
    {
        var graph = new GraphBuilder("nodes");
        var values = inputs.Select((tensor, i) => graph.Input($"in{i}", tensor.Type, [.. tensor.Shape])).ToArray();
        graph.Output("out", nodes(graph, values), [.. Enumerable.Repeat(-1L, rank)]);
        var model = graph.Build();
        model.Validate();
        using var session = new OnnxSession(model);
        return session.Run(inputs.Select((tensor, i) => (Name: $"in{i}", tensor)).ToDictionary(pair => pair.Name, pair => pair.tensor)).Single();
    }

    /// <summary>The message of the error that building the nodes gives.</summary>
    public static string Refuse(Func<GraphBuilder, Value[], Value> nodes, params ElementType[] types)
    {
        var graph = new GraphBuilder("nodes");
        var values = types.Select((type, i) => graph.Input($"in{i}", type, -1)).ToArray();
        return Assert.Throws<OnnxException>(() => nodes(graph, values)).Message;
    }
}
