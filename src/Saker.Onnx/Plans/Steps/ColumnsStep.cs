namespace Saker.Onnx.Plans.Steps;

/// <summary>Chosen columns of a matrix, in an order of their own and as often as wanted.</summary>
internal sealed class ColumnsStep<T>(PlanValue value, int[] columns, PlanValue result) : PlanStep
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<T>(value), memory.Elements<T>(result));
        for (var row = 0; row < rows; row++)
        {
            var source = from.AsSpan(row * value.Width, value.Width);
            var target = into.AsSpan(row * columns.Length, columns.Length);
            for (var i = 0; i < target.Length; i++)
                target[i] = source[columns[i]];
        }
    }
}
