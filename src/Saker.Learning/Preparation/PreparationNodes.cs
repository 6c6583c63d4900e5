using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Preparation;

/// <summary>The few node families that transforms and expressions share. All treat NaN and "" as missing.</summary>
internal static class PreparationNodes
{
    /// <summary>A number that every row sees: float64 of shape [1, 1].</summary>
    public static Value Number(this GraphBuilder graph, double value) => graph.Constant(Tensor.Of([value], 1, 1));

    /// <summary>One number per column: float64 of shape [1, values].</summary>
    public static Value Numbers(this GraphBuilder graph, double[] values) => graph.Constant(Tensor.Of(values, 1, values.Length));

    /// <summary>A whole number that every row sees: int64 of shape [1, 1].</summary>
    public static Value WholeNumber(this GraphBuilder graph, long value) => graph.Constant(Tensor.Of([value], 1, 1));

    /// <summary>A text that every row sees: shape [1, 1].</summary>
    public static Value Text(this GraphBuilder graph, string value) => graph.Constant(Tensor.Of([value], 1, 1));

    /// <summary>A node from float64 to float64.</summary>
    public static Value Arithmetic(this GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> inputs) => graph.Node(operatorType, inputs, ElementType.Float64);

    /// <summary>A node on booleans or that gives booleans.</summary>
    public static Value Test(this GraphBuilder graph, string operatorType, params ReadOnlySpan<Value> inputs) => graph.Node(operatorType, inputs, ElementType.Boolean);

    /// <summary>Numbers, with the infinite ones made missing.</summary>
    /// <remarks>Times 0, infinity is NaN and a finite number a zero of its own sign, which changes nothing: cheaper in the engine than to test and to choose.</remarks>
    public static Value FiniteOrMissing(this GraphBuilder graph, Value value) => graph.Arithmetic("Add", value, graph.Arithmetic("Mul", value, graph.Number(0)));

    /// <summary>Which values are missing: NaN among numbers, "" among texts.</summary>
    public static Value IsMissing(this GraphBuilder graph, Value value) => value.Type == ElementType.Text
        ? graph.Cast(graph.TextCodes(value, [""], [1], otherwise: 0), ElementType.Boolean)
        : graph.Test("IsNaN", value);

    /// <summary>A whole number per text: that of the key it equals, or <paramref name="otherwise"/>.</summary>
    public static Value TextCodes(this GraphBuilder graph, Value texts, IReadOnlyList<string> keys, IReadOnlyList<long> codes, long otherwise) =>
        graph.Node("LabelEncoder", [texts], ElementType.Int64,
            [NodeAttribute.Of("keys_strings", keys), NodeAttribute.Of("values_int64s", codes), NodeAttribute.Of("default_int64", otherwise)], GraphBuilder.MachineLearning);

    /// <summary>
    /// Numbers held between two bounds, missing ones staying missing. ONNX leaves open what Clip, Min and Max do with NaN, a
    /// comparison does not: it is false.
    /// </summary>
    public static Value ClipKeepingMissing(this GraphBuilder graph, Value value, Value low, Value high)
    {
        var raised = graph.Where(graph.Test("Less", value, low), low, value);
        return graph.Where(graph.Test("Greater", raised, high), high, raised);
    }

    /// <summary>Numbers as float32; those beyond its range become its ends.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">Float64.</param>
    /// <param name="isPresent">Whether none of them can be missing, which takes fewer nodes.</param>
    public static Value AsFloat32(this GraphBuilder graph, Value value, bool isPresent)
    {
        if (!isPresent)
            return graph.Cast(graph.ClipKeepingMissing(value, graph.Number(float.MinValue), graph.Number(float.MaxValue)), ElementType.Float32);
        return graph.Clip(graph.Cast(value, ElementType.Float32), float.MinValue, float.MaxValue);
    }
}
