namespace Saker.Onnx.Plans.Steps;

/// <summary>Elements of a constant list by their places in it.</summary>
internal sealed class PickStep<T>(T[] list, PlanValue places, PlanValue result) : PlanStep
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<long>(places), memory.Elements<T>(result));
        for (var i = 0; i < rows * result.Width; i++)
            into[i] = list[from[i]];
    }
}
