namespace Saker.Onnx.Plans.Steps;

/// <summary>The place of each row's largest number; of equal ones the first.</summary>
internal sealed class LargestStep(PlanValue value, PlanValue result) : PlanStep
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<float>(value), memory.Elements<long>(result));
        for (var row = 0; row < rows; row++)
        {
            var numbers = from.AsSpan(row * value.Width, value.Width);
            var largest = 0;
            for (var i = 1; i < numbers.Length; i++)
                if (numbers[i] > numbers[largest])
                    largest = i;
            into[row] = largest;
        }
    }
}
