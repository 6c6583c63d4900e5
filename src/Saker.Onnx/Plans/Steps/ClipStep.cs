namespace Saker.Onnx.Plans.Steps;

/// <summary>Numbers brought within bounds; what is missing (NaN) stays so.</summary>
internal sealed class ClipStep<T>(PlanValue value, T low, T high, PlanValue result) : PlanStep
    where T : System.Numerics.INumber<T>
{
    public override void Run(PlanMemory memory, int rows)
    {
        var count = rows * result.Width;
        var from = memory.Elements<T>(value).AsSpan(0, count);
        var into = memory.Elements<T>(result).AsSpan(0, count);
        for (var i = 0; i < from.Length; i++)
        {
            var number = from[i];
            into[i] = number < low ? low : number > high ? high : number;
        }
    }
}
