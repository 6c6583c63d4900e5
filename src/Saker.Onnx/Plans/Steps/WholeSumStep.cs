namespace Saker.Onnx.Plans.Steps;

/// <summary>The sum of each row's whole numbers: the order in which they are added makes no difference, which it would for others.</summary>
internal sealed class WholeSumStep(PlanValue value, PlanValue result) : PlanStep
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<long>(value), memory.Elements<long>(result));
        for (var row = 0; row < rows; row++)
        {
            var sum = 0L;
            foreach (var number in from.AsSpan(row * value.Width, value.Width))
                sum += number;
            into[row] = sum;
        }
    }
}
