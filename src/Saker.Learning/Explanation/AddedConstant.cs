using Saker.Onnx;
using Saker.Onnx.Reading;

namespace Saker.Learning.Explanation;

/// <summary>A number that a graph adds to a value in float64, and nothing else with it.</summary>
/// <param name="Output">The value with the number added.</param>
/// <param name="Value">The number.</param>
internal sealed record AddedConstant(string Output, double Value)
{
    /// <summary>Null where the value goes another way.</summary>
    public static AddedConstant? Find(OnnxModel model, string value)
    {
        if (Taker(model, value) is not { Operator: "Cast" } cast || Taker(model, cast.Outputs[0]) is not { Operator: "Add" } add)
            return null;
        var other = add.Inputs.FirstOrDefault(input => input != cast.Outputs[0]);
        return other is not null && model.Graph.FindInitializer(other)?.Read() is { Type: ElementType.Float64, Count: 1 } constant ? new AddedConstant(add.Outputs[0], constant.Span<double>()[0]) : null;
    }

    private static OnnxNode? Taker(OnnxModel model, string value) => model.Graph.Nodes.Where(node => node.Inputs.Contains(value)).ToList() is [var only] ? only : null;
}
