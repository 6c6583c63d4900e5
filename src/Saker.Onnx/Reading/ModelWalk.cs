using Saker.Onnx.Wire;

namespace Saker.Onnx.Reading;

/// <summary>Everything nested in a model. Depth is bounded by the reader of the wire form.</summary>
internal static class ModelWalk
{
    /// <summary>All tensors stored anywhere in the model, each with what it is.</summary>
    public static IEnumerable<(TensorProto Tensor, string What)> Tensors(ModelProto model) =>
        Tensors(model.Graph)
            .Concat(model.Functions.SelectMany(function => function.Node).SelectMany(Tensors))
            .Concat(model.TrainingInfo.SelectMany(info => new[] { info.Initialization, info.Algorithm }).SelectMany(Tensors));

    /// <summary>The graphs that a node holds directly: bodies of loops and branches.</summary>
    public static IEnumerable<GraphProto> Bodies(NodeProto node) => node.Attribute.SelectMany(attribute => attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs);

    private static IEnumerable<(TensorProto Tensor, string What)> Tensors(GraphProto? graph) => graph is null ? [] :
        graph.Initializer.Select(tensor => (tensor, $"Initialiser '{tensor.Name}'"))
            .Concat(graph.SparseInitializer.SelectMany(Parts).Select(tensor => (tensor, $"Sparse initialiser '{tensor.Name}'")))
            .Concat(graph.Node.SelectMany(Tensors));

    private static IEnumerable<(TensorProto Tensor, string What)> Tensors(NodeProto node) => node.Attribute
        .SelectMany(attribute => (attribute.T is { } tensor ? attribute.Tensors.Prepend(tensor) : attribute.Tensors)
            .Concat(attribute.SparseTensor is { } sparse ? Parts(sparse) : [])
            .Concat(attribute.SparseTensors.SelectMany(Parts))
            .Select(tensor => (tensor, $"Attribute '{attribute.Name}' of node '{node.Name}'")))
        .Concat(Bodies(node).SelectMany(Tensors));

    private static IEnumerable<TensorProto> Parts(SparseTensorProto sparse) => new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>();
}
