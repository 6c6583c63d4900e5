namespace Saker.Onnx.Plans.Steps;

/// <summary>An operation on each element.</summary>
internal sealed class UnaryStep<TOperation, T, TResult>(PlanValue value, PlanValue result) : PlanStep
    where TOperation : struct, IUnary<T, TResult>
{
    public override void Run(PlanMemory memory, int rows)
    {
        var count = rows * result.Width;
        var from = memory.Elements<T>(value).AsSpan(0, count);
        var into = memory.Elements<TResult>(result).AsSpan(0, count);
        for (var i = 0; i < from.Length; i++)
            into[i] = TOperation.Of(from[i]);
    }
}
