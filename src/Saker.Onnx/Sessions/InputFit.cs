namespace Saker.Onnx.Sessions;

/// <summary>Whether tensors fit what a graph takes; errors name input, type and shape.</summary>
internal static class InputFit
{
    public static Tensor Require(TensorSpec spec, IReadOnlyDictionary<string, Tensor> given, IReadOnlyList<TensorSpec> all)
    {
        if (!given.TryGetValue(spec.Name, out var tensor))
            throw new OnnxException($"Input '{spec.Name}' is missing; the graph takes {string.Join(", ", all)}.");
        if (spec.Type == default)
            throw new OnnxException($"Input '{spec.Name}' is a sequence, map or optional value; only tensors are supported.");
        if (tensor.Type != spec.Type)
            throw new OnnxException($"Input '{spec.Name}' holds {Describe(tensor)}; the graph takes {spec}.");
        return Fits(tensor.Shape, spec.Shape) ? tensor : throw new OnnxException($"Input '{spec.Name}' has the shape of {Describe(tensor)}; the graph takes {spec}.");
    }

    /// <summary>Whether whoever gave the tensors chose more of their shapes than how many rows there are.</summary>
    public static bool AreShapesChosen(IReadOnlyList<TensorSpec> all, IReadOnlyDictionary<string, Tensor> given)
    {
        var rows = new HashSet<long>();
        foreach (var spec in all)
        {
            var shape = given[spec.Name].Shape;
            if (spec.Shape.Count == 0 && shape.Count == 0)
                continue;
            // A vector's only extent may be its length as well as rows.
            if (spec.Shape.Count == 0 || spec.Shape is [< 0] || spec.Shape.Skip(1).Any(extent => extent < 0))
                return true;
            if (spec.Shape[0] < 0)
                rows.Add(shape[0]);
        }
        return rows.Count > 1;
    }

    public static string Describe(Tensor tensor) => $"{tensor.Type}[{string.Join(", ", tensor.Shape)}]";

    // A graph that says nothing of an input's shape reads as one without extents, so no extents are taken to fit anything.
    private static bool Fits(IReadOnlyList<long> shape, IReadOnlyList<long> wanted)
    {
        if (wanted.Count == 0)
            return true;
        if (shape.Count != wanted.Count)
            return false;
        for (var i = 0; i < wanted.Count; i++)
            if (wanted[i] >= 0 && wanted[i] != shape[i])
                return false;
        return true;
    }
}
