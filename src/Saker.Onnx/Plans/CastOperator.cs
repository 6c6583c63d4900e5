using Saker.Onnx.Plans.Steps;
using Saker.Onnx.Reading;
using static Saker.Onnx.Plans.Steps.Elementwise;

namespace Saker.Onnx.Plans;

/// <summary>Conversions that lose nothing but digits: what the engine makes of a number that is out of a whole number's range differs between processors.</summary>
internal static class CastOperator
{
    public static void Add(PlanDraft draft, OnnxNode node)
    {
        var value = draft.Rows(node.Inputs[0]);
        var to = (ElementType)(node.FindAttribute("to")?.Integer ?? 0);
        if (to == value.Type)
        {
            draft.Set(node.Outputs[0], value);
            return;
        }
        var result = draft.New(to, value.Width);
        draft.Steps.Add((value.Type, to) switch
        {
            (ElementType.Boolean, ElementType.Int64) => new UnaryStep<Counted<long>, bool, long>(value, result),
            (ElementType.Boolean, ElementType.Float32) => new UnaryStep<Counted<float>, bool, float>(value, result),
            (ElementType.Boolean, ElementType.Float64) => new UnaryStep<Counted<double>, bool, double>(value, result),
            (ElementType.Int64, ElementType.Float32) => new UnaryStep<Converted<long, float>, long, float>(value, result),
            (ElementType.Int64, ElementType.Float64) => new UnaryStep<Converted<long, double>, long, double>(value, result),
            (ElementType.Float32, ElementType.Float64) => new UnaryStep<Converted<float, double>, float, double>(value, result),
            (ElementType.Float64, ElementType.Float32) => new UnaryStep<Converted<double, float>, double, float>(value, result),
            _ => throw new PlanException($"makes {to} of {value.Type}"),
        });
        draft.Set(node.Outputs[0], result);
    }
}
